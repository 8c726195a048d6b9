"""The plan as Microsoft Project XML, with the signed dates as its baseline."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tongzhou.agreements.queries.in_force import dates_in_force
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core import clock
from tongzhou.org.request import PersonRequest
from tongzhou.plans.exchange.mspdi_writing import write_project
from tongzhou.plans.queries.baselines import baselines, days_of
from tongzhou.plans.queries.table import table
from tongzhou.plans.views.exports import as_file


@require_GET
def project(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    rows = table(case.pk)
    content = write_project(
        case.name,
        rows,
        days=days_of(case.pk, rows),
        signed=dates_in_force(case.pk) or baselines(case.pk),
        today=clock.today(),
    )
    return as_file(content, "application/xml", case, "xml")
