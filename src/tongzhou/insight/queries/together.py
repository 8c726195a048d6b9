"""Who works with whom, who asks whom: from the parties of every collaboration in scope."""

from collections import Counter
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.insight.queries.joint import Joint, joint
from tongzhou.insight.scope import Scope
from tongzhou.insight.tables import Made, Named, Table
from tongzhou.org.models import Department

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


class Together:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        told = Department.objects.values_list("pk", "code", "name", "hue")
        self.places = {one[0]: Place(*one) for one in told}

    @cached_property
    def joint(self) -> Joint:
        return joint(self.scope)

    @cached_property
    def asked(self) -> "Counter[tuple[UUID, UUID]]":
        """By initiating and partner department."""
        counted = Counter[tuple[UUID, UUID]]()
        for (initiator, partner, _year), times in self.joint.asked.items():
            counted[initiator, partner] += times
        return counted

    @cached_property
    def incoming(self) -> "Counter[UUID]":
        counted = Counter[UUID]()
        for (_initiator, partner), times in self.asked.items():
            counted[partner] += times
        return counted

    @cached_property
    def outgoing(self) -> "Counter[UUID]":
        """Collaborations it initiated with at least one other department."""
        counted = Counter[UUID]()
        for (initiator, _year), times in self.joint.began.items():
            counted[initiator] += times
        return counted

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
            Made(rows, lambda one: (self._named(one[0][0]), self._named(one[0][1]), one[1])),
            addresses=Made(rows, lambda one: self._rows(initiator=one[0][0], partner=one[0][1])),
        )  # fmt: skip

    def pairs(self) -> Table:
        """Unordered: one of the two initiates, the other takes part."""
        counted = Counter[frozenset[UUID]]()
        for pair, times in self.asked.items():
            counted[frozenset(pair)] += times
        return self._unordered("pairs", _("Pairs that work together"), counted)

    def pairs_at_one_table(self) -> Table:
        """Unordered: both take part in the same collaboration, whoever initiated it."""
        return self._unordered("table", _("Pairs at one table"), self.joint.at_table)

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
        for (_initiator, partner, year), times in self.joint.asked.items():
            if year:
                asked[partner, year] += times
        for (initiator, year), times in self.joint.began.items():
            if year:
                asking[initiator, year] += times
        last = max((year for _pk, year in (*asked, *asking)), default=clock.today().year)
        years = range(last - YEARS + 1, last + 1)
        places, _figures, _most = self.matrix()
        most = max([*asked.values(), *asking.values()], default=1)
        return [
            (place, [(year, asked[place.pk, year], asking[place.pk, year]) for year in years], most)
            for place in places[:12]
        ]

    def _unordered(self, key: str, title: object, counted: "Counter[frozenset[UUID]]") -> Table:
        rows = [(*self._in_order(pair), times) for pair, times in counted.items()]
        codes = {pk: one.code for pk, one in self.places.items()}
        rows.sort(key=lambda one: (-one[2], codes[one[0]], codes[one[1]]))
        return Table(
            key, str(title), (_("Department"), _("Department"), _("Collaborations")),
            Made(rows, lambda one: (self._named(one[0]), self._named(one[1]), one[2])),
            addresses=Made(rows, lambda one: self._rows(department=[one[0], one[1]])),
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
