"""How Markdown will look before it is kept: the same rendering, nothing written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from markupsafe import Markup

from tongzhou.discussions.rendering import rendered
from tongzhou.org.request import PersonRequest

LONGEST = 20_000


@require_POST
def markdown_previews(request: PersonRequest) -> HttpResponse:
    text = request.POST.get("text", "")[:LONGEST]
    said = Markup(rendered(text, {}))  # noqa: S704 — cleaned by nh3
    return render(request, "discussions/preview.html", {"said": said})
