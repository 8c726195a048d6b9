"""The working calendar of a year."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.core import clock
from tongzhou.journal.once import once
from tongzhou.org import actions, policy, queries
from tongzhou.org.calendars import calendar as the_calendar
from tongzhou.org.forms.calendars import AlternationForm, ClearForm, DayForm, ImportForm
from tongzhou.org.forms.errors import done
from tongzhou.org.holidays import HolidayFile, read_holidays
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
    """First what the file says and what it would change; with `confirmed` it is taken over."""
    policy.may_manage_organisation(request.user).require()
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, status=422, import_form=form)
    read = read_holidays(form.cleaned_data["text"])
    if read.errors or "confirmed" not in request.POST:
        return _preview(request, form.cleaned_data["text"], read)
    count = actions.import_holidays(form.cleaned_data["text"], by=request.user)
    sentence = ngettext("%(count)s day is taken over.", "%(count)s days are taken over.", count)
    say(request, sentence % {"count": count})
    return redirect(f"{reverse('calendar')}?year={read.year or read.days[-1].day.year}")


@once
@require_POST
def alternations(request: PersonRequest) -> HttpResponse:
    """大小周, a year at most in one go."""
    policy.may_manage_organisation(request.user).require()
    form = AlternationForm(request.POST)
    done(form, partial(actions.alternate_weeks, by=request.user))
    return _after(request, form.errors, alternation_form=form)


@once
@require_POST
def clearances(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = ClearForm(request.POST)
    done(form, partial(actions.clear_day, by=request.user))
    return _after(request, form.errors)


def _after(
    request: PersonRequest, errors: object, **shown: DayForm | AlternationForm
) -> HttpResponse:
    if errors:
        return _page(request, status=422, **shown)
    say(request, _("Saved. Deadlines count by it within a minute."))
    return redirect("calendar")


def _preview(request: PersonRequest, text: str, read: HolidayFile) -> HttpResponse:
    context = {"text": text, "read": read, "changes": queries.changes(read)}
    status = 422 if read.errors else 200
    return render(request, "org/calendar_preview.html", context, status=status)


def _page(
    request: PersonRequest, *, status: int = 200, **shown: DayForm | AlternationForm | ImportForm
) -> HttpResponse:
    this_year = clock.today().year
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and 1990 <= int(typed) <= 2199 else this_year
    days = queries.special_days(year)
    context = {
        "year": year,
        "this_year": this_year,
        "is_published": the_calendar().is_published(year),
        "days": days,
        "months": queries.months(year, days, clock.today()),
        "next_is_missing": _next_is_missing(),
        "may_manage": policy.may_manage_organisation(request.user),
        "day_form": DayForm(),
        "alternation_form": AlternationForm(),
        "import_form": ImportForm(),
    }
    return render(request, "org/calendar.html", context | shown, status=status)


def _next_is_missing() -> bool:
    """The notice for a year comes in November; from then on somebody should look for it."""
    today = clock.today()
    return today.month >= 11 and not the_calendar().is_published(today.year + 1)
