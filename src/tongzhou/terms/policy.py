"""Who says what a word means in a department."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_liaison


def standing_of_liaison(by: Person, department: Department) -> Standing:
    """In which capacity `by` speaks for the department; raises `Refused`."""
    standing = as_liaison(by, department)
    if standing is None:
        raise Refused(
            _("Only the liaison or head of %(department)s says what a word means there.")
            % {"department": department.name}
        )
    return standing


def may_word(by: Person) -> Verdict:
    """For any department at all."""
    return allow_if(
        bool(departments_spoken_for(by)),
        _("Liaisons and heads say what words mean in their departments."),
    )


def departments_spoken_for(by: Person) -> list[Department]:
    people = stands_for(by)
    seats = Q(head__in=people) | Q(deputy__in=people) | Q(liaisons__person__in=people)
    rows = Department.objects.living().filter(seats).distinct().order_by("path")
    return [one for one in rows.select_related("head", "deputy") if as_liaison(by, one)]
