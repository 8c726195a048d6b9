"""Who works with whom, who asks whom: from the parties of every collaboration in scope."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Party
from tongzhou.core import clock
from tongzhou.insight.scope import Scope
from tongzhou.insight.tables import Named, Table
from tongzhou.org.models import Department
from tongzhou.past.models import PastParty

YEARS = 10
MOST_PLACES = 14


class Place(NamedTuple):
    pk: UUID
    code: str
    name: str
    hue: int

    @property
    def named(self) -> Named:
        return Named(self.code, self.name, reverse("department", args=[self.pk]))


@dataclass
class Joint:
    """One collaboration: who initiated it, who else takes part, in which year it began."""

    initiator: UUID | None = None
    partners: list[UUID] = field(default_factory=list)
    year: int | None = None

    @property
    def everybody(self) -> list[UUID]:
        return [*([self.initiator] if self.initiator else []), *self.partners]


class Together:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        told = Department.objects.values_list("pk", "code", "name", "hue")
        self.places = {one[0]: Place(*one) for one in told}

    @cached_property
    def joint(self) -> list[Joint]:
        found: defaultdict[UUID, Joint] = defaultdict(Joint)
        for case, department, initiates, began in self._parties():
            one = found[case]
            one.year = began
            if initiates:
                one.initiator = department
            else:
                one.partners.append(department)
        return list(found.values())

    @cached_property
    def asked(self) -> "Counter[tuple[UUID, UUID]]":
        """By initiating and partner department."""
        return Counter((one.initiator, partner) for one in self.joint if one.initiator
                       for partner in one.partners)  # fmt: skip

    @cached_property
    def incoming(self) -> "Counter[UUID]":
        counted = Counter[UUID]()
        for (_initiator, partner), times in self.asked.items():
            counted[partner] += times
        return counted

    @cached_property
    def outgoing(self) -> "Counter[UUID]":
        """Collaborations it initiated with at least one other department."""
        return Counter(one.initiator for one in self.joint if one.initiator and one.partners)

    def matrix(self) -> tuple[list[Place], dict[tuple[UUID, UUID], int], int]:
        """Departments with most joint work, the figures between them, and the largest."""
        busy = Counter[UUID]()
        for (initiator, partner), times in self.asked.items():
            busy[initiator] += times
            busy[partner] += times
        places = [self.places[pk] for pk, _n in self._ranked(busy)[:MOST_PLACES]]
        return places, dict(self.asked), max(self.asked.values(), default=0)

    def asked_pairs(self) -> Table:
        rows = sorted(self.asked.items(), key=lambda one: (-one[1], self._codes(one[0])))
        return Table(
            "asked", _("Who asks whom"), (_("Initiates"), _("Takes part"), _("Collaborations")),
            [(self._named(a), self._named(b), times) for (a, b), times in rows],
            addresses=[self._rows(initiator=a, partner=b) for (a, b), _n in rows],
        )  # fmt: skip

    def pairs(self) -> Table:
        """Unordered: one of the two initiates, the other takes part."""
        counted = Counter[frozenset[UUID]]()
        for pair, times in self.asked.items():
            counted[frozenset(pair)] += times
        return self._unordered("pairs", _("Pairs that work together"), counted)

    def pairs_at_one_table(self) -> Table:
        """Unordered: both take part in the same collaboration, whoever initiated it."""
        counted = Counter(
            frozenset(pair) for one in self.joint for pair in combinations(set(one.everybody), 2)
        )
        return self._unordered("table", _("Pairs at one table"), counted)

    def balance(self) -> Table:
        net = {pk: self.incoming[pk] - self.outgoing[pk] for pk in {*self.incoming, *self.outgoing}}
        order = sorted(net, key=lambda pk: (-self.incoming[pk], self.places[pk].code))
        return Table(
            "balance", _("Asked and asking"),
            (_("Department"), _("Is asked"), _("Asks"), _("Difference")),
            [(self._named(pk), self.incoming[pk], self.outgoing[pk], net[pk]) for pk in order],
            note=_("Frequency, no debt: many questions to one department are a sign of its knowledge."),
            addresses=[self._rows(partner=pk) for pk in order],
        )  # fmt: skip

    def multiples(self) -> list[tuple[Place, list[tuple[int, int, int]], int]]:
        """By department, year by year: how often it was asked, how often it asked."""
        asked, asking = Counter[tuple[UUID, int]](), Counter[tuple[UUID, int]]()
        for one in self.joint:
            if one.year and one.initiator and one.partners:
                asking[one.initiator, one.year] += 1
                asked.update((partner, one.year) for partner in one.partners)
        last = max((year for _pk, year in (*asked, *asking)), default=clock.today().year)
        years = range(last - YEARS + 1, last + 1)
        places, _figures, _most = self.matrix()
        most = max([*asked.values(), *asking.values()], default=1)
        return [
            (place, [(year, asked[place.pk, year], asking[place.pk, year]) for year in years], most)
            for place in places[:12]
        ]

    def _parties(self) -> Iterator[tuple[UUID, UUID, bool, int | None]]:
        live = Party.objects.filter(collaboration__in=self.scope.live().values("pk")).order_by()
        for case, department, initiates, at in live.values_list(
            "collaboration_id", "department_id", "is_initiator", "collaboration__created_at"
        ):
            yield case, department, initiates, at.year
        past = PastParty.objects.filter(case__in=self.scope.past().values("pk")).order_by()
        for case, department, initiates, day in past.values_list(
            "case_id", "department_id", "is_initiator", "case__filed_on"
        ):
            yield case, department, initiates, day.year if day else None

    def _unordered(self, key: str, title: object, counted: "Counter[frozenset[UUID]]") -> Table:
        rows = [(*self._in_order(pair), times) for pair, times in counted.items()]
        rows.sort(key=lambda one: (-one[2], self._codes(one[:2])))
        return Table(
            key, str(title), (_("Department"), _("Department"), _("Collaborations")),
            [(self._named(a), self._named(b), times) for a, b, times in rows],
            addresses=[self._rows(department=[a, b]) for a, b, _times in rows],
        )  # fmt: skip

    def _in_order(self, pair: frozenset[UUID]) -> tuple[UUID, UUID]:
        first, second = sorted(pair, key=lambda pk: self.places[pk].code)
        return first, second

    def _ranked(self, counted: "Counter[UUID]") -> list[tuple[UUID, int]]:
        return sorted(counted.items(), key=lambda one: (-one[1], self.places[one[0]].code))

    def _codes(self, pair: tuple[UUID, ...]) -> list[str]:
        return [self.places[pk].code for pk in pair]

    def _named(self, pk: UUID) -> Named:
        return self.places[pk].named

    def _rows(self, **asked: UUID | list[UUID]) -> str:
        words = {
            name: ",".join(map(str, one)) if isinstance(one, list) else one
            for name, one in asked.items()
        }
        return self.scope.address(reverse("insight-rows"), **words)
