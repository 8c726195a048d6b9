"""What was typed for a clause or a leeway, as it will be signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.provisions.vocabulary import (
    CONDITIONS,
    CONSEQUENCES,
    MOST_DAYS,
    MOST_LEEWAY,
    NEEDS,
    Said,
)
from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.plans.cells import tidy

Typed = Mapping[str, Any]
Errors = dict[str, Sentence]


@dataclass(frozen=True)
class Offered:
    """What a clause may name: rows by number and id, people by id."""

    numbers: Mapping[int, UUID]
    people: Mapping[str, str] = field(default_factory=dict)


def kinds(typed: Typed) -> tuple[str, str]:
    """The kinds of condition and consequence; the usual ones where nothing was chosen."""
    condition, consequence = typed.get("if", ""), typed.get("then", "")
    return (
        condition if condition in CONDITIONS else "late",
        consequence if consequence in CONSEQUENCES else "shift",
    )


def read_clause(typed: Typed, offered: Offered) -> tuple[Said, Said]:
    """Condition and consequence; raises `Invalid` with an error per field."""
    errors: Errors = {}
    condition, consequence = kinds(typed)
    said = {"kind": condition} | _part(typed, condition, "if", offered, errors)
    then = {"kind": consequence} | _part(typed, consequence, "then", offered, errors)
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
    return said, then


def read_leeway(typed: Typed) -> list[Said]:
    """Exactly what is ticked."""
    found: list[Said] = []
    if typed.get("leeway_shift"):
        days = _figure(typed.get("leeway_days", ""), MOST_LEEWAY)
        if days is None:
            sentence = _("Say how many working days, 1 to %(most)s.") % {"most": MOST_LEEWAY}
            raise Invalid(sentence, errors={"leeway_days": sentence})
        found.append({"kind": "shift", "days": days})
    found += [{"kind": name} for name in ("person", "wording") if typed.get(f"leeway_{name}")]
    return found


def _part(typed: Typed, kind: str, side: str, offered: Offered, errors: Errors) -> Said:
    """Fields are called «if_task», «then_days»; an error is filed under the same name."""
    found: Said = {}
    for name in NEEDS[kind]:
        key = f"{side}_{name}"
        try:
            found[name] = _value(name, str(typed.get(key, "")), offered)
        except Invalid as wrong:
            errors[key] = wrong.sentence
    return found


def _value(name: str, text: str, offered: Offered) -> Any:
    match name:
        case "on":
            return _day(text)
        case "task":
            return _known(text, {str(key) for key in offered.numbers.values()}, _("Choose a task"))
        case "person":
            return _known(text, set(offered.people), _("Choose a person"))
        case "tasks":
            return _rows(text, offered)
    days = _figure(text, MOST_DAYS if name == "days" else 500)
    if days is None:
        raise Invalid(_("A whole number, please."))
    return days


def _day(text: str) -> str:
    found = read_date(text) if text.strip() else None
    if found is None:
        raise Invalid(_("By which day?"))
    return found.isoformat()


def _known(text: str, among: set[str], sentence: Sentence) -> str:
    if text not in among:
        raise Invalid(sentence)
    return text


def _rows(text: str, offered: Offered) -> list[str]:
    signs = "".join(sign if sign.isdigit() else " " for sign in tidy(text, 200))
    numbers = [int(one) for one in signs.split()]
    if not numbers or any(number not in offered.numbers for number in numbers):
        raise Invalid(_("The numbers of rows of this table, please: 2、4."))
    return sorted({str(offered.numbers[number]) for number in numbers})


def _figure(text: str, most: int) -> int | None:
    plain = tidy(text, 10)
    return int(plain) if plain.isdecimal() and 1 <= int(plain) <= most else None
