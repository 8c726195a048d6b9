"""The list of people, filtered; the number of queries does not grow with rows."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.org.models import Delegation, Department, Person, SecondHome
from tongzhou.org.queries.people import matching

ON_PAGE = 50
UNUSABLE = "!"
"""How the password of an account without one begins."""
SHOWN = (
    ("", _("Everybody here")),
    ("away", _("Away today")),
    ("rights", _("Administrators and auditors")),
    ("unable", _("Cannot sign in yet")),
    ("closed", _("Closed accounts")),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`department` is the id of one, with everything below it; `shown` is one of `SHOWN`."""

    text: str = ""
    department: str = ""
    shown: str = ""


def people_page(wanted: Wanted, *, by: Person, number: str = "1") -> Page[Any]:
    people = Person.objects.visible_to(by).select_related("department")
    people = people.annotate(stand_in=stand_in()).prefetch_related(
        "second_homes__department", "skills"
    )
    found = _shown(people, wanted.shown)
    if wanted.text:
        found = found.filter(matching(wanted.text))
    if wanted.department:
        found = found.filter(_within(wanted.department))
    return Paginator(found.order_by("pinyin", "login"), ON_PAGE).get_page(number)


def stand_in() -> Subquery:
    """Who stands in for a person today, by name."""
    away = Delegation.objects.on(clock.today()).filter(person=OuterRef("pk"))
    return Subquery(away.order_by("since", "id").values("delegate__name")[:1])


def _shown(people: QuerySet[Person], shown: str) -> QuerySet[Person]:
    match shown:
        case "closed":
            return people.filter(is_active=False)
        case "away":
            away = Delegation.objects.on(clock.today()).filter(person=OuterRef("pk"))
            return people.filter(Exists(away), is_active=True)
        case "unable":
            return people.filter(is_active=True, password__startswith=UNUSABLE)
        case "rights":
            return people.filter(Q(is_administrator=True) | Q(is_auditor=True), is_active=True)
        case _:
            return people.filter(is_active=True)


def _within(department: str) -> Q:
    """Everybody of one department and of those below it; nobody where there is no such one."""
    root = Department.objects.filter(pk=department).values_list("path", flat=True).first()
    if root is None:
        return Q(pk=None)
    also = SecondHome.objects.filter(department__path__startswith=root).values("person")
    return Q(department__path__startswith=root) | Q(pk__in=also)
