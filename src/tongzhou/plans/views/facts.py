"""What the script of the grid has to know of a table, as JSON beside it."""

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup

from tongzhou.collaborations.models import Collaboration
from tongzhou.plans.queries import PlanPage
from tongzhou.plans.views.pieces import Pieces


def facts(case: Collaboration, page: PlanPage, pieces: Pieces, stamp: str) -> Markup:
    made: dict[str, Any] = {
        "columns": [_column(page, key) for key in page.how.columns],
        "sets": page.sets,
        "token": pieces.token,
        "stamp": stamp,
        "urls": _addresses(case),
        "department": next((one.name for one in page.parties if one.id in page.may_add), ""),
        "comes": bool(page.may_add) and not page.how.is_filtered,
        "moves": page.may_lead and page.is_open,
        "words": _words(),
    }
    text = json.dumps(made, ensure_ascii=False, default=str)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 — nothing is left to parse


def _column(page: PlanPage, key: str) -> dict[str, Any]:
    column = page.columns[key]
    width = page.how.width(key)
    made = {"key": key, "label": str(column.label), "kind": column.kind, "width": width}
    return {**made, "options": column.options} if column.options else made


def _addresses(case: Collaboration) -> dict[str, str]:
    names = {"changes": "plan-changes", "rows": "plan-rows", "names": "plan-names"}
    made = {key: reverse(name, args=[case.pk]) for key, name in names.items()}
    change = reverse("new-change", args=[case.pk]) if case.state == "delivering" else ""
    return {**made, "layout": reverse("plan-layouts", args=[case.pk]), "change": change}


def _words() -> dict[str, str]:
    return {
        "new": _("Type here for a new row"),
        "closed": _("Not yours to change"),
        "signed": _("This has been signed: it changes through a change request."),
        "toChange": _("Open a change request"),
        "notSaved": _("This could not be saved."),
        "theirs": _("Now:"),
        "mine": _("You wrote:"),
        "takeMine": _("Use mine"),
        "takeTheirs": _("Keep theirs"),
        "again": _("Try again"),
        "giveUp": _("Leave it"),
        "everybody": _("Everybody"),
        "choices": _("Choices"),
        "start": pgettext("row", "Start"),
        "end": pgettext("row", "End"),
        "nothingToUndo": _("There is nothing to undo."),
        "nothingToRedo": _("There is nothing to redo."),
    }
