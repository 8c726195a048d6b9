"""The typed vocabulary of clauses and leeway: what can be said, and how it is signed.

A clause is `{"id", "if": {"kind", "on", …}, "then": {"kind", …}}`, a leeway `{"kind", …}`. Ids and
days are text, so that both engines give the same bytes.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Said = dict[str, Any]

CONDITIONS: dict[str, Promise] = {
    "late": _("A task is not accepted by a day"),
    "early": _("A task is accepted by a day"),
    "few": _("Fewer tasks than that are delivered by a day"),
    "enough": _("So many tasks are delivered by a day"),
    "undecided": _("A problem is still undecided on a day"),
    "risk": _("A risk notice for a task is still open on a day"),
}
"""All of them are judged by a day: at its end, or as soon as they are true."""
CONSEQUENCES: dict[str, Promise] = {
    "shift": _("Rows move by working days"),
    "drop": _("A row is taken out"),
    "add": _("A person joins a row"),
    "tell": _("Somebody is told"),
}
LEEWAYS: dict[str, Promise] = {
    "shift": _("Dates, by a few working days"),
    "person": pgettext_lazy("leeway", "Who is accountable"),
    "wording": pgettext_lazy("leeway", "The wording of a task"),
}
NEEDS: dict[str, tuple[str, ...]] = {
    "late": ("task", "on"),
    "early": ("task", "on"),
    "few": ("count", "on"),
    "enough": ("count", "on"),
    "undecided": ("on",),
    "risk": ("task", "on"),
    "shift": ("tasks", "days"),
    "drop": ("task",),
    "add": ("task", "person"),
    "tell": ("person",),
}
"""Besides its kind, what a condition or a consequence says."""
MOST_DAYS = 60
MOST_LEEWAY = 10
CHANGES_ROWS = ("shift", "drop")
"""Consequences on what is signed: they make a new version."""


def clause(key: UUID, condition: Said, consequence: Said) -> Said:
    return {"id": str(key), "if": condition, "then": consequence}


def in_order(contents: Iterable[Said]) -> list[Said]:
    """As it is signed, whatever the order in which it was written."""
    return sorted(contents, key=lambda one: str(one.get("id", one.get("kind"))))


def last_day(content: Said) -> date:
    return date.fromisoformat(content["if"]["on"])


def rows_moved(content: Said) -> set[str]:
    """The rows a clause acts upon."""
    then = content["then"]
    return {*then.get("tasks", ()), *([then["task"]] if "task" in then else ())}


def rows_named(content: Said) -> set[str]:
    """The rows a clause speaks of."""
    task = content["if"].get("task")
    return rows_moved(content) | ({task} if task else set())


def people_in(clauses: Iterable[Mapping[str, Any]]) -> set[str]:
    return {one["then"]["person"] for one in clauses if "person" in one["then"]}
