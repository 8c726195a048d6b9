"""Triggers by which the database itself refuses to change or remove what must stay.

`Kept("journal_entry", REFUSAL)` refuses every UPDATE and DELETE; with `columns` only an UPDATE of
these. `protect(…)` is the migration operation that installs them on either engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.migrations import RunPython


@dataclass(frozen=True)
class Kept:
    table: str
    refusal: str
    columns: tuple[str, ...] = ()

    @property
    def update(self) -> str:
        return f"UPDATE OF {', '.join(self.columns)}" if self.columns else "UPDATE"

    def install(self, vendor: str) -> list[str]:
        return list(self._postgresql() if vendor == "postgresql" else self._sqlite())

    def remove(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"DROP FUNCTION IF EXISTS {self.table}_refuse() CASCADE"]
        return [f"DROP TRIGGER IF EXISTS {self.table}_{verb}" for verb in ("update", "delete")]

    def _sqlite(self) -> Iterator[str]:
        for name, verb in (("update", self.update), ("delete", "DELETE")):
            yield (
                f"CREATE TRIGGER {self.table}_{name} BEFORE {verb} ON {self.table}"
                f" BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
            )

    def _postgresql(self) -> Iterator[str]:
        function = f"{self.table}_refuse()"
        yield (
            f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        for name, verb, each in (
            ("rows", f"{self.update} OR DELETE", "ROW"),
            ("table", "TRUNCATE", "STATEMENT"),
        ):
            yield (
                f"CREATE TRIGGER {self.table}_{name} BEFORE {verb} ON {self.table}"
                f" FOR EACH {each} EXECUTE FUNCTION {function}"
            )


ENTRIES = Kept("journal_entry", "journal entries are only ever added")


def protect(*kept: Kept) -> RunPython:
    def install(_apps: Any, schema_editor: Any) -> None:
        for one in kept:
            for statement in one.install(schema_editor.connection.vendor):
                schema_editor.execute(statement)

    def remove(_apps: Any, schema_editor: Any) -> None:
        for one in kept:
            for statement in one.remove(schema_editor.connection.vendor):
                schema_editor.execute(statement)

    return RunPython(install, remove)
