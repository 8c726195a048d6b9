"""The worker looks for a package; each side is silently asked; all say yes, or nothing is shown.

A silent answer leaves no entry, no time, no name and no change of a ball: until the deal ends nobody
can tell who has answered, and after it nobody can tell a no from no answer.
"""

from uuid import UUID

from django.db import transaction

from tongzhou.core import clock
from tongzhou.interests import policy
from tongzhou.interests.actions.deals.forgetting import forget
from tongzhou.interests.actions.turns import due_of, locked_row, moved, settle
from tongzhou.interests.events.deals import DealClosed, PackageAgreed, PackageAsked
from tongzhou.interests.models import (
    Deal,
    DealAnswer,
    DealChoice,
    DealPick,
    DealPoints,
    DealScore,
    DealSide,
)
from tongzhou.interests.packages import Problem, Solution
from tongzhou.interests.solving import solved
from tongzhou.interests.states import DEAL
from tongzhou.journal.actions import record
from tongzhou.org.models import Person

TOP = 1000
"""100 points, each way at its best of 10."""


def advise(deal: UUID) -> None:
    """By the worker, once all have handed in; again is without effect."""
    with transaction.atomic():
        row = locked_row(Deal.objects.select_related("collaboration").get(pk=deal))
        if row.state != "counting":
            return
        choices = _choices(row)
        found = _worked_out(row, choices)
        row.method, row.size = (found.method, found.size) if found else ("all", 0)
        row.save(update_fields=["method", "size"])
        if found and found.protects:
            picked = zip(choices, found.protects.choices, strict=True)
            DealPick.objects.bulk_create(DealPick(deal=row, choice=one[at]) for one, at in picked)
            _ask(row)
        else:
            _close(row, "propose")


def answer(side: DealSide, *, is_yes: bool, by: Person) -> Deal:
    """It may be changed until the end; only the last yes has an effect that others see."""
    with transaction.atomic():
        deal = locked_row(side.deal)
        row = DealSide.objects.select_related("department__head").get(pk=side.pk)
        policy.voice(by, row.department)
        DEAL.check(deal.state, "answer")
        DealAnswer.objects.update_or_create(side=row, defaults={"is_yes": is_yes})
        agreeing = DealAnswer.objects.filter(side__deal=deal, is_yes=True).count()
        if agreeing == deal.sides.count():
            _agree(deal)
    return deal


def close_what_is_due() -> None:
    for deal in Deal.objects.filter(state="asked").select_related("collaboration"):
        with transaction.atomic():
            row = locked_row(deal)
            due = due_of(row)
            if row.state == "asked" and due and due <= clock.now():
                _close(row, "close")


def problem_of(deal: Deal, choices: list[list[DealChoice]]) -> Problem | None:
    """None where somebody can gain nothing at all: it has its best already."""
    sides = list(deal.sides.order_by("department__path"))
    points = {
        (one.side_id, one.term_id): one.value for one in DealPoints.objects.filter(side__deal=deal)
    }
    scores = {
        (one.side_id, one.choice_id): one.value for one in DealScore.objects.filter(side__deal=deal)
    }
    values = tuple(
        tuple(
            tuple(points[side.pk, one.term_id] * scores[side.pk, one.pk] for side in sides)
            for one in term
        )
        for term in choices
    )
    floors = tuple(sum(term[0][at] for term in values) for at in range(len(sides)))
    if max(floors) >= TOP:
        return None
    places = {one.pk: (term, at) for term, row in enumerate(choices) for at, one in enumerate(row)}
    clashes = frozenset(
        (places[clash.one_id], places[clash.other_id]) for clash in deal.clashes.all()
    )
    return Problem(values, floors, (TOP,) * len(sides), clashes)


def _worked_out(deal: Deal, choices: list[list[DealChoice]]) -> Solution | None:
    problem = problem_of(deal, choices)
    return solved(problem) if problem else None


def _choices(deal: Deal) -> list[list[DealChoice]]:
    terms = deal.terms.prefetch_related("choices")
    return [list(term.choices.all()) for term in terms]


def _ask(deal: Deal) -> None:
    moved(deal, "propose", to="asked")
    deal.save(update_fields=["state", "since"])
    event = PackageAsked(
        subject=deal.pk, collaboration=deal.collaboration_id, question=deal.question
    )
    record(event, by=None)
    settle(deal)


def _agree(deal: Deal) -> None:
    moved(deal, "answer", to="agreed")
    deal.save(update_fields=["state", "since"])
    forget(deal, package=False)
    picks = deal.picks.select_related("choice__term")
    event = PackageAgreed(
        subject=deal.pk, collaboration=deal.collaboration_id, question=deal.question,
        choices=tuple(f"{one.choice.term.name}: {one.choice.name}" for one in picks),
    )  # fmt: skip
    record(event, by=None)
    settle(deal)


def _close(deal: Deal, verb: str) -> None:
    moved(deal, verb, to="closed")
    deal.save(update_fields=["state", "since"])
    forget(deal, package=True)
    event = DealClosed(subject=deal.pk, collaboration=deal.collaboration_id, question=deal.question)
    record(event, by=None)
    settle(deal)
