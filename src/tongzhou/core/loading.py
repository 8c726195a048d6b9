"""Many rows at once, past the ORM: a model instance costs ten times the row it becomes.

For what is written in bulk before anybody uses the house. Values are those of the model's fields;
foreign keys are given by the name of their column («task_id»).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

Adapter = Callable[[Any], Any]


def load(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Columns that are not named have the default of their field; a key that counts counts on."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [
        field
        for name, field in fields.items()
        if name not in names and not isinstance(field, models.AutoField)
    ]
    columns = [fields[name] for name in names] + rest
    adapters = [_adapter(field) for field in columns]
    defaults = [_default(field) for field in rest]

    def adapted(row: Sequence[Any]) -> list[Any]:
        values = [*row, *(default() for default in defaults)]
        pairs = zip(adapters, values, strict=True)
        return [None if value is None else adapt(value) for adapt, value in pairs]

    # All of them first: making a row may ask the database, which cannot answer while it is fed.
    made = [adapted(row) for row in rows]
    _write(model._meta.db_table, [str(field.column) for field in columns], made)


def rewrite(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """New values of some columns of rows that stand; each row is given as its key, then the values.

    `bulk_update` writes one long CASE for each column, which takes twenty times as long to make.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    adapters = [_adapter(fields[name]) for name in names]
    key = model._meta.pk
    assert key is not None
    whose = _adapter(key)
    made = [
        [None if value is None else adapt(value) for adapt, value in zip(adapters, row[1:], strict=True)]
        + [whose(row[0])]
        for row in rows
    ]  # fmt: skip
    quote = connection.ops.quote_name
    said = ", ".join(f"{quote(str(fields[name].column))} = %s" for name in names)
    where = f"WHERE {quote(str(key.column))} = %s"
    sql = f"UPDATE {quote(model._meta.db_table)} SET {said} {where}"  # noqa: S608 — names of our own tables
    with connection.cursor() as cursor:
        cursor.executemany(sql, made)


def _default(field: "models.Field[Any, Any]") -> Callable[[], Any]:
    return field.get_default if field.has_default() or not field.null else lambda: None


def _adapter(field: "models.Field[Any, Any]") -> Adapter:
    if isinstance(field, models.ForeignKey):
        return _adapter(field.target_field)
    if isinstance(field, models.UUIDField):
        return _same if connection.features.has_native_uuid_field else lambda key: key.hex
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, (models.JSONField, models.DateField, models.DecimalField)):
        return lambda value: field.get_db_prep_save(value, connection)
    return _same


def _same(value: Any) -> Any:
    return value


def _write(table: str, columns: Sequence[str], rows: Iterable[list[Any]]) -> None:
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    if connection.vendor == "postgresql":
        sql = f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {connection.ops.quote_name(table)} ({quoted}) VALUES ({marks})"  # noqa: S608 — names of our own tables
    connection.ensure_connection()
    assert connection.connection is not None
    connection.connection.executemany(sql, rows)
