"""Where the time of requests goes: each hour from sending to the end belongs to one step of one pair.

The step is the state the request was in, or the pause of its collaboration. What is not at its end
yet counts up to now, or to the end of its collaboration.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.states import ASK, COLLABORATION, SETTLED
from tongzhou.core import clock
from tongzhou.insight.queries.stops import Pauses, Stops, all_stops
from tongzhou.insight.queries.together import Place, Together
from tongzhou.insight.queries.turns import Said, Turn, end_of, straight, told_by_turns
from tongzhou.insight.scope import Scope
from tongzhou.insight.tables import Made, Named, Table

HOUR = 3600
MOST_PLACES = 12
TARGETS = {move.verb: move.targets for move in ASK.moves}
PAUSED = COLLABORATION.state("paused")
STEPS = [*(state for state in ASK.states if state.ball and state.key != "draft"), PAUSED]
ASKERS = {state.key for state in STEPS if state.ball == "initiator"}
LABELS = {state.key: state.label for state in STEPS}


class Stretch(NamedTuple):
    step: str
    asked: str
    seconds: float


class Span(NamedTuple):
    step: str
    asked: str
    since: datetime
    until: datetime


class Waiting:
    """`spent` by asking department, asked department and step: how often, how many seconds."""

    def __init__(self, scope: Scope, together: Together) -> None:
        self.scope, self.together = scope, together
        end, stops = end_of(scope), all_stops(scope)
        counted: defaultdict[tuple[UUID, UUID, str], list[float]] = defaultdict(lambda: [0, 0.0])
        for between in straight(scope):
            step = _going_on(between.verb)
            if step not in SETTLED:
                cell = counted[between.asker, between.asked, step]
                cell[0] += between.times
                cell[1] += between.seconds
        for said in told_by_turns(scope):
            for one in stretches(said, stops.get(said.case, Stops()), end):
                cell = counted[UUID(said.asker), UUID(one.asked), one.step]
                cell[0] += 1
                cell[1] += one.seconds
        self.spent = {key: (int(times), seconds) for key, (times, seconds) in counted.items()}
        self.all = sum(seconds for _times, seconds in self.spent.values())

    def pairs(self) -> Table:
        rows = sorted(self.spent.items(), key=lambda one: -one[1][1])
        return Table(
            "waits", _("Wait by pair and step"),
            (_("Asks"), _("Is asked"), _("Step"), _("Waiting on"), _("Times"), _("Hours"),
             _("Share of all, %")),
            Made(rows, lambda one: self._row(*one)),
            note=_("Each hour from sending to the end belongs to exactly one step; the shares make 100 %."),
            addresses=Made(rows, lambda one: self._address(one[0][0], one[0][1])),
        )  # fmt: skip

    def steps(self) -> Table:
        found = [(state, *self._of_step(state.key)) for state in STEPS]
        rows = [
            (str(state.label), str(_("who asks") if state.key in ASKERS else _("who is asked")),
             times, round(seconds / HOUR, 1), self._share(seconds))
            for state, times, seconds in found if times
        ]  # fmt: skip
        return Table(
            "wait-steps", _("Where the time goes"),
            (_("Step"), _("Waiting on"), _("Times"), _("Hours"), _("Share of all, %")), rows,
        )  # fmt: skip

    def multiples(self) -> list[tuple[Place, list[tuple[Promise | str, int]]]]:
        """By asked department, how its time is divided, in per cent; those with most time first."""
        by_place: defaultdict[UUID, dict[str, float]] = defaultdict(dict)
        for (_asker, asked, step), (_times, seconds) in self.spent.items():
            by_place[asked][step] = by_place[asked].get(step, 0) + seconds
        order = sorted(by_place, key=lambda pk: -sum(by_place[pk].values()))[:MOST_PLACES]
        return [(self.together.places[pk], _in_percent(by_place[pk])) for pk in order]

    def _row(
        self, key: tuple[UUID, UUID, str], spent: tuple[int, float]
    ) -> tuple[Named, Named, str, Named, int, float, float]:
        asker, asked, step = key
        asks, answers = (self.together.places[pk].named for pk in (asker, asked))
        holder = asks if step in ASKERS else answers
        times, seconds = spent
        hours = round(seconds / HOUR, 1)
        return asks, answers, str(LABELS[step]), holder, times, hours, self._share(seconds)

    def _of_step(self, step: str) -> tuple[int, float]:
        found = [value for (_a, _b, one), value in self.spent.items() if one == step]
        return sum(times for times, _s in found), sum(seconds for _t, seconds in found)

    def _share(self, seconds: float) -> float:
        return round(100 * seconds / self.all, 2) if self.all else 0.0

    def _address(self, asker: UUID, asked: UUID) -> str:
        return self.scope.address(reverse("insight-rows"), initiator=asker, partner=asked)


def stretches(said: Said, stops: Stops, end: datetime) -> Iterator[Stretch]:
    """From one turn to the next; the last one lasts until the request is settled, its collaboration
    is over, or until now.
    """
    last = min(end, stops.over_at or end)
    for span in _spans(said, last):
        yield from _cut(span, stops.pauses)


def _spans(said: Said, end: datetime) -> Iterator[Span]:
    turns = said.turns
    if not turns or turns[0].verb != "send":
        first = min([said.sent, *(one.at for one in turns)])
        turns = [Turn("send", said.asker, first, ""), *turns]
    is_forwarded = any(one.verb == "forward" for one in turns)
    for place, turn in enumerate(turns):
        is_last = place == len(turns) - 1
        step = _after(turn, said, is_last=is_last)
        until = max(turn.at, end) if is_last else turns[place + 1].at
        asked = _asked_then(turns[place + 1 :], said) if is_forwarded else said.asked
        if turn.until:
            yield from _divided(turn, step, asked, until)
        elif step not in SETTLED:
            yield Span(step, asked, turn.at, until)


def _cut(span: Span, pauses: Pauses) -> Iterator[Stretch]:
    """What lies in a pause of the collaboration is a step of its own."""
    rest = (span.until - span.since).total_seconds()
    cut = False
    for begin, resumed in pauses:
        until = min(resumed or span.until, span.until)
        paused = (until - max(begin, span.since)).total_seconds()
        if paused > 0:
            yield Stretch(PAUSED.key, span.asked, paused)
            rest, cut = rest - paused, True
    if rest or not cut:
        yield Stretch(span.step, span.asked, rest)


def _after(turn: Turn, said: Said, *, is_last: bool) -> str:
    """Where a verb leads to two states, only one of them has a next turn."""
    if not is_last:
        return _going_on(turn.verb)
    targets = TARGETS[turn.verb]
    return said.state if said.state in targets else targets[0]


def _going_on(verb: str) -> str:
    targets = TARGETS[verb]
    return next((one for one in targets if one not in SETTLED), targets[0])


def _asked_then(later: list[Turn], said: Said) -> str:
    """Whoever forwards it later has it now."""
    return next((one.department for one in later if one.verb == "forward"), said.asked)


def _divided(turn: Turn, step: str, asked: str, until: datetime) -> Iterator[Span]:
    """A snoozed request wakes up on its day and waits for an answer from then on."""
    asleep = min(max(_midnight(turn.until), turn.at), until)
    yield Span(step, asked, turn.at, asleep)
    if asleep < until:
        yield Span("sent", asked, asleep, until)


def _midnight(day: str) -> datetime:
    begins = datetime.combine(datetime.fromisoformat(day).date(), time(), clock.zone())
    return begins.astimezone(UTC).replace(tzinfo=None)


def _in_percent(steps: dict[str, float]) -> list[tuple[Promise | str, int]]:
    whole = sum(steps.values()) or 1
    return [
        (LABELS[one.key], round(100 * steps[one.key] / whole)) for one in STEPS if one.key in steps
    ]
