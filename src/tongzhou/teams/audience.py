"""Who hears about a virtual team."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department
from tongzhou.teams.models import Team


@heard_by("team.person_asked_for", "team.loan_reminded", "team.person_released")
def home_heads(entry: Entry) -> Iterable[UUID]:
    home = Department.objects.filter(pk=entry.payload["department"]).first()
    return [one for one in (home.head_id, home.deputy_id) if one] if home else []


@heard_by("team.loan_signed", "team.loan_declined", "team.loan_reminded")
def leader(entry: Entry) -> Iterable[UUID]:
    return Team.objects.filter(pk=entry.subject).values_list("leader", flat=True)


@heard_by("team.loan_signed", "team.person_released")
def whoever_is_lent(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


@heard_by(
    "team.started", "team.renewed", "team.expiring", "team.expired", "team.ended",
    "team.renewal_asked", "team.handed_over",
)  # fmt: skip
def everybody_in_it(entry: Entry) -> Iterable[UUID]:
    """The leader, who works in it, and the heads who lend them."""
    team = Team.objects.filter(pk=entry.subject).first()
    if team is None:
        return
    yield team.leader_id
    for person, head in team.loans.exclude(state="declined").values_list("person", "home__head"):
        yield person
        if head:
            yield head
