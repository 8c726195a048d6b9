"""The working calendar of a year."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.core import clock
from tongzhou.journal.once import once
from tongzhou.org import actions, policy, queries
from tongzhou.org.calendars import calendar as the_calendar
from tongzhou.org.forms.calendars import ClearForm, DayForm, ImportForm
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def calendar(request: PersonRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request)
    policy.may_manage_organisation(request.user).require()
    form = DayForm(request.POST)
    done(form, partial(actions.set_day, by=request.user))
    return _after(request, form.errors, day_form=form)


@once
@require_POST
def imports(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = ImportForm(request.POST, request.FILES)
    count = done(form, partial(actions.import_holidays, by=request.user))
    if count is None:
        return _page(request, status=422, import_form=form)
    sentence = ngettext("%(count)s day is taken over.", "%(count)s days are taken over.", count)
    say(request, sentence % {"count": count})
    return redirect("calendar")


@once
@require_POST
def clearances(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = ClearForm(request.POST)
    done(form, partial(actions.clear_day, by=request.user))
    return _after(request, form.errors)


def _after(request: PersonRequest, errors: object, **shown: DayForm) -> HttpResponse:
    if errors:
        return _page(request, status=422, **shown)
    say(request, _("Saved. Deadlines count by it within a minute."))
    return redirect("calendar")


def _page(
    request: PersonRequest, *, status: int = 200, **shown: DayForm | ImportForm
) -> HttpResponse:
    this_year = clock.today().year
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and 1990 <= int(typed) <= 2199 else this_year
    context = {
        "year": year,
        "this_year": this_year,
        "is_published": the_calendar().is_published(year),
        "days": queries.special_days(year),
        "may_manage": policy.may_manage_organisation(request.user),
        "day_form": DayForm(),
        "import_form": ImportForm(),
    }
    return render(request, "org/calendar.html", context | shown, status=status)
