"""What the engine has counted of a table, by which it chooses how to join it."""

from django.db import connection
from django.db.models import Model

SQL = {
    "sqlite": "SELECT max(CAST(stat AS integer)) FROM sqlite_stat1 WHERE tbl = %s",
    "postgresql": "SELECT reltuples FROM pg_class WHERE relname = %s",
}


def rows_counted(model: type[Model]) -> int:
    """0 or less: the engine has never counted."""
    with connection.cursor() as cursor:
        cursor.execute(SQL[connection.vendor], [model._meta.db_table])
        return int(cursor.fetchone()[0] or 0)
