"""Saying thanks, agreeing to be named, and the own record."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.thanks import exporting
from tongzhou.thanks.actions import mentioning, saying
from tongzhou.thanks.forms import ThanksForm
from tongzhou.thanks.models import Thanks
from tongzhou.thanks.queries import people, record
from tongzhou.thanks.queries import thanks as asking
from tongzhou.ui.printing import CannotPrint
from tongzhou.ui.toasts import say
from tongzhou.ui.turns import FILES, in_turn

PDF = "application/pdf"
LABELS = dict(Thanks.Fact.choices)


@require_GET
def all_thanks(request: PersonRequest) -> HttpResponse:
    context = {
        "received": asking.received(request.user),
        "given": asking.given(request.user),
        "ours": asking.of_ours(request.user),
    }
    return render(request, "thanks/page.html", context)


@require_GET
def fresh_thanks(request: PersonRequest) -> HttpResponse:
    """For 今天: nothing where nothing happened that deserves thanks."""
    return render(
        request, "thanks/_fresh.html", {"fresh": people.fresh(request.user), "labels": LABELS}
    )


@require_GET
def thanks(request: PersonRequest, thanks: UUID) -> HttpResponse:
    return render(request, "thanks/thanks.html", asking.page(_row(request, thanks), request.user))


@once
@require_POST
def mentions(request: PersonRequest, thanks: UUID) -> HttpResponse:
    row = _row(request, thanks)
    mentioning.agree(row, by=request.user)
    return redirect("thanks", row.pk)


@once
@require_POST
def mention_ends(request: PersonRequest, thanks: UUID) -> HttpResponse:
    row = _row(request, thanks)
    mentioning.take_back(row, by=request.user)
    return redirect("thanks", row.pk)


@once
@require_http_methods(["GET", "POST"])
def case_thanks(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """A page, and a fragment of the pages on which a collaboration ends."""
    case = load_case(request, collaboration)
    form = ThanksForm(request.POST or None)
    if made := done(form, lambda person, fact, sentence: saying.say(
        case, saying.Words(person, fact, sentence), by=request.user)):  # fmt: skip
        say(request, _("Said. %(person)s and their head read it.") % {"person": made.person.name})
        return redirect("case-thanks", case.pk)
    context = {
        "deserving": people.deserving(case, request.user), "form": form, "collaboration": case,
        "said": asking.of_case(case, request.user), "labels": LABELS,
    }  # fmt: skip
    if "HX-Request" in request.headers and request.method == "GET":
        return render(request, "thanks/_case.html", context)
    context |= {"case": case_header(case, request.user), "current_tab": "outcome"}
    return render(request, "thanks/case.html", context, status=422 if form.errors else 200)


@require_GET
@in_turn(FILES)
def contributions(request: PersonRequest) -> HttpResponse:
    """Only ever the reader's own; `?as=xlsx` and `?as=pdf` to take along."""
    year = _year(request.GET.get("year", ""))
    rows, wanted = record.record_of(request.user, year), request.GET.get("as", "")
    if wanted == "xlsx":
        return _file(exporting.as_workbook(rows), exporting.XLSX, year, wanted)
    if wanted == "pdf":
        return _file(_paper(request, rows, year), PDF, year, wanted)
    years = [(str(one), f"?year={one}", one == year) for one in record.years()]
    context = {"rows": rows, "year": year, "years": years, "headings": record.HEADINGS}
    return render(request, "thanks/contributions.html", context)


def _paper(request: PersonRequest, rows: list[record.Contribution], year: int) -> bytes:
    try:
        return exporting.as_pdf(rows, person=request.user, year=year)
    except CannotPrint as failed:
        raise NotPossibleNow(_("The PDF cannot be made on this server.")) from failed


def _file(content: bytes, media: str, year: int, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="contributions-{year}.{ending}"'
    return answer


def _year(typed: str) -> int:
    if not typed:
        return clock.today().year
    found = [one for one in record.years() if str(one) == typed]
    if not found:
        raise Http404
    return found[0]


def _row(request: PersonRequest, pk: UUID) -> Thanks:
    rows = Thanks.objects.visible_to(request.user).select_related(*asking.SHOWN)
    found: Thanks = get_object_or_404(rows, pk=pk)
    return found
