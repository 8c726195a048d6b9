"""Which measures a collaboration helps or hurts, and what is done about harm."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.goals.models import Measure
from tongzhou.interests import policy
from tongzhou.interests.actions.maps import require_party
from tongzhou.interests.actions.said import (
    one_of,
    refuse,
    require_living,
    require_words,
    within,
)
from tongzhou.interests.events.aligning import (
    EffectNamed,
    EffectTakenBack,
    NoMeasureTakenBack,
    NoMeasureYet,
    RemedyFound,
)
from tongzhou.interests.models import Effect, Remedy, Unmeasured
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person

LONGEST_NOTE = 200
LONGEST_SENTENCE = 300


@dataclass(frozen=True)
class Edge:
    measure: Measure
    sign: str = "helps"
    size: int = 2
    note: str = ""
    ask: Ask | None = None


def name(collaboration: Collaboration, edge: Edge, *, by: Person) -> Effect:
    """By the initiator, or by the department whose measure it is. Said again, it replaces."""
    one_of("sign", edge.sign, Effect.Sign.values)
    one_of("size", edge.size, Effect.Size.values)
    note = within("note", edge.note, LONGEST_NOTE)
    department = edge.measure.goal.department
    with transaction.atomic():
        case = locked(collaboration)
        require_living(case)
        if not policy.may_speak(by, department):
            policy.leader(by, case)
        require_party(case, department)
        if edge.ask and edge.ask.collaboration_id != case.pk:
            refuse("ask", _("Choose a request of this collaboration."))
        Effect.objects.filter(collaboration=case, ask=edge.ask, measure=edge.measure).delete()
        row = Effect(
            collaboration=case, ask=edge.ask, measure=edge.measure, sign=edge.sign, size=edge.size,
            note=note, by=by, at=clock.now(),
        )  # fmt: skip
        row.save(force_insert=True)
        Unmeasured.objects.filter(ask=edge.ask, ask__isnull=False, department=department).delete()
        event = EffectNamed(
            subject=row.pk, collaboration=case.pk, measure=edge.measure.name, sign=edge.sign,
            size=edge.size, department=DepartmentId(department.pk),
        )  # fmt: skip
        record(event, by=by)
    return row


def link(ask: Ask, measure: Measure, *, by: Person) -> Effect:
    """One tap of a page that showed none: harm named meanwhile, and its remedy, stays as it is."""
    department = measure.goal.department
    with transaction.atomic():
        case = _of_side(ask, department, by=by)
        _require_none(ask, department)
        return name(case, Edge(measure, ask=ask), by=by)


def take_back(effect: Effect, *, by: Person) -> None:
    with transaction.atomic():
        case = locked(effect.collaboration)
        require_living(case)
        row = Effect.objects.select_related("measure__goal__department__head").get(pk=effect.pk)
        if not policy.may_speak(by, row.measure.goal.department):
            policy.leader(by, case)
        event = EffectTakenBack(subject=row.pk, collaboration=case.pk, measure=row.measure.name)
        record(event, by=by)
        row.delete()


def remedy(effect: Effect, *, kind: str, sentence: str, by: Person) -> Remedy:
    """One of the three standard ways; a later one replaces an earlier one."""
    one_of("kind", kind, Remedy.Kind.values)
    said = require_words(
        "sentence", sentence, LONGEST_SENTENCE, _("Say in a sentence what will be done.")
    )
    with transaction.atomic():
        case = locked(effect.collaboration)
        require_living(case)
        row = Effect.objects.select_related("measure__goal__department__head").get(pk=effect.pk)
        if not policy.may_speak(by, row.measure.goal.department):
            policy.leader(by, case)
        if row.sign != Effect.Sign.HURTS:
            raise NotPossibleNow(_("What helps needs no remedy."))
        Remedy.objects.filter(effect=row).delete()
        found = Remedy(effect=row, kind=kind, sentence=said, by=by, at=clock.now())
        found.save(force_insert=True)
        event = RemedyFound(
            subject=row.pk, collaboration=case.pk, measure=row.measure.name, said=said
        )
        record(event, by=by)
    return found


def say_none_yet(ask: Ask, *, department: Department, reason: str, by: Person) -> Unmeasured:
    """Why no measure of this side is moved so far; a measure linked later replaces it."""
    said = require_words(
        "reason", reason, LONGEST_NOTE, _("Say in a few words why there is no measure yet.")
    )
    with transaction.atomic():
        case = _of_side(ask, department, by=by)
        _require_none(ask, department)
        Unmeasured.objects.filter(ask=ask, department=department).delete()
        row = Unmeasured(ask=ask, department=department, reason=said, by=by, at=clock.now())
        row.save(force_insert=True)
        event = NoMeasureYet(
            subject=ask.pk, collaboration=case.pk, said=said, department=DepartmentId(department.pk)
        )
        record(event, by=by)
    return row


def take_back_none_yet(ask: Ask, *, department: Department, by: Person) -> None:
    with transaction.atomic():
        case = _of_side(ask, department, by=by)
        gone, _rows = Unmeasured.objects.filter(ask=ask, department=department).delete()
        if gone:
            event = NoMeasureTakenBack(
                subject=ask.pk, collaboration=case.pk, department=DepartmentId(department.pk)
            )
            record(event, by=by)


def _require_none(ask: Ask, department: Department) -> None:
    if Effect.objects.filter(ask=ask, measure__goal__department=department).exists():
        raise NotPossibleNow(_("This side has a measure already."))


def _of_side(ask: Ask, department: Department, *, by: Person) -> Collaboration:
    """Its collaboration, locked, once it is sure that `by` may speak of this side."""
    case = locked(ask.collaboration)
    require_living(case)
    if department.pk not in (ask.department_id, case.department_id):
        refuse("department", _("Choose one of the two sides of this request."))
    if not policy.may_speak(by, department):
        policy.leader(by, case)
    return case


def link_both(
    ask: Ask,
    *,
    theirs: Measure | None,
    ours: Measure | None,
    no_theirs: str = "",
    no_ours: str = "",
    by: Person,
) -> None:
    """What the request helps on either side, as its form says; other edges stay as they are."""
    case = ask.collaboration
    _link(ask, "theirs", theirs, by=by)
    _link(ask, "ours", ours, by=by)
    for department, reason in ((ask.department, no_theirs), (case.department, no_ours)):
        if not Effect.objects.filter(ask=ask, measure__goal__department=department).exists():
            _give_reason(ask, department, reason.strip(), by=by)


def _link(ask: Ask, side: str, measure: Measure | None, *, by: Person) -> None:
    """The form shows one measure of a side, the first: only that one may be taken back by it."""
    department = ask.department if side == "theirs" else ask.collaboration.department
    named = Effect.objects.filter(ask=ask, measure__goal__department=department)
    rows = named.select_related("measure").order_by("at")
    helping = [row for row in rows if row.sign == Effect.Sign.HELPS]
    if measure in [row.measure for row in rows if row.sign == Effect.Sign.HURTS]:
        refuse(side, _("This request is said to hurt it: change that under “Align interests”."))
    for shown in helping[:1]:
        if shown.measure != measure:
            take_back(shown, by=by)
    if measure is not None and measure not in [row.measure for row in helping]:
        name(ask.collaboration, Edge(measure, ask=ask), by=by)


def _give_reason(ask: Ask, department: Department, reason: str, *, by: Person) -> None:
    rows = Unmeasured.objects.filter(ask=ask, department=department)
    now = rows.values_list("reason", flat=True).first() or ""
    if reason and reason != now:
        say_none_yet(ask, department=department, reason=reason, by=by)
    elif now and not reason:
        take_back_none_yet(ask, department=department, by=by)
