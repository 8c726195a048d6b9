"""The journal of a collaboration, entry by entry, as its actions would have recorded it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from tongzhou.agreements import events as agreements
from tongzhou.collaborations.events.asks import TURNED
from tongzhou.collaborations.events.cases import MOVED, CollaborationDrafted
from tongzhou.collaborations.models import Ask
from tongzhou.core import clock
from tongzhou.demo.scale import endings, troubled
from tongzhou.demo.scale.cases import Case, answered_at
from tongzhou.demo.scale.house import House
from tongzhou.demo.scale.pasts import past
from tongzhou.journal.actions.past import Past
from tongzhou.journal.events import DepartmentId, Event, PersonId
from tongzhou.outcomes import events as outcomes
from tongzhou.outcomes.actions import dossiers
from tongzhou.plans.events import ProgressNoted, TaskAdded
from tongzhou.progress.events import RoundClosed, RoundOpened

MINUTE = timedelta(minutes=1)


def of(case: Case, house: House) -> Iterator[Past]:
    """In order. Only the first is made before its time: thousands of lives go on side by side."""
    person = case.row.person_in_charge_id
    drafted = partial(
        CollaborationDrafted, subject=case.row.pk, collaboration=case.row.pk,
        number=case.row.number, name=case.row.name, department=DepartmentId(case.initiator.pk),
    )  # fmt: skip
    yield Past(case.life.drafted, person, drafted)
    rest = [*_asked(case, house), *_divided(case), *_signed(case), *_worked(case), *troubled.of(case), *_ended(case, house)]  # fmt: skip
    rest.sort(key=lambda one: one.at)
    rest.reverse()
    while rest:
        yield rest.pop()


def _move(case: Case, at: datetime, by: UUID | None, verb: str, before: str, after: str) -> Past:
    return past(case, at, by, MOVED[verb], case.row.pk, before=before, after=after)


def _turn(case: Case, ask: Ask, verb: str, at: datetime, by: UUID, **facts: object) -> Past:
    return past(
        case, at, by, TURNED[verb], ask.pk, department=DepartmentId(ask.department_id),
        what=ask.title, **facts,
    )  # fmt: skip


def _asked(case: Case, house: House) -> Iterator[Past]:
    person, sent = case.row.person_in_charge_id, case.life.sent
    for ask in case.asks:
        at = case.life.drafted + MINUTE * ask.position
        yield _turn(case, ask, "draft", at, person, number=0, version=1, before="", after="draft")
    yield _move(case, sent, person, "send", "draft", "asking")
    for ask in case.asks:
        yield _turn(case, ask, "send", sent, person, number=1, version=2, before="draft", after="sent")  # fmt: skip
        if ask.pk in case.accepted:
            yield _turn(
                case, ask, "accept", answered_at(case, ask.position),
                house.liaison(ask.department).pk, number=2, version=3, before="sent",
                after="agreed", said="可以，按这个来。",
            )  # fmt: skip
    if case.life.reached("dividing"):
        last = house.liaison(case.asks[-1].department).pk
        yield _move(case, case.life.divided, last, "divide", "asking", "dividing")


def _divided(case: Case) -> Iterator[Past]:
    for task in case.tasks:
        yield past(
            case, case.life.divided + MINUTE * task.number, case.row.person_in_charge_id,
            TaskAdded, task.pk, number=task.number, name=task.name,
            department=DepartmentId(task.department_id),
        )  # fmt: skip


def _signed(case: Case) -> Iterator[Past]:
    version = case.version
    if version is None:
        return
    at, person = case.life.circulated, case.row.person_in_charge_id
    yield _move(case, at, person, "circulate", "dividing", "signing")
    yield past(
        case, at, person, agreements.AgreementCirculated, version.pk, number=1,
        root=version.root, rows=len(case.tasks), carried=0,
    )  # fmt: skip
    for one in case.signings:
        yield past(
            case, one.at, one.by, agreements.AgreementSigned, version.pk, number=1,
            department=DepartmentId(one.department), rows=one.rows, root=version.root,
            signed=one.digest, proved_at=one.at.isoformat(), proved_how="password",
        )  # fmt: skip
    if version.in_force_at:
        last = case.signings[-1].by
        yield _move(case, version.in_force_at, last, "come_into_force", "signing", "delivering")


def _worked(case: Case) -> Iterator[Past]:
    for weekly, week in zip(case.rounds, case.life.weeks, strict=True):
        yield past(case, week.monday, None, RoundOpened, weekly.pk, week=weekly.week)
        if weekly.state == "closed":
            yield past(
                case, week.due_at + MINUTE, None, RoundClosed, weekly.pk, week=weekly.week,
                expected=weekly.expected, missing=weekly.missing,
            )  # fmt: skip
    for one in case.updates:
        yield past(
            case, one.at, one.by, ProgressNoted, one.task, name=one.name, percent=one.percent,
            before=one.before, state="in_progress", risk="",
        )  # fmt: skip


def _ended(case: Case, house: House) -> Iterator[Past]:
    for one in case.deliveries:
        yield past(
            case, one.at, one.by_id, outcomes.TaskDelivered, one.pk, task=one.task.name, round=1,
            evidence=one.evidence,
        )  # fmt: skip
        if one.state == "accepted":
            by = endings.acceptor(case, one.task, house)[1].pk
            at = endings.accepted_at(case, one.task)
            yield past(case, at, by, outcomes.DeliveryAccepted, one.pk, task=one.task.name, first_pass=True)  # fmt: skip
    if case.deliveries:
        last = case.deliveries[-1]
        yield _move(case, last.at, last.by_id, "finish_delivery", "delivering", "accepting")
    if case.retrospective:
        yield from _looked_back(case, house)


def _looked_back(case: Case, house: House) -> Iterator[Past]:
    made = case.retrospective
    assert made
    person, at = case.row.person_in_charge_id, endings.opened_at(case)
    by = endings.acceptor(case, case.tasks[-1], house)[1].pk
    due = made.due_at.astimezone(clock.zone()).date()
    yield _move(case, at, by, "finish_acceptance", "accepting", "reviewing")
    yield past(case, at, None, outcomes.RetrospectiveOpened, made.pk, due=due)
    yield past(case, endings.viewed_at(case), person, outcomes.ViewWritten, made.pk)
    if case.improvement:
        yield from _closed(case, house)


def _closed(case: Case, house: House) -> Iterator[Past]:
    made, lesson = case.retrospective, case.improvement
    assert made
    assert lesson
    person, at = case.row.person_in_charge_id, case.life.closed
    shared, decided = at - 20 * MINUTE, at - 10 * MINUTE
    yield past(case, shared, person, outcomes.ViewsShared, made.pk, count=1)
    yield past(
        case, decided, person, outcomes.RetrospectiveDecided, made.pk,
        goal_result=made.goal_result, improvements=1,
    )  # fmt: skip
    yield past(
        case, decided, person, outcomes.ImprovementAgreed, lesson.pk,
        owner=PersonId(lesson.owner_id), text=lesson.text, due=lesson.due,
    )  # fmt: skip
    yield _move(case, at, person, "archive", "reviewing", "archived")
    yield Past(at + MINUTE, person, partial(_with_dossier, case), reads=True)
    if lesson.done_at:
        yield past(case, lesson.done_at, person, outcomes.ImprovementDone, lesson.pk, text=lesson.text)  # fmt: skip


def _with_dossier(case: Case) -> Event:
    """The dossier holds all entries before it; its hash is in this one."""
    assert case.retrospective
    with clock.at(case.life.closed):
        dossier = dossiers.freeze(case.row)
    return outcomes.RetrospectiveClosed(
        subject=case.retrospective.pk, collaboration=case.row.pk, dossier=dossier.hash
    )
