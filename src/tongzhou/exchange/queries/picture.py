"""Department by department: how often, how soon, how reliably, and what each gained by the other.

Both departments of a pair read the same figures. Frequency comes first; nothing is summed up into
what somebody would owe, and no person appears.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from tongzhou.core import clock
from tongzhou.exchange.models import Gain, PairInCase, within
from tongzhou.org.models import Department, Person

FREQUENT = 3
"""Requests from which on a flow in one direction alone is worth a word."""
SILENT = timedelta(days=7)
MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Flow:
    """What one department asked another, what became of it, and what the other gained by it."""

    asks: int = 0
    answered: int = 0
    seconds: int = 0
    open_since: datetime | None = None
    promised: int = 0
    kept: int = 0
    last_at: datetime | None = None
    given: int = 0
    confirmed: int = 0
    partly: int = 0
    failed: int = 0

    @property
    def hours(self) -> float | None:
        """Elapsed, on the average, to the first answer."""
        return round(self.seconds / self.answered / 3600, 1) if self.answered else None

    @property
    def kept_share(self) -> int | None:
        return round(self.kept * 100 / self.promised) if self.promised else None

    @property
    def is_silent(self) -> bool:
        """A request lies without an answer for a week and longer."""
        return self.open_since is not None and clock.now() - self.open_since >= SILENT

    @property
    def rate(self) -> int | None:
        told = self.confirmed + self.partly + self.failed
        return round((self.confirmed * 100 + self.partly * 50) / told) if told else None


NOTHING = Flow()


@dataclass(frozen=True, slots=True)
class Place:
    pk: UUID
    name: str
    hue: int


@dataclass(frozen=True, slots=True)
class Pair:
    """`there`: `one` asks `other`; `back`: the other way."""

    one: Place
    other: Place
    there: Flow
    back: Flow

    @property
    def times(self) -> int:
        return self.there.asks + self.back.asks

    @property
    def is_one_way(self) -> bool:
        """Requests flow in one direction alone, and no gain in the other."""
        if self.times < FREQUENT or (self.there.asks and self.back.asks):
            return False
        return not (self.back.given if self.there.asks else self.there.given)

    @property
    def last_at(self) -> datetime | None:
        return max(filter(None, (self.there.last_at, self.back.last_at)), default=None)


@dataclass(frozen=True)
class Picture:
    """`pairs` the busiest first; `places` the departments with most to do with each other."""

    pairs: list[Pair]
    flows: dict[tuple[UUID, UUID], Flow]
    places: list[Place] = field(default_factory=list)

    @property
    def most(self) -> int:
        return max((flow.asks for flow in self.flows.values()), default=0)

    def between(self, one: UUID, other: UUID) -> Flow:
        return self.flows.get((one, other), NOTHING)


def picture(person: Person) -> Picture:
    """Three queries, whatever the number of departments."""
    seen = within(person, "asker__path") | within(person, "asked__path")
    flows = _flows(PairInCase.objects.filter(seen))
    gave = within(person, "giver__path") | within(person, "receiver__path")
    _add_gains(flows, Gain.objects.filter(gave, withdrawn_at=None))
    return _drawn(flows)


def between(departments: list[UUID], person: Person) -> Picture:
    """Among the departments of one collaboration, as far as the reader belongs to one of a pair."""
    seen = within(person, "asker__path") | within(person, "asked__path")
    rows = PairInCase.objects.filter(seen, asker__in=departments, asked__in=departments)
    flows = _flows(rows)
    gave = within(person, "giver__path") | within(person, "receiver__path")
    both = Gain.objects.filter(gave, giver__in=departments, receiver__in=departments)
    _add_gains(flows, both.filter(withdrawn_at=None))
    return _drawn(flows)


def _flows(rows: "QuerySet[PairInCase]") -> dict[tuple[UUID, UUID], Flow]:
    sums = rows.order_by().values_list("asker", "asked").annotate(
        Sum("asks"), Sum("answered"), Sum("seconds"), Min("open_since"), Sum("promised"),
        Sum("kept"), Max("last_at"),
    )  # fmt: skip
    return {(asker, asked): Flow(*figures) for asker, asked, *figures in sums}


def _add_gains(flows: dict[tuple[UUID, UUID], Flow], rows: "QuerySet[Gain]") -> None:
    """A gain lies with the flow from its giver: who asks says what the other gains."""
    counted = rows.order_by().values_list("giver", "receiver").annotate(
        given=Count("pk"),
        confirmed=Count("pk", filter=Q(receipt__outcome="confirmed")),
        partly=Count("pk", filter=Q(receipt__outcome="partly")),
        failed=Count("pk", filter=Q(receipt__outcome="not")),
    )  # fmt: skip
    for giver, receiver, given, confirmed, partly, failed in counted:
        flow = flows.get((giver, receiver), NOTHING)
        flows[giver, receiver] = replace(
            flow, given=given, confirmed=confirmed, partly=partly, failed=failed
        )


def _drawn(flows: dict[tuple[UUID, UUID], Flow]) -> Picture:
    named = {one for pair in flows for one in pair}
    rows = Department.objects.filter(pk__in=named).order_by("path")
    places = {pk: Place(pk, name, hue) for pk, name, hue in rows.values_list("pk", "name", "hue")}
    order = {pk: at for at, pk in enumerate(places)}
    found: dict[frozenset[UUID], Pair] = {}
    for pair in flows:
        one, other = sorted(pair, key=order.__getitem__)
        found[frozenset(pair)] = Pair(
            places[one], places[other], flows.get((one, other), NOTHING),
            flows.get((other, one), NOTHING),
        )  # fmt: skip
    pairs = sorted(
        found.values(), key=lambda one: (-one.times, order[one.one.pk], order[one.other.pk])
    )
    return Picture(pairs, flows, _busiest(pairs))


def _busiest(pairs: list[Pair]) -> list[Place]:
    busy: defaultdict[Place, int] = defaultdict(int)
    for pair in pairs:
        busy[pair.one] += pair.times
        busy[pair.other] += pair.times
    return sorted(busy, key=lambda one: -busy[one])[:MOST_COLUMNS]
