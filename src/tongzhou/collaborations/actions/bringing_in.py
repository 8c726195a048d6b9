"""Who is asked takes part, and sees what they are asked about."""

from tongzhou.collaborations.actions.contents import open_to_parties
from tongzhou.collaborations.events.cases import PartyAdded, PersonNamed
from tongzhou.collaborations.models import Collaboration, Named, Party
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.models import Department, Person


def bring_in(case: Collaboration, department: Department, *, by: Person | None) -> None:
    """A party from now on; of a confidential collaboration its head and liaisons see it."""
    _party, is_new = Party.objects.get_or_create(
        collaboration=case, department=department, defaults={"position": case.parties.count()}
    )
    if is_new:
        key = DepartmentId(department.pk)
        record(PartyAdded(subject=case.pk, collaboration=case.pk, department=key), by=by)
        if case.state != "draft":
            open_to_parties(case, by=by)


def bring_in_person(
    case: Collaboration,
    person: Person,
    *,
    by: Person | None,
    why: Named.Why = Named.Why.ASKED,
) -> None:
    """Whoever has to move in a confidential collaboration is named in it; `by` None: the clock."""
    if case.visibility != Collaboration.Visibility.CONFIDENTIAL:
        return
    if case.named.filter(person=person).exists():
        return
    Named.objects.create(collaboration=case, person=person, why=why)
    people = (PersonId(person.pk),)
    record(PersonNamed(subject=case.pk, collaboration=case.pk, people=people), by=by)
