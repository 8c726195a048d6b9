"""The pages every package shares: refusals, language and appearance, the gallery of components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from tongzhou.ui.environment import THEMES
from tongzhou.ui.gallery import specimens
from tongzhou.ui.typed import kept_text, way_back

A_YEAR = 365 * 24 * 3600


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Must not ask the database anything: it may be what is broken."""
    page = render_to_string("ui/server_error.html", {"request": None, "frame": None})
    return HttpResponse(page, status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    facts = {"typed": kept_text(request), "back": way_back(request)}
    return render(request, "ui/form_expired.html", facts, status=403)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    response = _back(request)
    if chosen in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    response = _back(request)
    if chosen in THEMES:
        _remember(response, "theme", chosen)
    else:
        response.delete_cookie("theme")
    return response


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component, for those who build pages and for administrators."""
    if not (settings.DEBUG or getattr(request.user, "is_administrator", False)):
        raise Http404
    return render(request, "ui/gallery.html", specimens())


def _back(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(way_back(request), status=303)


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SECURE
    )
