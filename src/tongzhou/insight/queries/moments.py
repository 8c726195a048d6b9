"""Ids and moments as they are kept: thousands of them are compared and subtracted where they lie."""

from typing import Any

from django.db.models import Aggregate, CharField, Func, IntegerField, TextField
from django.db.models.functions import Cast, Substr


def text_of(name: str) -> Cast:
    return Cast(name, CharField())


def moment_of(name: str) -> Substr:
    """In UTC, cut to seconds."""
    return Substr(text_of(name), 1, 19)


class Seconds(Func):
    """Whole seconds of a moment since 1970; what is beyond a whole second is cut off."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(strftime('%%%%s', substr(%(expressions)s, 1, 19)) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "floor(extract(epoch FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, **more)


class Joined(Aggregate):
    """All texts of a group with commas between them."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "string_agg(%(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template, **more)
