"""The collaborations behind a figure."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from tongzhou.insight.queries.standing import past_named
from tongzhou.insight.scope import Scope
from tongzhou.insight.tables import Named
from tongzhou.org.models import Department
from tongzhou.past.models import Source

MOST = 500


def behind(
    scope: Scope, *, initiator: UUID | None, partner: UUID | None, together: list[UUID]
) -> list[tuple[Named, str]]:
    """Newest first; at most `MOST` of each kind, which a page of rows never needs more of."""
    live = _narrowed(scope.live(), initiator, partner, together).order_by("-created_at")
    past = _narrowed(scope.past(), initiator, partner, together).order_by("-filed_on", "place")
    found = [
        (
            Named(one.number, one.name, reverse("collaboration", args=[one.pk])),
            str(one.get_state_display()),
        )
        for one in live[:MOST]
    ]
    found += [
        (past_named(one.key, one.title, one.pk), one.state) for one in past.defer("body")[:MOST]
    ]
    return found


def departments(ids: list[UUID]) -> list[Department]:
    return list(Department.objects.filter(pk__in=ids))


def sources() -> list[Source]:
    """Other houses whose history was taken over."""
    return list(Source.objects.order_by("name", "key"))


def _narrowed(
    cases: Any, initiator: UUID | None, partner: UUID | None, together: list[UUID]
) -> Any:
    """Each department is a question of its own: both take part, not one of the two."""
    if initiator:
        cases = cases.filter(parties__department=initiator, parties__is_initiator=True)
    if partner:
        cases = cases.filter(parties__department=partner, parties__is_initiator=False)
    for department in together:
        cases = cases.filter(parties__department=department)
    return cases
