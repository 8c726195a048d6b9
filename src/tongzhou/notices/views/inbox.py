"""The inbox."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.core.verdicts import Invalid
from tongzhou.discussions.actions.stances import take_stances
from tongzhou.journal.once import once
from tongzhou.notices import actions, queries
from tongzhou.notices.forms import ReadingForm
from tongzhou.org.request import PersonRequest
from tongzhou.ui.ticked import chosen_in
from tongzhou.ui.toasts import say


@require_GET
def notices(request: PersonRequest) -> HttpResponse:
    page = queries.inbox(request.user, page=request.GET.get("page", 1))
    context = {
        "page": page,
        "days": queries.by_day(page),
        "unread": queries.unread_count(request.user),
        "newest": max((row.entry_id for row in page), default=0),
    }
    return render(request, "notices/page.html", context)


@once
@require_POST
def readings(request: PersonRequest) -> HttpResponse:
    form = ReadingForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Say which notices you have read."))
    notice, until = form.cleaned_data["notice"], form.cleaned_data["until"]
    if notice:
        actions.read([notice], by=request.user)
    elif until is not None:
        actions.read_all(by=request.user, until=until)
    elif "chosen" in request.POST:
        _with_chosen(request)
    return redirect("notices")


def _with_chosen(request: PersonRequest) -> None:
    """They are read; where a way to be told is chosen, it holds for their collaborations."""
    chosen, mode = chosen_in(request.POST.getlist("chosen")), request.POST.get("mode", "")
    if mode:
        take_stances(queries.cases_of(request.user, chosen), mode, by=request.user)
        say(request, MODES.get(mode, ""))
    actions.read(chosen, by=request.user)


MODES = {
    "follow": _("You will hear everything that happens in these."),
    "mute": _("Of these you will hear only what waits for you or names you."),
}
