from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Exists, F, OuterRef, QuerySet

from tests.company import Company
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared, PreparedCount
from tongzhou.org.models import Delegation, Department, Person
from tongzhou.org.reading import counted_by, read_by

pytestmark = pytest.mark.django_db


def of_department(department: UUID, login: str) -> QuerySet[Person]:
    rows = Person.objects.filter(department=department, login__gte=login)
    return rows.select_related("department__head").order_by("login")


def test_it_answers_as_the_query_set_does(company: Company) -> None:
    ask = Prepared(of_department)
    for department in (company.marketing, company.product):
        for login in ("", "m", "z"):
            found = ask(department.pk, login)
            assert found == list(of_department(department.pk, login))
            assert [one.department.head for one in found] == [department.head] * len(found)
    assert len(ask.known) == 1


def test_every_number_of_keys_is_a_shape_of_its_own(company: Company) -> None:
    ask = Prepared(lambda keys: Person.objects.filter(pk__in=keys).values_list("login", flat=True))
    everybody = tuple(Person.objects.values_list("pk", flat=True))
    for count in (0, 1, 2, len(everybody)):
        assert sorted(ask(everybody[:count])) == sorted(
            Person.objects.filter(pk__in=everybody[:count]).values_list("login", flat=True)
        )


def test_days_and_flags_count(company: Company) -> None:
    today = clock.today()
    Delegation.objects.create(
        person=company.li, delegate=company.wang, since=today, until=today + timedelta(days=3)
    )

    def build(day: date, active: bool) -> QuerySet[Delegation, Any]:
        rows = Delegation.objects.on(day).filter(person__is_active=active)
        inside = Delegation.objects.filter(pk=OuterRef("pk"), until__gt=day)
        return rows.values("since", name=F("person__name"), more=Exists(inside))

    ask = Prepared(build)
    for back in (-1, 0, 3, 4):
        day = today + timedelta(days=back)
        assert ask(day, True) == list(build(day, True))
        assert ask(day, False) == []


def test_a_value_that_would_be_changed_on_its_way_is_refused(company: Company) -> None:
    ask = Prepared(lambda text: Person.objects.filter(name__icontains=text))
    with pytest.raises(TypeError):
        ask("李")


def test_it_counts(company: Company) -> None:
    ask = PreparedCount(lambda key: Person.objects.filter(department=key).values_list("pk"))
    assert ask(company.marketing.pk) == company.marketing.people.count()
    nothing = PreparedCount(lambda: Department.objects.none().values_list("pk"))
    assert nothing() == 0


@pytest.mark.check("T021")
def test_what_a_reader_sees_follows_rights_at_once(company: Company) -> None:
    build = lambda person: Collaboration.objects.visible_to(person).order_by("pk")  # noqa: E731
    see, count = read_by(build), counted_by(lambda person: build(person).values_list("pk"))
    now = clock.now()
    case = Collaboration.objects.create(
        number="协-2026-0900", name="只给看得见的人", department=company.marketing,
        person_in_charge=company.li, state="asking", visibility="confidential",
        created_by=company.li, created_at=now, state_since=now, changed_at=now,
    )  # fmt: skip
    for person in Person.objects.select_related("department"):
        assert see(person) == list(build(person))
        assert count(person) == len(see(person))
    outsider = Person.objects.get(pk=company.wang.pk)
    assert case not in see(outsider)
    case.named.create(person=outsider, why="member")
    assert case in see(outsider)
    outsider.is_auditor = True
    assert len(see(outsider)) == Collaboration.objects.count()
