"""Who took part with whom: the database brings each collaboration's departments in one line.

Equal lines are counted before they are taken apart. The year is that of the beginning in UTC, as
moments are kept; days of the past are as they were written.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Min, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat, Substr

from tongzhou.collaborations.models import Party
from tongzhou.insight.queries.moments import Joined, text_of
from tongzhou.insight.scope import Scope
from tongzhou.past.models import PastParty

FIRST = "*"
"""Stands before a department that initiated."""


class Joint(NamedTuple):
    """`asked` by initiator, partner and year; `began` by initiator and year, with any partner;
    `at_table`: unordered pairs that take part in the same one, whoever initiated it.
    """

    asked: "Counter[tuple[UUID, UUID, int | None]]"
    began: "Counter[tuple[UUID, int | None]]"
    at_table: "Counter[frozenset[UUID]]"


def joint(scope: Scope) -> Joint:
    found, key = Joint(Counter(), Counter(), Counter()), cache(UUID)
    for (line, year), times in Counter(_lines(scope)).items():
        taking_part = line.split(",")
        initiators = [key(one[1:]) for one in taking_part if one[0] == FIRST]
        partners = [key(one) for one in taking_part if one[0] != FIRST]
        began = int(year) if year else None
        for initiator in initiators if partners else ():
            found.began[initiator, began] += times
            for partner in partners:
                found.asked[initiator, partner, began] += times
        for pair in combinations({*initiators, *partners}, 2):
            found.at_table[frozenset(pair)] += times
    return found


def _lines(scope: Scope) -> Iterator[tuple[str, str | None]]:
    live = Party.objects.filter(collaboration__in=scope.live().values("pk"))
    past = PastParty.objects.filter(case__in=scope.past().values("pk"))
    yield from _of(live, "collaboration", "created_at")
    yield from _of(past, "case", "filed_on")


def _of(parties: "QuerySet[Any]", case: str, at: str) -> Iterator[tuple[str, str | None]]:
    mark = Case(When(is_initiator=True, then=Value(FIRST)), default=Value(""))
    rows = parties.order_by().values(case).annotate(
        line=Joined(Concat(mark, text_of("department"), output_field=TextField())),
        year=Substr(Cast(Min(f"{case}__{at}"), CharField()), 1, 4),
    )  # fmt: skip
    yield from rows.values_list("line", "year").iterator(chunk_size=5000)
