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
from tongzhou.interests.events.aligning import EffectNamed, EffectTakenBack, RemedyFound
from tongzhou.interests.models import Effect, Remedy
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Person

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
        event = EffectNamed(
            subject=row.pk, collaboration=case.pk, measure=edge.measure.name, sign=edge.sign,
            size=edge.size, department=DepartmentId(department.pk),
        )  # fmt: skip
        record(event, by=by)
    return row


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


def link_both(ask: Ask, *, theirs: Measure | None, ours: Measure | None, by: Person) -> None:
    """What the request helps on either side, as its form says; other edges stay as they are."""
    case = ask.collaboration
    for department, measure in ((ask.department_id, theirs), (case.department_id, ours)):
        rows = Effect.objects.filter(
            ask=ask, sign=Effect.Sign.HELPS, measure__goal__department=department
        )
        kept = {row.measure_id for row in rows}
        for row in rows:
            if measure is None or row.measure_id != measure.pk:
                take_back(row, by=by)
        if measure is not None and measure.pk not in kept:
            name(case, Edge(measure, ask=ask), by=by)
