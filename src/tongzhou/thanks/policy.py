"""Who thanks whom, and who says whether it may be public."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.org.hierarchy import ancestors, roots_of, stands_for
from tongzhou.org.models import Department, Person
from tongzhou.thanks.models import Thanks
from tongzhou.thanks.sides import Sides


def speaks_for(by: Person, case: Collaboration, sides: Sides) -> list[Department]:
    """Departments of the collaboration whose people `by` belongs to or answers for, also in a team
    below; whoever is in charge speaks for the one that began it."""
    if by.is_auditor:
        return []
    own = {sides.of(case.pk, path) for path in roots_of(by)}
    if case.person_in_charge_id in {one.pk for one in stands_for(by)}:
        own.add(case.department_id)
    at_home = sides.of(case.pk, by.department.path)
    found = [one for one in sides.parties(case.pk) if one.pk in own]
    return sorted(found, key=lambda one: (one.pk != at_home, one.path))


def giver_for(by: Person, person: Person, case: Collaboration) -> Department:
    """For which department the thanks are said: another one than that of the person thanked."""
    sides = Sides([case.pk])
    theirs = sides.of(case.pk, person.department.path)
    others = [one for one in speaks_for(by, case, sides) if one.pk != theirs]
    if not others or by.pk == person.pk:
        raise Refused(_("People of the other departments that take part say thanks."))
    return others[0]


def may_decide(by: Person, thanks: Thanks) -> Verdict:
    """Whether it may be read by everybody; nobody decides that for somebody else."""
    return allow_if(by.pk == thanks.person_id, _("Only the person thanked decides this."))


def leader_of(person: Person) -> Person | None:
    """Who is to hear what somebody did: the head, or for a head the next one above."""
    for department in reversed(ancestors(person.department)):
        for leader in (department.head, department.deputy):
            if leader and leader.is_active and leader.pk != person.pk:
                return leader
    return None
