"""One statement finds what holds the words, counts it and takes one page of it.

Finding is dear, counting and ordering are cheap: a page of hits therefore asks once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from tongzhou.collaborations.access import seen_among
from tongzhou.core.prepared import PreparedSql
from tongzhou.knowledge import engines
from tongzhou.knowledge.filters import OLDER, Group, Wanted, starts
from tongzhou.knowledge.models import Document
from tongzhou.org.models import Person

ASKED = """
WITH hits (subject, kind, department, is_over, age, place, updated, id, of_case)
  AS MATERIALIZED ({hits}),
seen (of_case) AS MATERIALIZED ({seen}),
found AS MATERIALIZED (
  SELECT * FROM hits WHERE of_case IS NULL OR of_case IN (SELECT of_case FROM seen))
SELECT kind, department, is_over, age, COUNT(*), NULL, NULL, NULL, NULL
  FROM found GROUP BY kind, department, is_over, age
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, subject, place, updated, id
  FROM (SELECT subject, place, updated, id FROM found {where}
         ORDER BY place, updated DESC, id LIMIT {most} OFFSET {first}) AS page
"""


def find_page(
    person: Person, asked: str, words: Sequence[str], wanted: Wanted, *, first: int, most: int
) -> tuple[list[Group], list[UUID]]:
    """How many of each kind there are, and the subjects of one page of what is wanted."""
    statement = _hits(asked, tuple(words), *starts())
    if statement is None:
        return [], []
    hits, params = statement
    seen, rights = seen_among(person, "SELECT of_case FROM hits")
    where, values = _narrowing(wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            ASKED.format(hits=hits, seen=seen, where=where, most=int(most), first=int(first)),
            [*params, *rights, *values],
        )
        rows = cursor.fetchall()
    return [_group(row) for row in rows if row[0]], _page([row for row in rows if not row[0]])


@PreparedSql
def _hits(asked: str, words: tuple[str, ...], *begins: datetime) -> QuerySet[Document, Any]:
    """Each with its age and its place: 0 for what is called so, 1 for what only says so.

    Nobody sees them before `seen_among` has let them through: of the collaborations that were hit,
    not of all there are.
    """
    ages = [When(updated__gte=start, then=Value(age)) for age, start in enumerate(begins)]
    without = When(collaboration=None, then=Value(OLDER))
    called_so = ~Q(heading="")
    for word in words:
        called_so &= Q(GreaterThan(StrIndex("heading", Value(word)), 0))
    found = Document.objects.filter(engines.Holds(asked)).order_by()
    return found.annotate(
        age=Case(without, *ages, default=Value(OLDER), output_field=IntegerField()),
        place=Case(When(called_so, then=Value(0)), default=Value(1), output_field=IntegerField()),
    ).values_list(
        "subject", "kind", "department", "is_over", "age", "place", "updated", "pk", "collaboration"
    )


def _narrowing(wanted: Wanted) -> tuple[str, list[Any]]:
    """The organisation has no age and no end: a filter for either leaves it out."""
    pairs = [
        ("kind = %s", wanted.kind or None),
        ("department = %s", wanted.department and _stored(wanted.department)),
        ("age <= %s", wanted.oldest if wanted.span else None),
        ("is_over = %s", wanted.is_over),
    ]
    given = [(sql, value) for sql, value in pairs if value is not None]
    where = " AND ".join(sql for sql, _value in given)
    return f"WHERE {where}" if where else "", [value for _sql, value in given]


def _group(row: Sequence[Any]) -> Group:
    kind, department, is_over, age, documents, *_rest = row
    return Group(kind, _key(department), None if is_over is None else bool(is_over), age, documents)


def _page(rows: list[Sequence[Any]]) -> list[UUID]:
    rows.sort(key=lambda row: row[8])
    rows.sort(key=lambda row: row[7], reverse=True)
    rows.sort(key=lambda row: row[6])
    return [key for row in rows if (key := _key(row[5]))]


def _key(stored: UUID | str | None) -> UUID | None:
    return UUID(stored) if isinstance(stored, str) else stored


def _stored(key: UUID) -> UUID | str:
    return key if connection.features.has_native_uuid_field else key.hex
