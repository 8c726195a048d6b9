"""What taking a directory over does, or leaves to an administrator; as lines of a preview."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS = {
    "department_new": _("Departments that are new"),
    "department_renamed": _("Departments with a new name"),
    "department_moved": _("Departments that move"),
    "person_new": _("People who are new"),
    "person_linked": _("People who get their account"),
    "person_moved": _("People who move"),
    "person_changed": _("People whose details change"),
    "head_new": _("Departments that get a head"),
    "department_conflict": _("Departments that need a decision"),
    "person_conflict": _("People who need a decision"),
    "head_open": _("Heads the messenger names, not appointed"),
    "department_gone": _("Departments the messenger no longer has"),
    "person_gone": _("People the messenger no longer has"),
}
"""In the order of the page."""
LEFT = ("department_conflict", "person_conflict", "head_open", "department_gone", "person_gone")
"""These are only said: an administrator decides."""
BINDING = ("person_linked", "head_new")
"""Who comes in as whom, and who signs for a department: only as it was shown."""
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Step:
    verb: str
    what: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    verb: str
    label: Any
    count: int
    steps: list[Step]
    is_left: bool


def grouped(rows: Iterable[Mapping[str, str]]) -> list[Group]:
    steps = [Step(row["verb"], row["what"], row.get("to", "")) for row in rows]
    groups = []
    for verb, label in LABELS.items():
        own = [one for one in steps if one.verb == verb]
        if own:
            groups.append(Group(verb, label, len(own), own[:SHOWN], verb in LEFT))
    return groups
