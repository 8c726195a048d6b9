"""Writes what a change request changed in the shared terms, on its authority.

Who may and whether all have signed was judged by the caller, who holds the collaboration. Values
are given as a version of the agreement keeps them: days and figures as text.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tongzhou.collaborations.events.amending import AgreedTermsChanged, SharedTermsChanged
from tongzhou.collaborations.models import Ask, Collaboration, Milestone
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Person


def amend_terms(case: Collaboration, values: Mapping[str, Any], *, by: Person | None) -> None:
    """Goal, wanted date, milestones; what `values` leave out stays."""
    if "goal" in values:
        case.goal = values["goal"]
    if "wanted_date" in values:
        case.wanted_date = _day(values["wanted_date"])
    if "milestones" in values:
        _write_milestones(case, values["milestones"])
    case.version += 1
    case.changed_at = clock.now()
    case.save(update_fields=["goal", "wanted_date", "version", "changed_at"])
    event = SharedTermsChanged(
        subject=case.pk, collaboration=case.pk, version=case.version, fields=tuple(values)
    )
    record(event, by=by)


def amend_ask(ask: Ask, values: Mapping[str, Any], *, by: Person | None) -> None:
    """What, by when, effort, give-back of an agreed request."""
    for name, value in values.items():
        setattr(ask, f"agreed_{name}", READERS.get(name, str)(value))
    ask.version += 1
    ask.save(update_fields=[*(f"agreed_{name}" for name in values), "version"])
    event = AgreedTermsChanged(
        subject=ask.pk,
        collaboration=ask.collaboration_id,
        department=DepartmentId(ask.department_id),
        fields=tuple(values),
    )
    record(event, by=by)


def _write_milestones(case: Collaboration, milestones: list[dict[str, Any]]) -> None:
    case.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(collaboration=case, name=one["name"], on=_day(one["on"]), position=place)
        for place, one in enumerate(milestones)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _figure(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


READERS = {"by_date": _day, "effort_days": _figure}
