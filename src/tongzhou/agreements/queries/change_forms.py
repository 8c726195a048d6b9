"""The forms in which somebody says what shall change: a row, the shared terms, an agreed request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.asked import Asked
from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import CHANGEABLE, OF_ASK, SHARED, WAITS, blank, changed_terms
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries import beforehand, definition_forms
from tongzhou.agreements.queries.changeable import Changeable, changeable
from tongzhou.agreements.queries.changes import lines_of
from tongzhou.agreements.queries.provisions import ClauseForm
from tongzhou.agreements.queries.provisions import form as clause_form
from tongzhou.agreements.shared_wishes import ask_wanted, shared_wanted
from tongzhou.agreements.wishes import typed_of, wanted, with_rows
from tongzhou.collaborations.forms.milestones import rows as with_blank_rows
from tongzhou.collaborations.forms.milestones import typed_milestones
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.models import Department
from tongzhou.plans.cells import Choices
from tongzhou.plans.queries import choices, paths_of_parties

WHATS: dict[str, Promise] = {
    "row": _("A row"),
    "add": _("A new row"),
    "drop": _("Take a row out"),
    "shared": _("Goal, dates, milestones"),
    "ask": _("An agreed request"),
    "beforehand": _("Clauses and leeway"),
    "definitions": _("What words mean"),
}
"""What a change request can change, in the order in which it is offered."""
CHOSEN = ("row", "drop", "ask")
"""Of these there are several: one is chosen first."""


@dataclass(frozen=True)
class ChangeForm:
    """`chosen` is the row or request it is about, `typed` what the fields show."""

    what: str
    offered: list[tuple[str, str]]
    chosen: UUID | None
    title: str
    typed: Mapping[str, str]
    errors: Mapping[str, Sentence]
    people: list[tuple[str, str]] = field(default_factory=list)
    departments: list[tuple[str, str]] = field(default_factory=list)
    milestones: list[tuple[str, str]] = field(default_factory=list)
    clauses: list[tuple[str, str, bool]] = field(default_factory=list)
    clause: ClauseForm | None = None
    leeway: Mapping[str, Any] = field(default_factory=dict)
    words: list[definition_forms.Choice] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """Everything is chosen: the fields can be shown."""
        return bool(self.what) and (self.what not in CHOSEN or self.chosen is not None)


def key_of(text: str) -> UUID | None:
    """None for nothing chosen and for what is no key at all."""
    try:
        return UUID(text)
    except ValueError:
        return None


def what_of(typed: Mapping[str, str]) -> str:
    """An address with a row alone means to change it."""
    said = typed.get("about", "")
    return said if said in WHATS else "row" if key_of(typed.get("task", "")) else ""


def form(
    case: Collaboration,
    typed: Mapping[str, str],
    *,
    wrong: Invalid | None = None,
    of: ChangeRequest | None = None,
) -> ChangeForm:
    """As far as it has been chosen; with what was typed, where that had no effect."""
    what, errors = what_of(typed), wrong.errors if wrong else {}
    if not what:
        return ChangeForm("", [], None, "", {}, errors)
    found = changeable(case, of)
    key = key_of(typed.get("ask" if what == "ask" else "task", ""))
    if what == "shared":
        return _shared_form(found, typed, errors, of)
    if what == "beforehand":
        return _beforehand_form(case, found, typed, errors, of)
    if what == "definitions":
        words = definition_forms.offered(case, _terms(found, of), of, typed)
        return ChangeForm(what, [], None, "", typed, errors, words=words)
    if what == "ask":
        return _ask_form(found, key, typed, errors, of)
    return _row_form(case, found, what, key, typed, errors)


def asked(
    case: Collaboration, typed: Mapping[str, str], *, of: ChangeRequest | None = None
) -> Asked:
    """What the form wants, for the actions; raises `Invalid` with an error per field."""
    what = what_of(typed)
    key = key_of(typed.get("ask" if what == "ask" else "task", ""))
    found = changeable(case, of)
    match what:
        case "row":
            return Asked(rows={_known(key, found.rows): _row_wanted(case, found, key, typed)})
        case "add":
            return Asked(added=[_row_wanted(case, found, None, typed)])
        case "drop":
            return Asked(dropped=[_known(key, found.rows)])
        case "shared":
            return Asked(shared=shared_wanted(found.terms, typed))
        case "beforehand":
            return Asked(shared=beforehand.wanted(case, _terms(found, of), typed))
        case "definitions":
            return Asked(shared=definition_forms.wanted(case, _terms(found, of), of, typed))
        case "ask":
            ask = _known(key, found.asks)
            return Asked(asks={ask: ask_wanted(found.asks[ask], typed)})
    return Asked()


def _known(key: UUID | None, among: Mapping[UUID, Content]) -> UUID:
    if key is None or key not in among:
        raise Http404
    return key


def _row_wanted(
    case: Collaboration, found: Changeable, key: UUID | None, typed: Mapping[str, str]
) -> dict[str, Any]:
    content = found.rows[key] if key else blank(UUID(int=0), 0) | {WAITS: []}
    shown = typed_of(content, _departments(content)[0], found.numbers)
    return wanted(content, typed, shown, with_rows(_choices(case), found.numbers))


def _row_form(
    case: Collaboration,
    found: Changeable,
    what: str,
    key: UUID | None,
    typed: Mapping[str, str],
    errors: Mapping[str, Sentence],
) -> ChangeForm:
    offered = [(str(one), f"{row['number']} {row['name']}") for one, row in found.rows.items()]
    if key is None and what != "add":
        return ChangeForm(what, offered, None, "", {}, errors)
    content = found.rows[_known(key, found.rows)] if key else blank(UUID(int=0), 0)
    title = f"{content['number']} {content['name']}" if key else ""
    if what == "drop":
        return ChangeForm(what, offered, key, title, {}, errors)
    names, departments = _departments(content)
    shown = typed_of(content, names, found.numbers)
    if key:
        shown |= typed_of(found.wished(key), names, found.numbers)
    shown |= {name: typed[name] for name in CHANGEABLE if name in typed}
    people = _people(_choices(case), content)
    return ChangeForm(what, offered, key, title, shown, errors, people, departments)


def _shared_form(
    found: Changeable,
    typed: Mapping[str, str],
    errors: Mapping[str, Sentence],
    of: ChangeRequest | None,
) -> ChangeForm:
    terms = changed_terms(found.terms, lines_of(of)) if of else found.terms
    shown = {"goal": terms["goal"], "wanted_date": terms["wanted_date"] or ""}
    shown |= {name: typed[name] for name in SHARED if name in typed}
    stands = [(one["name"], one["on"] or "") for one in terms["milestones"]]
    milestones = typed_milestones(typed) if "milestone_name" in typed else stands
    filled = with_blank_rows(milestones)
    return ChangeForm("shared", [], None, "", shown, errors, milestones=filled)


def _terms(found: Changeable, of: ChangeRequest | None) -> Content:
    return changed_terms(found.terms, lines_of(of)) if of else found.terms


def _beforehand_form(
    case: Collaboration,
    found: Changeable,
    typed: Mapping[str, str],
    errors: Mapping[str, Sentence],
    of: ChangeRequest | None,
) -> ChangeForm:
    terms = _terms(found, of)
    wrong = Invalid("", errors=dict(errors)) if errors else None
    return ChangeForm(
        "beforehand",
        [],
        None,
        "",
        typed,
        errors,
        clauses=beforehand.listed(case, terms, typed),
        clause=clause_form(case, typed, wrong=wrong),
        leeway={one["kind"]: one.get("days", True) for one in terms.get("leeways", ())},
    )


def _ask_form(
    found: Changeable,
    key: UUID | None,
    typed: Mapping[str, str],
    errors: Mapping[str, Sentence],
    of: ChangeRequest | None,
) -> ChangeForm:
    names = _departments({"department": "", "supports": []})[0]
    offered = [
        (str(one), f"{names.get(ask['department'], '—')} · {_first_line(ask['what'])}")
        for one, ask in found.asks.items()
    ]
    if key is None:
        return ChangeForm("ask", offered, None, "", {}, errors)
    ask: Content = found.asks[_known(key, found.asks)]
    terms = changed_terms(found.terms, lines_of(of)) if of else found.terms
    ask = next(one for one in terms["asks"] if one["id"] == ask["id"])
    shown = {name: ask[name] or "" for name in OF_ASK}
    shown["effort_days"] = shown["effort_days"].removesuffix(".0")
    shown |= {name: typed[name] for name in OF_ASK if name in typed}
    title = names.get(ask["department"], "—")
    return ChangeForm("ask", offered, key, title, shown, errors)


def _first_line(text: str) -> str:
    return text.strip().split("\n")[0][:60]


def _choices(case: Collaboration) -> Choices:
    return choices(case, parties=paths_of_parties(case))


def _departments(content: Content) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What all are called; and whom a row may name: those that exist, and those it names already."""
    named = {content["department"], *content["supports"]}
    names, offered = {}, []
    for key, name, over in Department.objects.order_by("path").values_list(
        "pk", "name", "dissolved_at"
    ):
        names[str(key)] = name
        if over is None or str(key) in named:
            offered.append((str(key), name))
    return names, offered


def _people(found: Choices, content: Content) -> list[tuple[str, str]]:
    people = [
        (str(one.id), f"{one.name}（{one.notes[0]}）" if one.notes else one.name)
        for one in found.people
    ]
    known = {key for key, _name in people}
    present = content["accountable"]
    return people if present in known or not present else [(present, "—"), *people]
