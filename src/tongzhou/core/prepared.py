"""Reads whose SQL is written once: what every page asks is not built anew from expressions each time.

Building a query costs the ORM three times what the database needs to answer it. A `Prepared` read
builds it once for each shape of arguments, with place-marks where the values stand, and from then
on only puts in the values (docs/performance.md). What it returns is what the query set would.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    get_related_populators,
)

Value = UUID | str | datetime | date
Shape = tuple[Any, ...]
MOST_SHAPES = 300
EPOCH = date(2, 1, 1).toordinal()


class Prepared:
    """Call it with the arguments of `build`.

    Keys, texts and times are values, alone or in a tuple; everything else (None, flags, numbers)
    belongs to the shape. A value must reach the SQL as it is: no `icontains`, no arithmetic.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.known: dict[Shape, Statement | None] = {}

    def __call__(self, *arguments: Any) -> Any:
        statement = self._statement(arguments)
        return statement.rows(list(_values(arguments))) if statement else []

    def _statement(self, arguments: Sequence[Any]) -> "Statement | None":
        shape = (connection.vendor, *map(_shape, arguments))
        if shape not in self.known:
            if len(self.known) >= MOST_SHAPES:
                self.known.clear()
            self.known[shape] = self._prepare(arguments)
        return self.known[shape]

    def _prepare(self, arguments: Sequence[Any]) -> "Statement | None":
        marks: list[Value] = []
        try:
            return Statement(self.build(*[_marked(one, marks) for one in arguments]), marks)
        except EmptyResultSet:
            return None


class PreparedSql(Prepared):
    """The SQL with its parameters, for a statement that asks more of the rows; None: there are none."""

    def __call__(self, *arguments: Any) -> tuple[str, list[Any]] | None:
        statement = self._statement(arguments)
        return (statement.sql, statement.filled(list(_values(arguments)))) if statement else None


class PreparedCount(Prepared):
    """How many rows there are, instead of the rows."""

    def __call__(self, *arguments: Any) -> Any:
        found = super().__call__(*arguments)
        return found[0][0] if found else 0

    def _prepare(self, arguments: Sequence[Any]) -> "Statement | None":
        statement = super()._prepare(arguments)
        if statement:
            statement.count()
        return statement


class Statement:
    """One SQL text and how its rows are read."""

    def __init__(self, rows: QuerySet[Any, Any], marks: Sequence[Value]) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        self.params = list(params)
        self.places = _places(self.params, marks)
        selected = [column for column, *_ in compiler.select]
        found = compiler.get_converters(selected)
        self.converters = [(at, _converter(*found[at])) for at in sorted(found)]
        self.make = _maker(rows, compiler)

    def filled(self, values: Sequence[Value]) -> list[Any]:
        params = self.params.copy()
        for place, number, adapt in self.places:
            params[place] = adapt(values[number])
        return params

    def rows(self, values: Sequence[Value]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(values))
            found = cursor.fetchall()
        return self.make(self._converted(found) if found and self.converters else found)

    def count(self) -> None:
        self.sql = f"SELECT COUNT(*) FROM ({self.sql}) AS counted"  # noqa: S608 — no value in it
        self.converters, self.make = [], list

    def _converted(self, rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
        """Column by column, which is quicker than row by row."""
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for at, convert in self.converters:
            columns[at] = map(convert, columns[at])
        return list(zip(*columns, strict=True))


def _converter(functions: Sequence[Any], expression: Any) -> Callable[[Any], Any]:
    """The same keys come back again and again: each is read from its text once."""
    if [one.__name__ for one in functions] == ["convert_uuidfield_value"]:
        return _key

    def convert(value: Any) -> Any:
        for function in functions:
            value = function(value, expression, connection)
        return value

    return convert


@lru_cache(maxsize=20_000)
def _key(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _shape(argument: Any) -> Any:
    if isinstance(argument, tuple):
        return tuple(map(_shape, argument))
    return type(argument) if isinstance(argument, Value) else argument


def _values(arguments: Sequence[Any]) -> Iterator[Value]:
    for one in arguments:
        if isinstance(one, tuple):
            yield from _values(one)
        elif isinstance(one, Value):
            yield one


def _marked(argument: Any, marks: list[Value]) -> Any:
    """The argument with a mark in place of each value; the marks are noted in their order."""
    if isinstance(argument, tuple):
        return tuple(_marked(one, marks) for one in argument)
    if not isinstance(argument, Value):
        return argument
    marks.append(_mark(argument, len(marks)))
    return marks[-1]


def _mark(value: Value, number: int) -> Value:
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str):
        return token_hex(16)
    if isinstance(value, datetime):
        return datetime.fromordinal(EPOCH + number).replace(tzinfo=value.tzinfo)
    return date.fromordinal(EPOCH + number)


def _adapter(mark: Value) -> Callable[[Any], Any]:
    """How the engine wants such a value."""
    if isinstance(mark, UUID):
        return (lambda key: key) if connection.features.has_native_uuid_field else _hex
    if isinstance(mark, datetime):
        return connection.ops.adapt_datetimefield_value
    if isinstance(mark, date):
        return connection.ops.adapt_datefield_value
    return str


def _hex(key: UUID) -> str:
    return key.hex


def _places(
    params: Sequence[Any], marks: Sequence[Value]
) -> list[tuple[int, int, Callable[[Any], Any]]]:
    """Where in the parameters which value goes."""
    adapters = [_adapter(mark) for mark in marks]
    pairs = enumerate(zip(marks, adapters, strict=True))
    written = {adapt(mark): number for number, (mark, adapt) in pairs}
    found = [
        (place, written[param], adapters[written[param]])
        for place, param in enumerate(params)
        if isinstance(param, Value) and param in written
    ]
    placed = {place for place, _number, _adapt in found}
    rest = [str(param) for place, param in enumerate(params) if place not in placed]
    if any(_looks_made(text, marks) for text in rest):
        raise TypeError("a value does not reach the SQL as it is")
    return found


def _looks_made(text: str, marks: Sequence[Value]) -> bool:
    """Whether a parameter was computed from a mark."""
    if text.startswith("000"):
        return any(isinstance(mark, date) for mark in marks)
    return any(_plain(mark) in text.replace("-", "") for mark in marks)


def _plain(mark: Value) -> str:
    return str(mark).replace("-", "")


Maker = Callable[[Sequence[Sequence[Any]]], list[Any]]


def _maker(rows: QuerySet[Any, Any], compiler: Any) -> Maker:
    made_by = rows._iterable_class
    if made_by is ModelIterable:
        return _instances(compiler)
    if made_by is ValuesIterable:
        names = list(rows.query.selected or ())
        return lambda found: [dict(zip(names, row, strict=True)) for row in found]
    if made_by is FlatValuesListIterable:
        return lambda found: [row[0] for row in found]
    return list


def _instances(compiler: Any) -> Maker:
    info, database = compiler.klass_info, compiler.connection.alias
    model, fields = info["model"], info["select_fields"]
    first, last = fields[0], fields[-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:last]]
    populators = get_related_populators(info, compiler.select, database)  # type: ignore[call-arg]
    extra = compiler.annotation_col_map or {}

    def made(found: Sequence[Sequence[Any]]) -> list[Any]:
        things: list[Any] = []
        known: dict[tuple[Any, Any], Any] = {}
        for row in found:
            thing = model.from_db(database, names, row[first:last])
            for populator in populators:
                _relate(populator, thing, row, known)
            for name, at in extra.items():
                setattr(thing, name, row[at])
            things.append(thing)
        return things

    return made


def _relate(
    populator: Any, thing: Any, row: Sequence[Any], known: dict[tuple[Any, Any], Any]
) -> None:
    """As the populator does it, but what many rows are related to is made once."""
    key = row[populator.cols_start + populator.pk_idx]
    related = known.get((populator, key))
    if related is None and key is not None:
        facts = row[populator.cols_start : populator.cols_end]
        related = populator.model_cls.from_db(populator.db, populator.init_list, facts)
        known[populator, key] = related
        for further in populator.related_populators:
            _relate(further, related, row, known)
    populator.local_setter(thing, related)
    if related is not None:
        populator.remote_setter(related, thing)
