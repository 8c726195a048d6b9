"""When a seat is filled anew or somebody leaves, open matters follow whoever answers now."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import asks
from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.collaborations.actions.contents import open_to_parties
from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.actions.turns import settle
from tongzhou.collaborations.models import Ball, Collaboration

CONFIDENTIAL = Collaboration.Visibility.CONFIDENTIAL
OVER = ("draft", "discarded", "archived")


def turn_to_present_people(department: UUID) -> None:
    """New heads and liaisons see what their department takes part in, and answer its requests."""
    taken_part = Collaboration.objects.filter(parties__department=department)
    asked = Ball.objects.filter(kind="ask", department=department).values("collaboration")
    touched = taken_part.filter(Q(visibility=CONFIDENTIAL) | Q(pk__in=asked))
    for found in touched.exclude(state__in=OVER).order_by("pk"):
        with transaction.atomic():
            case = locked(found)
            open_to_parties(case, by=None)
            for ask in (
                asks.open_in(case)
                .filter(department=department)
                .select_related("department__head", "department__deputy", "person")
            ):
                ask.collaboration = case
                settle(ask)


def hand_over_from(person: UUID) -> None:
    """Nothing waits for somebody who has left: it passes to whoever is next in line."""
    for found in Collaboration.objects.filter(balls__person=person).distinct().order_by("pk"):
        with transaction.atomic():
            case = locked(found)
            held = Ball.objects.select_for_update(of=("self",)).filter(collaboration=case)
            related = ("person", "deputy", "department__head", "department__deputy")
            for ball in held.filter(person=person).select_related(*related):
                follower = balls.next_in_line(ball, case)
                if follower:
                    bring_in_person(case, follower, by=None)
                    balls.pass_up(ball, to=follower, step=ball.step)
