"""The triggers by which the database itself refuses to change or remove journal entries."""

REFUSAL = "journal entries are only ever added"

SQLITE = [
    f"CREATE TRIGGER journal_entry_{verb.lower()} BEFORE {verb} ON journal_entry"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER journal_entry_rows BEFORE UPDATE OR DELETE ON journal_entry"
    " FOR EACH ROW EXECUTE FUNCTION journal_entry_refuse()",
    "CREATE TRIGGER journal_entry_table BEFORE TRUNCATE ON journal_entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse()",
]
INSTALL = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS journal_entry_update",
        "DROP TRIGGER IF EXISTS journal_entry_delete",
    ],
    "postgresql": ["DROP FUNCTION IF EXISTS journal_entry_refuse() CASCADE"],
}
