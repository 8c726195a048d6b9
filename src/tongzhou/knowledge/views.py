"""The page of the search."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongzhou.knowledge.filters import Wanted
from tongzhou.knowledge.queries import find
from tongzhou.org.request import PersonRequest
from tongzhou.ui.turns import SEARCHES, in_turn


@require_GET
@in_turn(SEARCHES)
def search(request: PersonRequest) -> HttpResponse:
    asked = request.GET
    found = find(request.user, asked.get("q", ""), Wanted.read(asked.dict()), asked.get("page"))
    return render(request, "knowledge/search.html", {"found": found})
