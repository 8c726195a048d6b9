"""Clauses that contradict each other, or what they speak of; said before anybody signs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongzhou.agreements.provisions.vocabulary import Said, last_day, rows_moved, rows_named
from tongzhou.agreements.provisions.wording import Known, clause_text
from tongzhou.ui import formats

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Flaw:
    """`clauses` are the ids of those it is about."""

    clauses: tuple[str, ...]
    sentence: str
    blocking: bool = True


def flaws(clauses: Sequence[Said], rows: Rows, known: Known, *, today: date) -> list[Flaw]:
    """`rows` are those of the table, by id as text."""
    found = [flaw for one in clauses for flaw in _alone(one, rows, known, today)]
    pairs = ((one, other) for at, one in enumerate(clauses) for other in clauses[at + 1 :])
    return found + [flaw for one, other in pairs for flaw in _together(one, other, known)]


def _alone(one: Said, rows: Rows, known: Known, today: date) -> Iterator[Flaw]:
    key, told, condition = (one["id"],), {"clause": clause_text(one, known)}, one["if"]
    if rows_named(one) - set(rows):
        yield Flaw(
            key, _("A row that this clause names is no longer in the table: %(clause)s") % told
        )
        return
    if last_day(one) < today:
        yield Flaw(key, _("The day of this clause is over: %(clause)s") % told)
    if "count" in condition and condition["count"] > len(rows):
        yield Flaw(key, _("The table has fewer rows than this clause counts: %(clause)s") % told)
    if condition["kind"] == "late":
        end = rows[condition["task"]].get("end")
        if end and condition["on"] < end:
            facts = told | {"end": formats.day(date.fromisoformat(end))}
            sentence = _("It would come true even on plan, which ends %(end)s: %(clause)s") % facts
            yield Flaw(key, sentence, blocking=False)


def _together(one: Said, other: Said, known: Known) -> Iterator[Flaw]:
    key = (one["id"], other["id"])
    told = {"one": clause_text(one, known), "other": clause_text(other, known)}
    if (one["if"], one["then"]) == (other["if"], other["then"]):
        yield Flaw(key, _("The same clause stands there twice: %(one)s") % told)
    elif _act_against(one, other) and not _exclude(one["if"], other["if"]):
        yield Flaw(key, _("Two clauses contradict each other: %(one)s — %(other)s") % told)


def _act_against(one: Said, other: Said) -> bool:
    """One takes a row out that the other still wants something of."""
    drops = {each["then"]["kind"] == "drop" for each in (one, other)}
    return drops == {True, False} and bool(rows_moved(one) & rows_moved(other))


def _exclude(one: Said, other: Said) -> bool:
    """Only one of the two can come true: accepted by a day, and not accepted by it or later."""
    if one.get("task") is None or one.get("task") != other.get("task"):
        return False
    days = {each["kind"]: each["on"] for each in (one, other)}
    return set(days) == {"early", "late"} and days["early"] <= days["late"]
