"""Departments that a change request names and that took no part: they must see what they sign."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import ChangeRequest, Seat
from tongzhou.collaborations.events.cases import PartyRemoved
from tongzhou.collaborations.models import Ask, Party
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department
from tongzhou.plans.actions.parties import bring_in
from tongzhou.plans.models import Role, Support, Task


def welcome(change: ChangeRequest, after: Mapping[UUID, Content]) -> None:
    """They are parties while the request is open, and sign the shared terms as well."""
    bring_in(change.collaboration, sorted(_named(after.values())), by=None)


def see_off(change: ChangeRequest) -> None:
    """The request came to nothing: whoever took part for its sake alone takes part no more."""
    case = change.collaboration
    named = {
        UUID(key)
        for line in change.lines.filter(field__in=("department", "supports"))
        for key in ([line.new] if line.field == "department" else line.new)
    }
    signed = Seat.objects.filter(row__version=change.base, row__kind="terms")
    named -= set(signed.values_list("department", flat=True))
    named -= _otherwise_here(change)
    for party in Party.objects.filter(collaboration=case, department__in=named, is_initiator=False):
        key = DepartmentId(party.department_id)
        party.delete()
        record(PartyRemoved(subject=case.pk, collaboration=case.pk, department=key), by=None)


def _named(contents: Iterable[Content]) -> set[UUID]:
    found: set[UUID] = set()
    for content in contents:
        found |= {UUID(content["department"]), *map(UUID, content["supports"])}
    return set(Department.objects.filter(pk__in=found).values_list("pk", flat=True))


def _otherwise_here(change: ChangeRequest) -> set[UUID]:
    """By a row, a support, a request, or as those who are kept informed."""
    case = change.collaboration_id
    here: set[UUID] = set()
    for rows in (
        Task.objects.standing().filter(collaboration=case),
        Support.objects.filter(task__collaboration=case, task__removed_at=None),
        Role.objects.filter(task__collaboration=case, department__isnull=False),
        Ask.objects.filter(collaboration=case),
    ):
        here |= set(rows.order_by().values_list("department", flat=True))
    return here
