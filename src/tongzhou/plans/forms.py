"""The shape of what people send about rows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.models import Department
from tongzhou.plans import cells
from tongzhou.plans.actions import NewTask

EDITED = (
    "name", "department", "responsible", "accountable", "dates", "buffer_days", "deliverable",
    "supports", "criteria", "waits_for", "consulted", "informed", "effort_days", "ask",
)  # fmt: skip
"""The columns of the form page, in its order."""


def new_task(sent: Mapping[str, str], collaboration: Collaboration) -> NewTask:
    """The row at the end of the table; raises `Invalid` with every field that is wrong."""
    wanted = collaboration.wanted_date
    choices = cells.Choices(year=wanted.year if wanted else None)
    errors: dict[str, Sentence] = {}
    name = _taken("name", sent, choices, errors)
    start, end = _taken("dates", sent, choices, errors) or (None, None)
    department = _department(sent.get("department", ""), errors)
    if errors or department is None:
        raise Invalid(next(iter(errors.values())), errors=errors)
    return NewTask(name=name or "", department=department, start=start, end=end)


def typed_cells(sent: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """By column what was changed on the form page: what was typed, and what stood there before."""
    typed = {
        column: (sent[column], sent.get(f"was_{column}", "")) for column in EDITED if column in sent
    }
    if "start" in sent or "end" in sent:
        start, end = sent.get("start", "").strip(), sent.get("end", "").strip()
        dates = f"{start} ~ {end}".strip() if start or end else ""
        typed["dates"] = (dates, sent.get("was_dates", ""))
    return {column: both for column, both in typed.items() if both[0].strip() != both[1].strip()}


def uuids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts if text]
    except ValueError:
        raise Invalid(_("This form is damaged. Reload the page and send it again.")) from None


def _taken(
    column: str, sent: Mapping[str, str], choices: cells.Choices, errors: dict[str, Sentence]
) -> Any:
    try:
        return cells.read(column, sent.get(column, ""), choices)
    except Invalid as wrong:
        errors.update(wrong.errors)
        return None


def _department(text: str, errors: dict[str, Sentence]) -> Department | None:
    keys = uuids([text])
    department = Department.objects.select_related("head").filter(pk__in=keys).first()
    if department is None:
        errors["department"] = _("A task needs a department that owns it.")
    return department
