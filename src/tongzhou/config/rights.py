"""What the role under which the program runs may do in PostgreSQL: all but rewrite what is kept.

The owner of the tables runs migrations; the program itself runs as another role. Triggers refuse a
change in any case; without the right not even dropping them is possible.
"""

from collections.abc import Iterator

from django.db import connection

from tongzhou.journal.append_only import KEPT, Kept, columns_of

EVERYTHING_KEPT: tuple[Kept, ...] = tuple(KEPT.values())
FROM_THE_FIRST = tuple(kept for kept in EVERYTHING_KEPT if not kept.is_open_at_first)
"""Where a right can be taken; a meeting that is not yet held is kept by its trigger alone."""


def grant_to(role: str) -> None:
    """Give `role` what the program needs; safe to repeat, and needed after each `migrate`."""
    with connection.cursor() as cursor:
        for statement in statements(connection.ops.quote_name(role)):
            cursor.execute(statement)


def statements(role: str) -> Iterator[str]:
    """`role` is quoted."""
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for kept in FROM_THE_FIRST:
        yield f"REVOKE UPDATE, DELETE, TRUNCATE ON {kept.table} FROM {role}"
        if moving := ", ".join(_moving(kept)):
            yield f"GRANT UPDATE ({moving}) ON {kept.table} TO {role}"


def still_granted() -> list[str]:
    """Kept tables that the role of this connection may rewrite or whose triggers it may drop."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relname = ANY(%s) AND"
            " (has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')"
            " OR pg_has_role(c.relowner, 'USAGE')) ORDER BY 1",
            [[kept.table for kept in FROM_THE_FIRST]],
        )
        return [name for (name,) in cursor.fetchall()]


def _moving(kept: Kept) -> list[str]:
    """Columns that go on changing, where only some of a table are kept."""
    if not (kept.columns or kept.moving or kept.once):
        return []
    present = columns_of(kept.table)
    return [name for name in present if name not in kept.fixed(present)]
