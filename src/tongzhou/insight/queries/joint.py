"""Who took part with whom, counted by the database: ids stay as they are kept until few are left.

The year is that of the beginning in UTC, as moments are kept; days of the past are as they were written.
"""

from collections import Counter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast, Substr

from tongzhou.collaborations.models import Party
from tongzhou.insight.scope import Scope
from tongzhou.past.models import PastParty

Key = Any


class Joint(NamedTuple):
    """`asked` by initiator, partner and year; `began` by initiator and year."""

    asked: "Counter[tuple[UUID, UUID, int | None]]"
    began: "Counter[tuple[UUID, int | None]]"


def joint(scope: Scope) -> Joint:
    asked, began = Counter[Key](), Counter[Key]()
    for parties, case, at in _both(scope):
        with_year = parties.annotate(year=Substr(Cast(f"{case}__{at}", CharField()), 1, 4))
        partners = with_year.filter(is_initiator=False, **{f"{case}__parties__is_initiator": True})
        pairs = partners.values_list(f"{case}__parties__department", "department", "year")
        asked.update(_counted(pairs))
        others = parties.model._base_manager.filter(**{case: OuterRef(case)}, is_initiator=False)
        first = with_year.filter(Exists(others), is_initiator=True)
        began.update(_counted(first.values_list("department", "year")))
    return Joint(asked, began)


def at_one_table(scope: Scope) -> "Counter[frozenset[UUID]]":
    """Unordered pairs that take part in the same collaboration, whoever initiated it."""
    found = Counter[frozenset[UUID]]()
    for parties, case, _at in _both(scope):
        other = f"{case}__parties__department"
        pairs = parties.filter(**{f"{other}__gt": F("department")}).values_list("department", other)
        for one, two, times in pairs.annotate(times=Count("pk")):
            found[frozenset((one, two))] += times
    return found


def _both(scope: Scope) -> list[tuple["QuerySet[Any]", str, str]]:
    live = Party.objects.filter(collaboration__in=scope.live().values("pk")).order_by()
    past = PastParty.objects.filter(case__in=scope.past().values("pk")).order_by()
    return [(live, "collaboration", "created_at"), (past, "case", "filed_on")]


def _counted(rows: "QuerySet[Any]") -> dict[Key, int]:
    return {
        (*one[:-2], int(one[-2]) if one[-2] else None): one[-1]
        for one in rows.annotate(times=Count("pk"))
    }
