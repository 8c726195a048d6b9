"""A thousand rows are read page by page, or all at once by whoever asks for that."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator

from tongzhou.agreements.queries.changes import Reach
from tongzhou.agreements.sheet import Sheet
from tongzhou.org.request import PersonRequest

PORTION = 25


def portions(request: PersonRequest, sheet: Sheet | None, reach: Reach | None) -> dict[str, Any]:
    """What the pages of a version and of a change show of their long lists; nothing is left out of any."""
    offers = sheet.offers if sheet else []
    return {
        "signing": {one.department: _portion(request, one.rows, "signing") for one in offers},
        "signed": _portion(request, sheet.rows if sheet else [], "signed"),
        "changed": _portion(request, sheet.changed_rows if sheet else [], "changed"),
        "wishes": _portion(request, reach.rows if reach else [], "wishes"),
        "reached": _portion(request, list(reach.told) if reach else [], "reached"),
    }


def _portion(request: PersonRequest, rows: Sequence[Any], name: str) -> Page[Any]:
    wanted = request.GET.get(name)
    each = max(PORTION, len(rows)) if wanted == "all" else PORTION
    return Paginator(rows, each).get_page(wanted)
