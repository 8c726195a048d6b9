"""Events and consumers that exist only in tests."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, Event, PersonId
from tongzhou.journal.models import Entry


@dataclass(frozen=True, kw_only=True)
class LampsHung(Event):
    kind: ClassVar[str] = "lamps.hung"
    sentence: ClassVar[Promise] = _("%(colours)s until %(until)s, since %(since)s: %(reason)s")

    colours: tuple[str, ...]
    until: date | None
    since: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LampLit(Event):
    kind: ClassVar[str] = "lamp.lit"
    sentence: ClassVar[Promise] = _("%(actor)s lit %(colour)s for %(person)s and %(departments)s")

    colour: str = "红"
    person: PersonId | None = None
    departments: tuple[DepartmentId, ...] = ()


def lamp(colour: str = "红") -> Entry:
    """One entry in a transaction of its own."""
    with transaction.atomic():
        return record(LampLit(subject=new_id(), colour=colour), by=None)
