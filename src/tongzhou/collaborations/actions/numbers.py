"""Human numbers: 协-2026-0042. Gaps may appear, the same number never twice."""

from django.db.models import F, QuerySet

from tongzhou.collaborations.models import NumberSeries
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared


def next_number() -> str:
    """In the running transaction; the year's row stays locked until it ends."""
    year = clock.today().year
    if not _advance(year):
        NumberSeries.objects.get_or_create(year=year)
        _advance(year)
    [last] = _last(year)
    return f"协-{year}-{last:04d}"


@Prepared
def _last(year: int) -> QuerySet[NumberSeries, int]:
    return NumberSeries.objects.filter(year=year).values_list("last", flat=True)


def _advance(year: int) -> int:
    return NumberSeries.objects.filter(year=year).update(last=F("last") + 1)
