"""What the database knows of its own tables, by which it chooses how to look something up.

Without it SQLite takes every index to be equally good, which is right for hundreds of rows and ten
times too slow for a hundred thousand. PostgreSQL counts by itself, but for what was just loaded.
"""

from django.db import connection
from django.db.models import Model

LOOKED_AT = 1000
"""Rows of each index: a tenth of a second for half a million entries."""


def count_again(*models: type[Model]) -> None:
    """Every table, or those of `models`; also within the transaction that filled them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        tables = [connection.ops.quote_name(one._meta.db_table) for one in models] or [""]
        for table in tables:
            cursor.execute(f"ANALYZE {table}")


def keep_counting() -> None:
    """Now and then, where the database does not do so itself."""
    if connection.vendor == "sqlite":
        count_again()
