"""Many versions as verification reads them: a few questions for all of them together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Aggregate, BooleanField, Case, F, Q, TextField, Value, When

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import Row, RowSignature, Seat, Version
from tongzhou.agreements.queries.breaks import STAMP, Stamp, binds_the_table
from tongzhou.agreements.terms import terms_contents
from tongzhou.plans.queries import contents_of_tables

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Signed:
    """What one person signed for one department; not what was carried from an earlier version."""

    department: UUID
    name: str
    person: UUID
    hashes: list[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """By version; `tables` has those that bind the division table as it reads today."""

    rows: Mapping[UUID, list[Row]]
    misfits: Mapping[UUID, list[Stamp]]
    acts: Mapping[UUID, list[Signed]]
    unsigned: set[UUID]
    tables: Mapping[UUID, Mapping[UUID | None, Content]]


class Gathered(Aggregate):
    """Texts one behind the other, with commas."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            function="STRING_AGG",
            template="%(function)s(%(expressions)s, ',')",
        )


def facts_of(versions: Sequence[Version]) -> Facts:
    keys = [version.pk for version in versions]
    return Facts(
        rows=_by_version((row.version_id, row) for row in Row.objects.filter(version__in=keys)),
        misfits=_by_version(_misfits(keys)),
        acts=_by_version(_acts(keys)),
        unsigned=unsigned(keys),
        tables=_tables([version for version in versions if binds_the_table(version)]),
    )


def unsigned(versions: Iterable[UUID]) -> set[UUID]:
    """Those with a seat nobody has signed."""
    seats = Seat.objects.order_by().filter(row__version__in=versions, signature=None)
    return set(seats.values_list("row__version", flat=True).distinct())


def _by_version(found: Iterable[tuple[UUID, T]]) -> Mapping[UUID, list[T]]:
    gathered: defaultdict[UUID, list[T]] = defaultdict(list)
    for key, one in found:
        gathered[key].append(one)
    return gathered


def _misfits(versions: Sequence[UUID]) -> Iterator[tuple[UUID, Stamp]]:
    """Signatures that do not fit the row they stand under, which `judged` then says."""
    own = Q(carried_from=None, root=F("seat__row__version__root"))
    carried = Q(carried_from__hash=F("hash"), carried_from__root=F("root"))
    fits = Case(
        When(Q(hash=F("seat__row__hash")) & (own | carried), then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    given = RowSignature.objects.filter(seat__row__version__in=versions).alias(fits=fits)
    for key, *facts in given.filter(fits=False).values_list("seat__row__version", *STAMP):
        yield key, Stamp(*facts)


def _acts(versions: Sequence[UUID]) -> Iterator[tuple[UUID, Signed]]:
    given = RowSignature.objects.order_by().filter(
        seat__row__version__in=versions, carried_from=None
    )
    rows = given.values_list(
        "seat__row__version", "seat__department", "seat__department__name", "person"
    ).annotate(hashes=Gathered("hash"))
    for version, department, name, person, hashes in rows:
        yield version, Signed(department, name, person, hashes.split(","))


def _tables(versions: Sequence[Version]) -> dict[UUID, dict[UUID | None, Content]]:
    cases = {version.collaboration_id: version.collaboration for version in versions}
    terms = terms_contents(list(cases.values()))
    tables: dict[UUID, dict[UUID | None, Content]] = {
        key: {None: content} for key, content in terms.items()
    }
    for key, contents in contents_of_tables(cases).items():
        for task, content in contents.items():
            tables[key][task] = content
    return {version.pk: tables[version.collaboration_id] for version in versions}
