"""Who finds what belongs to no collaboration and yet is not everybody's: whoever may open it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from tongzhou.exchange.models import Gain
from tongzhou.org.models import Person
from tongzhou.past.models import PastCase
from tongzhou.submissions.models import Campaign, Respondent

GUARDS: dict[str, Callable[[Person], QuerySet[Any]]] = {
    "gain": lambda person: Gain.objects.filter(collaboration=None).visible_to(person),
    "campaign": Campaign.objects.visible_to,
    "respondent": Respondent.objects.visible_to,
    "past_case": PastCase.objects.visible_to,
}
"""By the kind of document; a gain of a collaboration is found with that."""
IS_GUARDED = Q(kind__in=GUARDS, collaboration=None)
_KINDS = ", ".join(f"'{kind}'" for kind in GUARDS)
NONE_GUARDED = f"kind NOT IN ({_KINDS})"
IS_GUARDED_SQL = f"of_case IS NULL AND kind IN ({_KINDS})"


def opened_to(person: Person) -> Q:
    """Of the guarded documents those the person may open."""
    seen = Q(pk__in=[])
    for kind, rows in GUARDS.items():
        seen |= Q(kind=kind, subject__in=rows(person).order_by().values("pk"))
    return seen


def guarded_among(person: Person, hits: str) -> tuple[str, list[Any]]:
    """SQL that is true of a row of `hits` unless it is guarded from the person."""
    cases, params = [NONE_GUARDED], list[Any]()
    for kind, rows in GUARDS.items():
        asked = RawSQL(f"SELECT subject FROM {hits} WHERE kind = '{kind}'", ())  # noqa: S608, S611
        seen = rows(person).filter(pk__in=asked).order_by().values("pk")
        sql, values = seen.query.sql_with_params()
        cases.append(f"(kind = '{kind}' AND subject IN ({sql}))")
        params += values
    return f"({' OR '.join(cases)})", params
