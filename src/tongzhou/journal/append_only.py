"""What must stay as it was written: triggers by which the database itself refuses otherwise.

`Kept("journal_entry", REFUSAL)` refuses every UPDATE and DELETE; with `columns` only an UPDATE of
these, with `moving` one of all others. `once` are columns still open until `marker` is set: what a
call led to. A `marker` without `once` leaves the whole row open until then: a meeting, until it is
held. `tongzhou migrate` ends with putting all triggers as they should be (`ensure`), because SQLite
drops them when it makes a table anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.migrations import RunPython

from tongzhou.journal.followed import follow


@dataclass(frozen=True)
class Kept:
    table: str
    refusal: str
    columns: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    marker: str = ""
    proved_by: str = ""
    """The part of `verify` that compares it; by default the entries vouch for its rows."""

    @property
    def is_open_at_first(self) -> bool:
        return bool(self.marker and not self.once)

    def fixed(self, present: Iterable[str]) -> tuple[str, ...]:
        """Of the columns the table has: those that never change."""
        if self.is_open_at_first:
            return ()
        return self.columns or _without(present, (*self.moving, *self.once))

    def settling(self, present: Iterable[str]) -> tuple[str, ...]:
        """Those that change no more once the marker is set."""
        return _without(present, self.moving) if self.is_open_at_first else self.once

    def install(self, vendor: str, present: Iterable[str] = ()) -> list[str]:
        """`present` is needed where `moving`, `once` or `marker` say what may change."""
        if vendor == "postgresql":
            return list(self._postgresql(tuple(present)))
        return list(self._sqlite(tuple(present)))

    def remove(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"DROP FUNCTION IF EXISTS {self.table}_refuse() CASCADE"]
        names = ("update", "delete", "once")
        return [f"DROP TRIGGER IF EXISTS {self.table}_{name}" for name in names]

    def _sqlite(self, present: tuple[str, ...]) -> Iterator[str]:
        for name, verb, when in self._rules(present):
            yield (
                f"CREATE TRIGGER {self.table}_{name} BEFORE {verb} ON {self.table}"
                f" FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
            )

    def _postgresql(self, present: tuple[str, ...]) -> Iterator[str]:
        function = f"{self.table}_refuse()"
        yield (
            f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        for name, verb, when in (*self._rules(present), ("table", "TRUNCATE", "")):
            each = "STATEMENT" if verb == "TRUNCATE" else f"ROW {when}"
            yield (
                f"CREATE TRIGGER {self.table}_{name} BEFORE {verb} ON {self.table}"
                f" FOR EACH {each} EXECUTE FUNCTION {function}"
            )

    def _rules(self, present: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
        """Name, verb and condition of each trigger over rows."""
        settled = f'WHEN (OLD."{self.marker}" IS NOT NULL)' if self.marker else ""
        if not self.is_open_at_first:
            fixed = self.fixed(present) if self.columns or self.moving or self.once else ()
            yield "update", _update(fixed), ""
        yield "delete", "DELETE", settled if self.is_open_at_first else ""
        if self.marker:
            yield "once", _update(self.settling(present)), settled


KEPT: dict[str, Kept] = {}
"""By table: everything that is kept, filled as the packages' immutable.py are imported."""


def keep(*every: Kept) -> tuple[Kept, ...]:
    KEPT.update({one.table: one for one in every})
    return every


ENTRIES = Kept("journal_entry", "journal entries are only ever added", proved_by="the chain")
ANCHORS = Kept(
    "journal_anchor",
    "an anchor is never changed",
    moving=("filed_at", "mailed_at", "mailed_to"),
    once=("stamped_at", "stamp"),
    marker="stamped_at",
)
keep(ENTRIES, ANCHORS)
follow(ANCHORS.table, without=ANCHORS.moving)


def protect(*kept: Kept) -> RunPython:
    """The migration operation for tables that say their columns themselves."""

    def install(_apps: Any, schema_editor: Any) -> None:
        for one in kept:
            for statement in one.install(schema_editor.connection.vendor):
                schema_editor.execute(statement)

    def remove(_apps: Any, schema_editor: Any) -> None:
        for one in kept:
            for statement in one.remove(schema_editor.connection.vendor):
                schema_editor.execute(statement)

    return RunPython(install, remove)


def ensure() -> None:
    """All triggers as they should be, whatever migrations did to their tables."""
    vendor = connection.vendor
    with transaction.atomic(), connection.cursor() as cursor:
        for kept in KEPT.values():
            for statement in (*kept.remove(vendor), *kept.install(vendor, columns_of(kept.table))):
                cursor.execute(statement)


def columns_of(table: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 — a name of ours
        return tuple(column[0] for column in cursor.description)


def _without(present: Iterable[str], left_out: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in present if name not in left_out)


def _update(columns: tuple[str, ...]) -> str:
    named = ", ".join(f'"{name}"' for name in columns)
    return f"UPDATE OF {named}" if named else "UPDATE"
