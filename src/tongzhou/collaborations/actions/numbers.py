"""Human numbers: 协-2026-0042. Gaps may appear, the same number never twice."""

from tongzhou.collaborations.models import NumberSeries
from tongzhou.core import clock


def next_number() -> str:
    """In the running transaction; the year's row stays locked until it ends."""
    year = clock.today().year
    NumberSeries.objects.get_or_create(year=year)
    series = NumberSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"协-{year}-{series.last:04d}"
