"""A package deal as one reader sees it: open points, and of points and answers only the own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.interests import policy
from tongzhou.interests.actions.turns import due_of
from tongzhou.interests.models import (
    Deal,
    DealAnswer,
    DealChoice,
    DealClash,
    DealPick,
    DealPoints,
    DealScore,
    DealSide,
    DealTerm,
)
from tongzhou.interests.states import DEAL
from tongzhou.org.models import Person


@dataclass(frozen=True, slots=True)
class TermLine:
    """`points` and the scores are the reader's own; `picked` only where the reader may know it."""

    term: DealTerm
    choices: tuple[DealChoice, ...]
    picked: DealChoice | None
    points: int | None
    scores: dict[UUID, int]

    @property
    def today(self) -> DealChoice:
        return self.choices[0]

    @property
    def changes(self) -> bool:
        return self.picked is not None and not self.picked.is_today


@dataclass(frozen=True, slots=True)
class OwnSide:
    """`said` is the silent answer so far; `before` and `after` what the own points add up to."""

    side: DealSide
    said: bool | None
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class DealView:
    deal: Deal
    lines: tuple[TermLine, ...]
    clashes: tuple[DealClash, ...]
    sides: tuple[DealSide, ...]
    own: tuple[OwnSide, ...]
    may_lead: bool
    due_at: datetime | None
    verbs: frozenset[str]

    @property
    def state(self) -> str:
        return self.deal.state

    @property
    def shown_state(self) -> object:
        return DEAL.state(self.deal.state)

    @property
    def is_proposed(self) -> bool:
        return any(line.picked for line in self.lines)

    @property
    def changed(self) -> int:
        """How far the package is from how it is today."""
        return sum(line.changes for line in self.lines)

    @property
    def to_weigh(self) -> list[DealSide]:
        waits = self.state == "weighing"
        return [one.side for one in self.own if waits and not one.side.handed_in_at]

    @property
    def to_answer(self) -> list[OwnSide]:
        return [one for one in self.own if self.state == "asked"]


def deal_view(deal: Deal, person: Person) -> DealView:
    """As many queries for twelve points as for two."""
    leads = bool(policy.may_lead(person, deal.collaboration))
    sides = tuple(deal.sides.select_related("department__head"))
    own = [side for side in sides if policy.may_speak(person, side.department)]
    lines = tuple(_lines(deal, own, person))
    clashes = deal.clashes.select_related("one__term", "other__term")
    return DealView(
        deal=deal,
        lines=lines,
        clashes=tuple(clashes),
        sides=sides,
        own=tuple(_own(own, lines, person)),
        may_lead=leads,
        due_at=due_of(deal),
        verbs=frozenset(
            move.verb
            for move in DEAL.moves_from(deal.state)
            if leads and move.who == "initiator"
        ),
    )  # fmt: skip


def deals_of(case: Collaboration) -> list[Deal]:
    """What moves first, then the latest."""
    rows = list(Deal.objects.filter(collaboration=case))
    return sorted(rows, key=lambda row: row.state in ("agreed", "closed", "withdrawn"))


def choices_of(deal: Deal) -> list[DealTerm]:
    return list(deal.terms.prefetch_related("choices"))


def ways_of(deal: Deal) -> "QuerySet[DealChoice]":
    return DealChoice.objects.filter(term__deal=deal).select_related("term")


def _lines(deal: Deal, own: Sequence[DealSide], person: Person) -> list[TermLine]:
    """Own figures are shown where the reader speaks for one side; for two they would be mixed up."""
    mine = own[:1] if len(own) == 1 and own[0].handed_in_at else []
    points, scores = _figures(mine, person)
    rows = DealPick.objects.visible_to(person).filter(deal=deal).select_related("choice")
    picked = {row.choice.term_id: row.choice for row in rows}
    return [
        TermLine(
            term, tuple(term.choices.all()), picked.get(term.pk), points.get(term.pk), scores
        )
        for term in choices_of(deal)
    ]  # fmt: skip


def _figures(mine: Sequence[DealSide], person: Person) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """Through `visible_to`, so that a mistake above it still shows nobody else's."""
    if not mine:
        return {}, {}
    given = DealPoints.objects.visible_to(person).filter(side__in=mine)
    scored = DealScore.objects.visible_to(person).filter(side__in=mine)
    return (
        dict(given.values_list("term", "value")),
        dict(scored.values_list("choice", "value")),
    )


def _own(own: Sequence[DealSide], lines: Sequence[TermLine], person: Person) -> list[OwnSide]:
    answers = DealAnswer.objects.visible_to(person).filter(side__in=own)
    said = dict(answers.values_list("side", "is_yes")) if own else {}
    worth = _worth(lines)
    return [OwnSide(side, said.get(side.pk), *worth) for side in own]


def _worth(lines: Sequence[TermLine]) -> tuple[int | None, int | None]:
    """Of a hundred: how it is today, and with the package, by the own points."""
    if not lines or any(line.points is None or line.picked is None for line in lines):
        return None, None
    before = sum((line.points or 0) * line.scores[line.today.pk] for line in lines)
    after = sum((line.points or 0) * line.scores[line.picked.pk] for line in lines if line.picked)
    return round(before / 10), round(after / 10)
