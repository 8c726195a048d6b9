"""Canonical contents as people read them: names for ids, days for dates, old beside new."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import BEFOREHAND
from tongzhou.agreements.labels import label_of
from tongzhou.agreements.provisions.vocabulary import people_in
from tongzhou.agreements.provisions.wording import clause_text, leeway_text
from tongzhou.plans.queries import SIGNED
from tongzhou.ui import formats

IN_THE_HEADING = ("name", "department", "start", "end")
TASK_FIELDS = tuple(name for name in SIGNED if name not in IN_THE_HEADING)
TERM_FIELDS = ("goal", "wanted_date", "milestones", "asks", *BEFOREHAND)
ORDER = (*SIGNED, *TERM_FIELDS)


@dataclass(frozen=True)
class Names:
    """By id as text; `tasks` gives the number of a row."""

    people: dict[str, str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def title(self, task: str) -> str:
        return self.titles.get(task) or f"#{self.tasks.get(task, '—')}"

    def person(self, key: str) -> str:
        return self.people.get(key, "—")


@dataclass(frozen=True, slots=True)
class Fact:
    field: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    label: str
    old: str
    new: str


def facts(content: Content, names: Names) -> list[Fact]:
    """What a row says, in the order people read it; empty things are left out."""
    is_task = "name" in content
    fields = TASK_FIELDS if is_task else TERM_FIELDS
    told = [
        Fact(name, str(label_of(name)), text_of(name, content.get(name), names)) for name in fields
    ]
    dates = [Fact("dates", str(label_of("dates")), _dates(content))] if is_task else []
    return [fact for fact in [*dates, *told] if fact.text]


def _dates(content: Content) -> str:
    days = [text_of(name, content[name], Names()) or "—" for name in ("start", "end")]
    return " – ".join(days)


def differences(old: Content, new: Content, names: Names) -> list[Difference]:
    return [
        Difference(
            name,
            str(label_of(name)),
            text_of(name, old.get(name), names) or "—",
            text_of(name, new.get(name), names) or "—",
        )
        for name in ORDER
        if _says_otherwise(name, old, new)
    ]


def _says_otherwise(name: str, old: Content, new: Content) -> bool:
    """What is agreed beforehand is left out where there is nothing of it."""
    if name in BEFOREHAND:
        return bool(old.get(name) != new.get(name))
    return name in new and name in old and bool(old[name] != new[name])


def text_of(name: str, value: Any, names: Names) -> str:
    """One field as it stands in a cell; empty for nothing."""
    return str(READERS.get(name, _plain)(value, names)) if value not in (None, "", []) else ""


def ids_in(contents: Iterable[Content]) -> tuple[set[str], set[str]]:
    """People and departments that contents name."""
    people: set[str] = set()
    departments: set[str] = set()
    for content in contents:
        if "name" in content:
            people |= {content["accountable"]} - {None}
            departments |= {content["department"], *content["supports"]}
        else:
            departments |= {one["department"] for one in content["asks"]}
            people |= people_in(content.get("clauses", ()))
            defined = content.get("definitions", ())
            departments |= {one["department"] for one in defined if one["department"]}
    return people, departments


def _wait(one: Content, names: Names) -> str:
    """In words: whoever signs need not know what «1SS+2» means."""
    said = {
        "FS": _("begins when row %(row)s is finished"),
        "SS": _("begins when row %(row)s has begun"),
        "FF": _("is finished when row %(row)s is finished"),
        "SF": _("is finished when row %(row)s has begun"),
    }[one["kind"]] % {"row": names.tasks.get(one["on"], "—")}
    if one["lag_days"] > 0:
        return _("%(said)s, %(days)s working days later") % {"said": said, "days": one["lag_days"]}
    if one["lag_days"] < 0:
        lead = {"said": said, "days": -one["lag_days"]}
        return _("%(said)s, %(days)s working days earlier") % lead
    return said


def _milestone(one: Content) -> str:
    return (
        f"{one['name']} {formats.day(date.fromisoformat(one['on']))}" if one["on"] else one["name"]
    )


def _ask(one: Content, names: Names) -> str:
    told = {"department": names.departments.get(one["department"], "—"), "what": one["what"]}
    parts = [_("%(department)s: %(what)s") % told]
    if one["by_date"]:
        day = formats.day(date.fromisoformat(one["by_date"]))
        parts.append(_("by %(day)s") % {"day": day})
    if one["effort_days"]:
        parts.append(_("%(count)s person-days") % {"count": one["effort_days"].removesuffix(".0")})
    if one["gain"]:
        parts.append(_("gains: %(gain)s") % {"gain": one["gain"]})
    if one["give_back"]:
        parts.append(_("in return: %(give_back)s") % {"give_back": one["give_back"]})
    return " · ".join(parts)


def _definition(one: Content, names: Names) -> str:
    told = {"word": one["name"], "text": one["text"], "number": one["number"]}
    if one["department"] is None:
        parts = [_("“%(word)s”: %(text)s (written for this collaboration)") % told]
    else:
        told["department"] = names.departments.get(one["department"], "—")
        parts = [_("“%(word)s”: %(text)s (%(department)s, wording %(number)s)") % told]
    if one["example"]:
        parts.append(_("for example %(text)s") % {"text": one["example"]})
    if one["unlike"]:
        parts.append(_("not: %(text)s") % {"text": one["unlike"]})
    return " · ".join(parts)


def _plain(value: Any, _names: Names) -> str:
    return str(value)


def _day(value: str, _names: Names) -> str:
    return formats.day(date.fromisoformat(value))


READERS: dict[str, Callable[[Any, Names], str]] = {
    "department": lambda value, names: names.departments.get(value, "—"),
    "accountable": lambda value, names: names.people.get(value, "—"),
    "supports": lambda value, names: formats.joined(names.departments.get(o, "—") for o in value),
    "start": _day,
    "end": _day,
    "wanted_date": _day,
    "by_date": _day,
    "buffer_days": lambda value, _names: formats.days(value),
    "criteria": lambda value, _names: "；".join(value),
    "dependencies": lambda value, names: "\n".join(_wait(one, names) for one in value),
    "clauses": lambda value, names: "\n".join(clause_text(one, names) for one in value),
    "leeways": lambda value, _names: "\n".join(leeway_text(one) for one in value),
    "definitions": lambda value, names: "\n".join(_definition(one, names) for one in value),
    "milestones": lambda value, _names: "；".join(_milestone(one) for one in value),
    "asks": lambda value, names: "\n".join(_ask(one, names) for one in value),
}
