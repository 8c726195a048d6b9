"""The division table leaves the house: as workbook and as CSV."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.views.loading import load_case
from tongzhou.org.request import PersonRequest
from tongzhou.plans.exchange.delimited_writing import ENCODINGS, write_csv
from tongzhou.plans.queries.fields import own_table
from tongzhou.plans.queries.table import table
from tongzhou.plans.workbook.writing import write_workbook
from tongzhou.ui.turns import FILES, in_turn

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@in_turn(FILES)
def workbook(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    return as_file(write_workbook(case), SPREADSHEET, case, "xlsx")


@require_GET
@in_turn(FILES)
def delimited(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """UTF-8 with its mark; `?encoding=gbk` for programs that know no other."""
    case = load_case(request, collaboration)
    wanted = request.GET.get("encoding", "")
    encoding = wanted if wanted in ENCODINGS else "utf-8"
    own = own_table(case.pk)
    rows = own.filled(table(case.pk))
    return as_file(write_csv(rows, encoding, own.columns), "text/csv", case, "csv")


def as_file(content: bytes, kind: str, case: Collaboration, ending: str) -> HttpResponse:
    name = f"{case.number} {case.name[:60]}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
