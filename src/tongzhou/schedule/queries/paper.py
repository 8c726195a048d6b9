"""The Gantt chart on one sheet of A3, however many rows and days it has."""

from dataclasses import dataclass
from datetime import date

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.plans.queries.ahead import ahead
from tongzhou.plans.queries.reading import read_plan
from tongzhou.schedule.gantt.axis import DAY, Axis, Zoom
from tongzhou.schedule.gantt.bars import ROW
from tongzhou.schedule.queries.gantt import Chart, chart_of

WIDTH, HEIGHT = 1600, 1100
"""A3 across within its margins, four units to a millimetre."""
NAMES, TOP = 380, 120
FOR_WORDS = 0.12
"""As much of the whole length stays free behind the last bar, for what is written beside it."""


@dataclass(frozen=True, eq=False)
class Paper:
    """`squeeze` is how much lower each row is drawn so that the last one is still on the sheet."""

    chart: Chart | None
    squeeze: float
    width: int = WIDTH
    height: int = HEIGHT
    names: int = NAMES
    top: int = TOP

    @property
    def pitch(self) -> float:
        return round(ROW * self.squeeze, 2)

    @property
    def text(self) -> float:
        """The size of letters that fits the rows."""
        return round(min(15, self.pitch * 0.62), 2)


def paper(case: Collaboration, person: Person) -> Paper:
    read = read_plan(case, person)
    chart = chart_of(case, person, read, ahead(case, read.rows), _axis)
    squeeze = min(1.0, (HEIGHT - TOP) / chart.height) if chart else 1.0
    return Paper(chart, round(squeeze, 4))


def _axis(first: date, last: date) -> Axis:
    beside = max(3, round((last - first).days * FOR_WORDS))
    first, last = first - DAY * 2, last + DAY * beside
    days = (last - first).days + 1
    pixels = (WIDTH - NAMES) / days
    if pixels >= 22:
        zoom = Zoom("paper", pixels, "month", "day")
    elif pixels >= 5:
        zoom = Zoom("paper", pixels, "month", "week")
    else:
        zoom = Zoom("paper", pixels, "year", "month" if pixels >= 1.2 else "quarter", pixels >= 2.5)
    return Axis(zoom, first, last)
