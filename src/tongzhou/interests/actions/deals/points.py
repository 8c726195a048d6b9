"""Each side spreads 100 points over the open points and scores the ways; once in a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.interests import consistency, policy
from tongzhou.interests.actions.said import refuse
from tongzhou.interests.actions.turns import locked_row, moved, settle
from tongzhou.interests.consistency import Question
from tongzhou.interests.events.deals import DealComplete, PointsHandedIn
from tongzhou.interests.models import Deal, DealPoints, DealScore, DealSide, DealTerm
from tongzhou.interests.states import DEAL
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Person

WHOLE, BEST = 100, 10


@dataclass(frozen=True)
class Weights:
    """`points` by open point, `scores` by way. Never logged: `repr` says nothing."""

    points: Mapping[UUID, int]
    scores: Mapping[UUID, int]

    def __repr__(self) -> str:
        return "Weights(…)"


def hand_in(side: DealSide, weights: Weights, *, prefers: str, by: Person) -> Deal:
    """`prefers` answers the question that `question_for` asks; it has to fit the points."""
    with transaction.atomic():
        deal = locked_row(side.deal)
        row = DealSide.objects.select_related("department__head").get(pk=side.pk)
        standing = policy.voice(by, row.department)
        DEAL.check(deal.state, "hand_in")
        if row.handed_in_at:
            raise NotPossibleNow(
                _("%(department)s has handed in. Points are changed only in a new round, by all.")
                % {"department": row.department.name}
            )
        asked = question_for(deal, weights)
        if asked and not asked.fits(prefers):
            refuse("prefers", _("Your points say the opposite. Change the points, or your answer."))
        _keep(row, weights, by=by)
        event = PointsHandedIn(
            subject=deal.pk, collaboration=deal.collaboration_id, question=deal.question,
            department=DepartmentId(row.department_id),
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        if not deal.sides.filter(handed_in_at=None).exists():
            _complete(deal)
        settle(deal)
    return deal


def question_for(deal: Deal, weights: Weights) -> Question | None:
    """Refuses points that do not add up, and scores that leave nothing to weigh."""
    terms = list(deal.terms.prefetch_related("choices"))
    _require_sound(weights, terms)
    rows = [
        consistency.weighed(
            term.pk, weights.points[term.pk], weights.scores, [one.pk for one in term.choices.all()]
        )
        for term in terms
    ]
    if not any(row.swing for row in rows):
        refuse(
            "scores",
            _(
                "All ways are equally good for you: then there is nothing to weigh. Which is better?"
            ),
        )
    return consistency.question(rows)


def _keep(side: DealSide, weights: Weights, *, by: Person) -> None:
    DealPoints.objects.bulk_create(
        DealPoints(side=side, term_id=term, value=value) for term, value in weights.points.items()
    )
    DealScore.objects.bulk_create(
        DealScore(side=side, choice_id=one, value=value) for one, value in weights.scores.items()
    )
    side.handed_in_at, side.handed_in_by = clock.now(), by
    side.save(update_fields=["handed_in_at", "handed_in_by"])


def _complete(deal: Deal) -> None:
    moved(deal, "hand_in", to="counting")
    deal.save(update_fields=["state", "since"])
    event = DealComplete(
        subject=deal.pk, collaboration=deal.collaboration_id, question=deal.question
    )
    record(event, by=None)


def _require_sound(weights: Weights, terms: Sequence[DealTerm]) -> None:
    choices = {one.pk for term in terms for one in term.choices.all()}
    if set(weights.points) != {term.pk for term in terms} or not all(
        _is_whole(value, WHOLE) for value in weights.points.values()
    ):
        refuse("points", _("Give every open point a whole number of points, 0 to 100."))
    if (given := sum(weights.points.values())) != WHOLE:
        refuse("points", _("The points add up to %(given)s. Please spread 100.") % {"given": given})
    if set(weights.scores) != choices or not all(
        _is_whole(value, BEST) for value in weights.scores.values()
    ):
        refuse("scores", _("Give every way a whole number from 0 to 10."))


def _is_whole(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value <= most
