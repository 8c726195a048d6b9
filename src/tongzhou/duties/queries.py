"""What the pages of the register show."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from tongzhou.duties import policy
from tongzhou.duties.models import Duty
from tongzhou.duties.origins import where
from tongzhou.duties.states import DUTY
from tongzhou.journal import queries as journal
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import names_of
from tongzhou.org.reading import counted_by, read_by
from tongzhou.org.standing import as_head

PAGE = 50
OPEN = ("gap", "contested")


def counts(person: Person) -> dict[str, int]:
    rows = Duty.objects.visible_to(person).order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def listing(person: Person, *, state: str, q: str, department: str, page: str) -> Page[Duty]:
    rows = Duty.objects.visible_to(person).select_related("owner", "superior")
    rows = rows.filter(state=state) if state else rows.exclude(state="retired")
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(description__icontains=q))
    if key := _key(department):
        rows = rows.filter(Q(owner=key) | Q(concerns__department=key)).distinct()
    return Paginator(rows.prefetch_related("claims__department"), PAGE).get_page(page)


def open_duties(person: Person) -> QuerySet[Duty]:
    """What no single department owns; the one that waits longest first."""
    rows = Duty.objects.visible_to(person).filter(state__in=OPEN).select_related("superior")
    return rows.prefetch_related("claims__department", "concerns__department").order_by("due_at")


def _held_by(person: Person) -> QuerySet[Duty]:
    """Duties this person, or whom this person stands in for, has to find an owner for."""
    return Duty.objects.filter(state__in=OPEN, superior__in=stands_for(person)).order_by("due_at")


held_by = read_by(_held_by)


@counted_by
def held_count(person: Person) -> QuerySet[Duty, Any]:
    return _held_by(person).order_by().values_list("pk")


def page(duty: Duty, person: Person) -> dict[str, Any]:
    claims = list(duty.claims.select_related("department", "by", "on_behalf_of"))
    standing = [claim for claim in claims if claim.given_up_at is None]
    holding = {claim.department_id for claim in standing}
    led = departments_led_by(person)
    return {
        "duty": duty,
        "state": DUTY.state(duty.state),
        "claims": standing,
        "concerned": [one.department for one in duty.concerns.select_related("department")],
        "tenures": duty.tenures.select_related("department", "by"),
        "origin": where(duty.found_in, duty.found_at, person),
        "lines": journal.of_subject(duty.pk, names=names_of),
        "may_claim": [one for one in led if one.pk not in holding and duty.state != "retired"],
        "may_give_up": [one for one in led if one.pk in holding and duty.state != "retired"],
        "may_assign": policy.may_assign(person, duty) if duty.state in OPEN else None,
        "may_revise": duty.state != "retired" and bool(policy.may_revise(person, duty)),
        "may_retire": duty.state != "retired" and bool(policy.may_retire(person, duty)),
    }


def departments_led_by(person: Person) -> list[Department]:
    """Those for which this person may take something on."""
    people = stands_for(person)
    rows = (
        Department.objects.living().filter(Q(head__in=people) | Q(deputy=person)).order_by("path")
    )
    return [one for one in rows if as_head(person, one)]


def all_departments() -> QuerySet[Department]:
    return Department.objects.living().order_by("path")


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
