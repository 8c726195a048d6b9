"""What the request checker says to a form, half filled or full."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from tongzhou.collaborations.request_checker import Hint, RequestFacts, check_request
from tongzhou.core import clock
from tongzhou.core.dates import read_coming_date
from tongzhou.core.verdicts import Invalid

RESOURCES = ("people_needed", "budget_needed", "data_needed")


def hints_of(typed: Mapping[str, Any]) -> list[Hint]:
    """`typed` is what a form holds: posted text, or the values it starts with."""
    partners = (
        typed.getlist("partners") if isinstance(typed, QueryDict) else typed.get("partners", [])
    )
    facts = RequestFacts(
        goal=str(typed.get("goal", "")),
        background=str(typed.get("background", "")),
        resources=" ".join(str(typed.get(name, "")) for name in RESOURCES),
        wanted_date=_day(typed.get("wanted_date")),
        partners=len(partners),
        today=clock.today(),
    )
    return check_request(facts)


def _day(typed: object) -> date | None:
    if not typed:
        return None
    try:
        return read_coming_date(typed)
    except Invalid:
        return None
