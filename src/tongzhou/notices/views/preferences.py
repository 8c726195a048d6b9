"""How a person wants to be told; the link at the end of every mail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tongzhou.journal.once import once
from tongzhou.notices import actions, queries
from tongzhou.notices.forms import PreferenceForm
from tongzhou.notices.reach import by_app
from tongzhou.notices.unsubscribing import person_of
from tongzhou.org.middleware import public
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def preferences(request: PersonRequest) -> HttpResponse:
    wishes = queries.wishes_of([request.user.pk])[request.user.pk]
    form = PreferenceForm(wishes, request.POST or None, by_app=by_app(request.user))
    if form.is_valid():
        actions.prefer(by=request.user, **form.chosen)
        say(request, _("Saved."))
        return redirect("notice-preferences")
    status = 422 if form.is_bound else 200
    return render(request, "notices/preferences.html", {"form": form}, status=status)


@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops them; mail programs post without having been here before."""
    person = person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.stop_mails(person)
    context = {"person": person, "is_done": request.method == "POST"}
    with translation.override(person.language):
        return render(request, "notices/unsubscribe.html", context)
