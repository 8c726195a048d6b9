"""The triggers by which the database itself keeps a dossier as it was closed.

`names` alone may change: a person who asks to be forgotten is, and the hash still fits.
"""

REFUSAL = "a dossier is never changed"
TABLE = "outcomes_dossier"

KEPT = "id, collaboration_id, content, hash, format, journal_seq, closed_at"
CHANGE = f"UPDATE OF {KEPT}"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_{verb[:6].lower()} BEFORE {verb} ON {TABLE}"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in (CHANGE, "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION outcomes_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    f"CREATE TRIGGER {TABLE}_rows BEFORE {CHANGE} OR DELETE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION outcomes_refuse()",
    f"CREATE TRIGGER {TABLE}_table BEFORE TRUNCATE ON {TABLE}"
    " FOR EACH STATEMENT EXECUTE FUNCTION outcomes_refuse()",
]
INSTALL = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_{verb}" for verb in ("update", "delete")],
    "postgresql": ["DROP FUNCTION IF EXISTS outcomes_refuse() CASCADE"],
}
