"""Who thanks whom, and who says whether it may be public."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.org.hierarchy import ancestors, stands_for
from tongzhou.org.models import Department, Person, SecondHome
from tongzhou.thanks.models import Thanks


def speaks_for(by: Person, case: Collaboration) -> list[Department]:
    """Departments of the collaboration whose people `by` belongs to or answers for."""
    if by.is_auditor:
        return []
    people = stands_for(by)
    own = (
        Q(pk=by.department_id)
        | Q(pk__in=SecondHome.objects.filter(person=by).values("department"))
        | Q(head__in=people)
        | Q(deputy__in=people)
        | Q(liaisons__person__in=people)
    )
    taking_part = Department.objects.filter(pk__in=case.parties.values("department"))
    found = list(taking_part.filter(own).distinct())
    return sorted(found, key=lambda one: (one.pk != by.department_id, one.path))


def giver_for(by: Person, person: Person, case: Collaboration) -> Department:
    """For which department the thanks are said: another one than that of the person thanked."""
    others = [one for one in speaks_for(by, case) if one.pk != person.department_id]
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
