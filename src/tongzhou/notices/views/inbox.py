"""The inbox."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.notices import actions, queries
from tongzhou.notices.forms import ReadingForm
from tongzhou.org.request import PersonRequest


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
    return redirect("notices")
