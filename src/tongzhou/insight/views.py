"""Insight: who works with whom, how long it takes, what becomes of plans; and every table as a file."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongzhou.core.verdicts import Sentence
from tongzhou.insight.exporting import FORMS
from tongzhou.insight.queries.beyond import FAMILIES
from tongzhou.insight.queries.everything import TABLES, Figures
from tongzhou.insight.queries.rows import behind, departments, sources
from tongzhou.insight.scope import HERE, Scope
from tongzhou.org.request import PersonRequest
from tongzhou.ui.turns import FILES, in_turn

A_PAGE = 50


@require_GET
def together(request: PersonRequest) -> HttpResponse:
    figures = Figures(Scope.asked(request.user, request.GET))
    places, asked, most = figures.together.matrix()
    context = {
        "totals": figures.table("totals").rows, "places": places, "asked": asked, "most": most,
        "multiples": figures.together.multiples(),
        "tables": [figures.table(key) for key in ("balance", "pairs", "table", "states")],
    }  # fmt: skip
    return _page(request, figures, "together", context)


@require_GET
def answers(request: PersonRequest) -> HttpResponse:
    figures = Figures(Scope.asked(request.user, request.GET))
    context = {
        "bars": figures.answering.bars(),
        "tables": [figures.table(key) for key in ("answers", "lying", "queues", "unapproved")],
    }
    return _page(request, figures, "answers", context)


@require_GET
def waits(request: PersonRequest) -> HttpResponse:
    """By pair and step, where the time of requests went; `?of=` what else departments wait for."""
    figures = Figures(Scope.asked(request.user, request.GET))
    if (of := request.GET.get("of", "")) in FAMILIES:
        context = {"of": of, "tables": [figures.table(f"wait-{of}")]}
        return _page(request, figures, "waits", context | {"kinds": _kinds(figures.scope, of)})
    context = {
        "kinds": _kinds(figures.scope, ""),
        "multiples": figures.waiting.multiples(),
        "tables": [figures.table(key) for key in ("wait-steps", "waits")],
    }
    return _page(request, figures, "waits", context)


def _kinds(scope: Scope, of: str) -> list[tuple[Sentence, str, bool]]:
    """What departments wait for, and where it is shown."""
    here = reverse("insight-waits")
    others = [(one[0], scope.address(here, of=key), of == key) for key, one in FAMILIES.items()]
    return [(_("Requests"), scope.address(here), not of), *others]


@require_GET
def plans(request: PersonRequest) -> HttpResponse:
    figures = Figures(Scope.asked(request.user, request.GET))
    keys = ("kept", "slip-totals", "slips", "replans")
    return _page(request, figures, "plans", {"tables": [figures.table(key) for key in keys]})


@require_GET
def rows(request: PersonRequest) -> HttpResponse:
    """The collaborations behind one figure."""
    scope = Scope.asked(request.user, request.GET)
    asked = {
        name: _ids(request.GET.get(name, "")) for name in ("initiator", "partner", "department")
    }
    found = behind(
        scope,
        initiator=next(iter(asked["initiator"]), None),
        partner=next(iter(asked["partner"]), None),
        together=asked["department"][:2],
    )
    named = {name: departments(ids) for name, ids in asked.items() if ids}
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "insight/rows.html", {"page": page, "named": named, "scope": scope})


@require_GET
@in_turn(FILES)
def table(request: PersonRequest) -> HttpResponse:
    """One table in full: `?table=pairs&as=json`, `csv` or `xlsx`."""
    table = request.GET.get("table", "")
    write, media = FORMS.get(request.GET.get("as", "json"), (None, ""))
    if table not in TABLES or write is None:
        raise Http404
    found = Figures(Scope.asked(request.user, request.GET)).table(table)
    answer = HttpResponse(write(found), content_type=media)
    if media != "application/json":
        ending = request.GET["as"]
        answer["Content-Disposition"] = f'attachment; filename="insight-{table}.{ending}"'
    return answer


def _page(
    request: PersonRequest, figures: Figures, current: str, context: dict[str, Any]
) -> HttpResponse:
    scope = figures.scope
    context = {"of": "", "multiples": []} | context | {
        "scope": scope, "current": current, "here": HERE, "sources": sources(),
    }  # fmt: skip
    return render(request, f"insight/{current}.html", context)


def _ids(text: str) -> list[UUID]:
    found = []
    for one in text[:200].split(","):
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
