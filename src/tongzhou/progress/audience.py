"""Who hears of the weekly rhythm."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.collaborations.audience.cases import parties
from tongzhou.collaborations.models import Collaboration
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.plans.models import Role, Task
from tongzhou.progress.models import RiskNotice, UrgentCall


@heard_by("risk_notice.given")
def about_a_risk(entry: Entry) -> Iterable[UUID]:
    """The person in charge, and the heads of the departments that depend on the task."""
    notice = RiskNotice.objects.select_related("task__collaboration").get(pk=entry.subject)
    yield notice.task.collaboration.person_in_charge_id
    waiting = Task.objects.filter(waits_for__on=notice.task).select_related("department")
    for department in [t.department for t in waiting] + [
        s.department for s in notice.task.supports.select_related("department")
    ]:
        if department.head_id:
            yield department.head_id


@heard_by("risk_notice.acknowledged", "risk_notice.settled")
def about_an_answered_risk(entry: Entry) -> Iterable[UUID]:
    yield RiskNotice.objects.get(pk=entry.subject).by_id


@heard_by("round.reminded")
def who_has_not_updated(entry: Entry) -> Iterable[UUID]:
    yield from (UUID(person) for person in entry.payload["people"])


heard_by("round.closed")(parties)


@heard_by("round.closed")
def who_carries_a_task(entry: Entry) -> Iterable[UUID]:
    """The week in one line, for everybody who works on it; merged with other news into one mail."""
    rows = Role.objects.filter(
        task__collaboration=entry.collaboration, task__removed_at=None, letter__in=("R", "A")
    )
    yield from rows.filter(person__isnull=False).values_list("person", flat=True)


@heard_by("task.progress_noted")
def about_an_update_with_a_risk(entry: Entry) -> Iterable[UUID]:
    """An update that names a risk reaches the person in charge and the accountable person."""
    if not entry.payload["risk"]:
        return
    yield _case(entry).person_in_charge_id
    accountable = Role.objects.filter(task=entry.subject, letter="A", person__isnull=False).first()
    if accountable and accountable.person_id:
        yield accountable.person_id


@heard_by("held_word.kept", "held_word.failed")
def whose_word_it_is(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


@heard_by("check_in.confidence_low")
def who_carries_the_row(entry: Entry) -> Iterable[UUID]:
    """The owner hears it first: nobody else is told."""
    rows = Role.objects.filter(task=entry.subject, letter__in=("R", "A"), person__isnull=False)
    yield from rows.values_list("person", flat=True)


heard_by("communication.set")(parties)


@heard_by("urgent_call.announced", "urgent_call.minuted", "urgent_call.cancelled")
def about_an_urgent_call(entry: Entry) -> Iterable[UUID]:
    """Who was on the phone, their heads, and the person in charge."""
    call = UrgentCall.objects.select_related("collaboration", "by__department").get(
        pk=entry.subject
    )
    yield call.collaboration.person_in_charge_id
    yield call.by_id
    people = [callee.person for callee in call.callees.select_related("person__department")]
    for person in [*people, call.by]:
        yield person.pk
        if person.department.head_id:
            yield person.department.head_id


def _case(entry: Entry) -> Collaboration:
    assert entry.collaboration
    return Collaboration.objects.get(pk=entry.collaboration)
