"""The triggers by which the database itself keeps what was signed as it was signed."""

REFUSAL = "what was circulated and signed is never changed"

ROWS = ("agreements_row", "agreements_seat", "agreements_rowsignature", "agreements_objection")
"""Only ever added."""
VERSION = "agreements_version"
FROZEN = (
    "id", "collaboration_id", "change_id", "number", "root", "format", "circulated_at",
    "circulated_by_id",
)  # fmt: skip
"""Columns of a version that stay; its state and the moments of its life move on."""


def _sqlite(table: str, verb: str, columns: tuple[str, ...] = ()) -> str:
    of = f" OF {', '.join(columns)}" if columns else ""
    return (
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb}{of} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgresql(table: str, verb: str, columns: tuple[str, ...] = ()) -> str:
    of = f" OF {', '.join(columns)}" if columns else ""
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    return (
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb}{of} ON {table}"
        f" FOR EACH {each} EXECUTE FUNCTION agreements_refuse()"
    )


SQLITE = [
    *(_sqlite(table, verb) for table in ROWS for verb in ("UPDATE", "DELETE")),
    _sqlite(VERSION, "UPDATE", FROZEN),
    _sqlite(VERSION, "DELETE"),
]
POSTGRESQL = [
    "CREATE FUNCTION agreements_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    *(_postgresql(table, verb) for table in ROWS for verb in ("UPDATE", "DELETE", "TRUNCATE")),
    _postgresql(VERSION, "UPDATE", FROZEN),
    *(_postgresql(VERSION, verb) for verb in ("DELETE", "TRUNCATE")),
]
INSTALL = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
REMOVE = {
    "sqlite": [
        f"DROP TRIGGER IF EXISTS {table}_{verb}"
        for table in (*ROWS, VERSION)
        for verb in ("update", "delete")
    ],
    "postgresql": ["DROP FUNCTION IF EXISTS agreements_refuse() CASCADE"],
}
