"""How people of a collaboration talk is agreed once, at kickoff, and can be changed later."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import as_initiator
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.progress.events import CommunicationSet
from tongzhou.progress.models import Habit

LIVING = ("asking", "dividing", "signing", "delivering", "accepting", "reviewing")
LONGEST = 200


@dataclass(frozen=True)
class Agreed:
    """Who talks where and when; all empty: this layer is not used."""

    who: str = ""
    channel: str = ""
    moment: str = ""

    def __bool__(self) -> bool:
        return any(vars(self).values())


def set_habits(
    collaboration: Collaboration, agreed: Mapping[str, Agreed], *, seen: str, by: Person
) -> None:
    """`agreed` by layer; `seen` is the `version_of` the person started from."""
    _require_sound(agreed)
    with transaction.atomic():
        case = moves.locked(collaboration)
        standing = as_initiator(by, case)
        if case.state not in LIVING:
            raise NotPossibleNow(_("A communication plan belongs to a collaboration going on."))
        standing_rows = list(case.habits.all())
        if seen != version_of(standing_rows):
            raise Stale(theirs={row.layer: row.moment for row in standing_rows})
        case.habits.all().delete()
        now = clock.now()
        Habit.objects.bulk_create(
            Habit(collaboration=case, layer=layer, set_by=by, set_at=now, **vars(one))
            for layer, one in agreed.items()
            if one
        )
        layers = tuple(layer for layer, one in agreed.items() if one)
        event = CommunicationSet(subject=case.pk, collaboration=case.pk, layers=layers)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)


def version_of(rows: list[Habit]) -> str:
    """Which plan a person has seen; empty while there is none."""
    return max(row.set_at for row in rows).isoformat() if rows else ""


def _require_sound(agreed: Mapping[str, Agreed]) -> None:
    errors: dict[str, Sentence] = {
        f"{layer}_{name}": _("At most %(limit)s characters, please.") % {"limit": LONGEST}
        for layer, one in agreed.items()
        for name, text in vars(one).items()
        if len(text) > LONGEST
    }
    if errors:
        raise Invalid(_("Please correct the marked fields."), errors=errors)
    if not any(agreed.values()):
        raise Invalid(_("At least one line, please: who talks where, and when."))
    if set(agreed) - set(Habit.Layer.values):
        raise Invalid(_("There is no such layer."))
