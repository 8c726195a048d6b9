"""One statement finds what holds the words, counts it and takes one page of it.

Finding is dear, counting and ordering are cheap: a page of hits therefore asks once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from tongzhou.collaborations.access import seen_among
from tongzhou.core.prepared import PreparedSql
from tongzhou.knowledge import engines
from tongzhou.knowledge.bigrams import Phrase, as_names
from tongzhou.knowledge.filters import OLDER, Group, Wanted, starts
from tongzhou.knowledge.guards import IS_GUARDED_SQL, NONE_GUARDED, guarded_among
from tongzhou.knowledge.models import OF_ALL, Document
from tongzhou.org.models import Person

ASKED = """
WITH hits (subject, kind, department, is_over, age, place, updated, id, of_case)
  AS MATERIALIZED ({hits}),
seen (of_case) AS MATERIALIZED ({seen}),
found AS MATERIALIZED (
  SELECT * FROM hits
   WHERE CASE WHEN of_case IS NULL THEN {guarded} ELSE of_case IN (SELECT of_case FROM seen) END)
SELECT kind, department, is_over, age, COUNT(*), NULL, NULL, NULL, NULL
  FROM found GROUP BY kind, department, is_over, age
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, subject, place, updated, id
  FROM (SELECT subject, place, updated, id FROM found {where}
         ORDER BY place, updated DESC, id LIMIT {most} OFFSET {first}) AS page
UNION ALL
SELECT NULL, NULL, NULL, NULL, COUNT(*), NULL, COUNT(CASE WHEN {is_guarded} THEN 1 END), NULL, NULL
  FROM hits
"""


Statement = tuple[str, list[Any]]
"""SQL and its parameters."""


class Looked(NamedTuple):
    """What one look found; `is_part` when only the newest hits were looked through.

    `guarded` counts the hits whose own rules decide, seen or not.
    """

    groups: list[Group]
    subjects: list[UUID]
    is_part: bool
    guarded: int = 0


def find_page(
    person: Person, phrases: list[Phrase], words: Sequence[str], wanted: Wanted, *, first: int, most: int
) -> Looked:  # fmt: skip
    """How many of each kind there are, and the subjects of one page of what is wanted.

    Of a wide search the newest hits fill the page. Where they do not, because the person sees few
    of them, wants few or has come to the end, all of them are looked through.
    """
    asked = (engines.asked(phrases), engines.asked(as_names(phrases)))
    newest = _looked(person, asked, words, wanted, (first, most), all_of_them=False)
    if newest.is_part and len(newest.subjects) < most:
        return _looked(person, asked, words, wanted, (first, most), all_of_them=True)
    return newest


def _looked(
    person: Person, asked: tuple[str, str], words: Sequence[str], wanted: Wanted, page: tuple[int, int],
    *, all_of_them: bool,
) -> Looked:  # fmt: skip
    """Most searches hit nothing that is guarded; only where one does, its guards are asked."""
    statement = _hits(asked, tuple(words), all_of_them, *starts())
    if statement is None:
        return Looked([], [], is_part=False)
    looked = _look(person, statement, (NONE_GUARDED, []), wanted, page)
    if looked.guarded:
        looked = _look(person, statement, guarded_among(person, "hits"), wanted, page)
    return looked._replace(is_part=looked.is_part and not all_of_them)


def _look(
    person: Person, statement: Statement, guarded: Statement, wanted: Wanted, page: tuple[int, int]
) -> Looked:
    (hits, params), (opened, rights_to_open) = statement, guarded
    seen, rights = seen_among(person, "SELECT of_case FROM hits")
    where, values = _narrowing(wanted)
    first, most = map(int, page)
    with connection.cursor() as cursor:
        cursor.execute(
            ASKED.format(
                hits=hits, seen=seen, guarded=opened, is_guarded=IS_GUARDED_SQL, where=where,
                most=most, first=first,
            ),
            [*params, *rights, *rights_to_open, *values],
        )  # fmt: skip
        rows = cursor.fetchall()
    total, kept_back = next((row[4], row[6]) for row in rows if not row[0] and not row[5])
    groups = [_group(row) for row in rows if row[0]]
    subjects = _page([row for row in rows if row[5]])
    return Looked(groups, subjects, total > engines.MOST_SAID, kept_back)


@PreparedSql
def _hits(
    asked: tuple[str, str], words: tuple[str, ...], all_of_them: bool, *begins: datetime  # noqa: FBT001
) -> QuerySet[Document, Any]:  # fmt: skip
    """Each with its age and its place: 0 for what is called so, 1 for what only says so.

    Nobody sees them before `seen_among` has let them through: of the collaborations that were hit,
    not of all there are.
    """
    ages = [When(updated__gte=start, then=Value(age)) for age, start in enumerate(begins)]
    without = When(kind__in=OF_ALL, then=Value(OLDER))
    called_so = ~Q(heading="")
    for word in words:
        called_so &= Q(GreaterThan(StrIndex("heading", Value(word)), 0))
    holds = engines.Holds(asked[0]) if all_of_them else engines.IsNewest(*asked)
    found = Document.objects.filter(holds).order_by()
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
