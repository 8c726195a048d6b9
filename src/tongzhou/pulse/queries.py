"""What may be told of the answers: of quarters that are over, of five people at least."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tongzhou.org.models import Department, Person
from tongzhou.pulse.models import Tally, Turn
from tongzhou.pulse.quarters import this_quarter

FEWEST = 5
QUARTERS = 8
RELIES = (Tally.Answer.ALWAYS, Tally.Answer.MOSTLY)


@dataclass(frozen=True, slots=True)
class Share:
    """Of `count` people so many percent can rely on others."""

    quarter: str
    percent: int
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """`shares` by quarter; None where too few answered."""

    name: str
    hue: int
    shares: list[Share | None]

    @property
    def change(self) -> int | None:
        """In points, between the last two that are known."""
        known = [one for one in self.shares if one]
        return known[-1].percent - known[-2].percent if len(known) > 1 else None


@dataclass(frozen=True)
class Trend:
    quarters: list[str]
    whole: list[Share | None]
    lines: list[Line]


def has_answered(person: Person) -> bool:
    return Turn.objects.filter(quarter=this_quarter(), person=person).exists()


def trend() -> Trend:
    """The running quarter is left out: who watched it grow would see each answer come in.

    The whole counts only the departments that are shown, so that no difference tells of the rest.
    """
    told = Tally.objects.filter(quarter__lt=this_quarter()).order_by("quarter")
    counts: dict[tuple[str, UUID], dict[int, int]] = {}
    for quarter, department, value, count in told.values_list(
        "quarter", "department", "answer", "count"
    ):
        counts.setdefault((quarter, department), {})[value] = count
    shown = {key: one for key, one in counts.items() if sum(one.values()) >= FEWEST}
    quarters = sorted({quarter for quarter, _department in shown})[-QUARTERS:]
    departments = Department.objects.filter(pk__in={key for _quarter, key in shown})
    lines = [
        Line(one.name, one.hue, [_share(each, [shown.get((each, one.pk))]) for each in quarters])
        for one in departments.order_by("path")
    ]
    whole = [
        _share(each, [one for (quarter, _key), one in shown.items() if quarter == each])
        for each in quarters
    ]
    return Trend(quarters, whole, lines)


def _share(quarter: str, told: Iterable[dict[int, int] | None]) -> Share | None:
    known = [one for one in told if one]
    total = sum(sum(one.values()) for one in known)
    relying = sum(one.get(value, 0) for one in known for value in RELIES)
    return Share(quarter, round(100 * relying / total), total) if total else None
