"""The tables of insight, for programs: the same rows as the page, counted from what the person sees."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from django.http import QueryDict
from ninja import Query, Router, Schema

from tongzhou.api.errors import REFUSALS
from tongzhou.insight.exporting import said
from tongzhou.insight.queries.everything import TABLES, Figures
from tongzhou.insight.scope import Scope
from tongzhou.org.request import PersonRequest
from tongzhou.ui.turns import FILES, in_turn

router = Router(tags=["insight"])
TableKey = StrEnum("TableKey", {key.replace("-", "_"): key for key in TABLES})  # type: ignore[misc]


class NamedCell(Schema):
    """`key` is what other programs know it by: a code, a sign-in name, a number."""

    key: str
    name: str


class FigureTable(Schema):
    table: str
    title: str
    headings: list[str]
    rows: list[list[NamedCell | int | float | str | None]]


@router.get(
    "/figures",
    response={200: FigureTable, **REFUSALS},
    summary="One table of insight in full",
)
@in_turn(FILES)
def figures(
    request: PersonRequest,
    table: TableKey,
    source: Annotated[str, Query(max_length=60)] = "",
    on: date | None = None,
) -> object:
    words = QueryDict(mutable=True)
    words.update({"source": source, "on": on.isoformat() if on else ""})
    return said(Figures(Scope.asked(request.user, words)).table(table.value))
