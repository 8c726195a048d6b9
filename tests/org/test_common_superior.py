"""Who rules when two sides disagree: the head of the lowest department above both."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.company import Company
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.org import actions
from tongzhou.org.hierarchy import ancestors, common_superior
from tongzhou.org.models import Department, Person


def test_the_head_above_both_rules(company: Company) -> None:
    assert common_superior([company.marketing, company.product]) == company.chen_zong


def test_one_query_finds_the_superior(company: Company, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        common_superior([company.marketing, company.product, company.sales])


def test_between_a_department_and_its_own_group_the_head_of_the_department_rules(
    company: Company,
) -> None:
    group = actions.create_department(company.product, by=None, name="一组", code="g1")
    assert common_superior([company.product, group]) == company.wang
    assert common_superior([company.product, group], not_among=[company.wang]) == company.sun
    sides = [company.wang, company.sun]
    assert common_superior([company.product, group], not_among=sides) == company.chen_zong


@pytest.mark.check("T039")
def test_a_head_of_both_sides_does_not_rule_for_the_own_case(company: Company) -> None:
    actions.appoint_head(company.sales, by=company.administrator, person=company.li)
    superior = common_superior([company.marketing, company.sales], not_among=[company.li])
    assert superior == company.chen_zong


@pytest.mark.check("T039")
def test_a_vacant_or_closed_seat_is_skipped(company: Company) -> None:
    actions.retire(company.chen_zong, by=company.administrator)
    assert common_superior([company.marketing, company.sales]) is None
    actions.appoint_deputy(company.root, by=company.administrator, person=company.qian)
    assert common_superior([company.marketing, company.sales]) == company.qian


@pytest.mark.check("T039")
def test_a_department_never_comes_to_stand_below_itself(company: Company) -> None:
    group = actions.create_department(company.product, by=None, name="一组", code="g1")
    for target in (company.product, group):
        with pytest.raises(NotPossibleNow):
            actions.move_department(company.product, by=company.administrator, parent=target)


def test_moving_takes_everything_below_along(company: Company) -> None:
    group = actions.create_department(company.product, by=None, name="一组", code="g1")
    actions.move_department(company.product, by=company.administrator, parent=company.sales)
    assert Department.objects.get(pk=group.pk).path == "/hq/sales/product/g1/"
    assert company.product.path == "/hq/sales/product/"
    fresh = Department.objects.get(pk=group.pk)
    assert common_superior([fresh, company.sales]) == company.zhao


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int | None], list[bool], int, int]:
    """Parents by position, which seats are filled, and two sides."""
    size = draw(st.integers(2, 14))
    parents: list[int | None] = [None]
    parents += [draw(st.integers(0, place - 1)) for place in range(1, size)]
    filled = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    return parents, filled, draw(st.integers(0, size - 1)), draw(st.integers(0, size - 1))


@pytest.mark.check("T039")
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees())
def test_in_any_tree_the_lowest_filled_seat_above_both_rules(
    tree: tuple[list[int | None], list[bool], int, int],
) -> None:
    parents, filled, one, other = tree
    departments = _planted(parents, filled)
    above_one, above_other = _chain(parents, one), _chain(parents, other)
    shared = [place for place in above_one if place in above_other]
    expected = next((place for place in shared if filled[place]), None)
    found = common_superior([departments[one], departments[other]])
    assert (found and found.name) == (None if expected is None else f"head {expected}")
    assert [one.pk for one in ancestors(departments[one])] == [
        departments[place].pk for place in reversed(above_one)
    ]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees())
def test_any_move_keeps_the_tree_a_tree(
    tree: tuple[list[int | None], list[bool], int, int],
) -> None:
    parents, filled, one, other = tree
    departments = _planted(parents, filled)
    below_itself = one in _chain(parents, other)
    if below_itself:
        with pytest.raises(NotPossibleNow):
            actions.move_department(departments[one], by=None, parent=departments[other])
    else:
        actions.move_department(departments[one], by=None, parent=departments[other])
    mine = Department.objects.filter(pk__in=[one.pk for one in departments])
    for department in mine.select_related("parent"):
        above = department.parent.path if department.parent else "/"
        assert department.path == f"{above}{department.code}/"


def _planted(parents: list[int | None], filled: list[bool]) -> list[Department]:
    run = uuid4().hex[:8]
    planted: list[Department] = []
    for place, parent in enumerate(parents):
        above = planted[parent] if parent is not None else None
        code = f"{run}-{place}"
        path = f"{above.path if above else '/'}{code}/"
        planted.append(Department.objects.create(name=code, code=code, parent=above, path=path))
    for place, department in enumerate(planted):
        if filled[place]:
            department.head = Person.objects.create(
                login=f"{run}{place}", name=f"head {place}", department=department
            )
            department.save(update_fields=["head"])
    return planted


def _chain(parents: list[int | None], place: int) -> list[int]:
    """From the place itself up to the root."""
    found = [place]
    while (above := parents[found[-1]]) is not None:
        found.append(above)
    return found


@st.composite
def companies(draw: st.DrawFn) -> tuple[list[int | None], list[str], list[int], set[int]]:
    """Parents, how each head's seat is filled, which sides, and who takes part in the quarrel."""
    size = draw(st.integers(2, 10))
    parents: list[int | None] = [None]
    parents += [draw(st.integers(0, place - 1)) for place in range(1, size)]
    ways = st.sampled_from(["head", "vacant", "left", "acting", "deputy only"])
    seats = draw(st.lists(ways, min_size=size, max_size=size))
    places = st.integers(0, size - 1)
    sides = draw(st.lists(places, min_size=1, max_size=4))
    return parents, seats, sides, draw(st.sets(places, max_size=3))


@pytest.mark.check("T039")
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(companies())
def test_vacancies_closed_accounts_and_acting_heads_on_the_way_up(
    drawn: tuple[list[int | None], list[str], list[int], set[int]],
) -> None:
    """The lowest department above all sides whose seat is filled by somebody outside the quarrel."""
    parents, seats, sides, among = drawn
    departments = _planted(parents, [seat in ("head", "left") for seat in seats])
    for place, seat in enumerate(seats):
        _seat(departments[place], seat)
    departments = list(Department.objects.in_bulk([one.pk for one in departments]).values())
    by_code = {int(one.code.rsplit("-", 1)[1]): one for one in departments}
    quarrel = [
        one for place in among for one in (by_code[place].head, by_code[place].deputy) if one
    ]
    chains = [_chain(parents, side) for side in sides]
    shared = [place for place in chains[0] if all(place in chain for chain in chains)]
    able = [
        place for place in shared if seats[place] not in ("vacant", "left") and place not in among
    ]
    found = common_superior([by_code[side] for side in sides], not_among=quarrel)
    expected = by_code[able[0]] if able else None
    assert found == (expected and (expected.head or expected.deputy))


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees(), st.data())
def test_dissolving_keeps_everybody_below_a_living_superior(
    tree: tuple[list[int | None], list[bool], int, int], data: st.DataObject
) -> None:
    """Whatever is dissolved into whatever: no circle, no lost person, paths that fit."""
    parents, filled, _one, _other = tree
    departments = _planted(parents, filled)
    keys = [one.pk for one in departments]
    people = Person.objects.filter(department__in=keys).count()
    for _step in range(data.draw(st.integers(1, 4))):
        ending, heir = (data.draw(st.sampled_from(departments)) for _side in range(2))
        try:
            actions.dissolve_department(ending, by=None, successor=heir)
        except (NotPossibleNow, Invalid):
            continue
    rows = Department.objects.filter(pk__in=keys).select_related("parent", "successor")
    for row in rows:
        above = row.parent.path if row.parent else "/"
        assert row.path == f"{above}{row.code}/"
        assert not (row.parent and row.dissolved_at is None and row.parent.dissolved_at)
        if row.successor:
            assert row.successor.dissolved_at is None
            assert (row.head_id, row.parent_id) == (row.successor.head_id, row.successor_id)
    assert Person.objects.filter(department__in=rows.filter(dissolved_at=None)).count() == people


def _seat(department: Department, seat: str) -> None:
    person = Person(
        login=f"s{department.code}", name=seat, department=department, is_active=seat != "left"
    )
    if seat == "left":
        Person.objects.filter(pk=department.head_id).update(is_active=False)
    elif seat == "acting":
        person.save()
        today = clock.today()
        actions.name_acting_head(department, by=None, person=person, since=today, until=today)
    elif seat == "deputy only":
        person.save()
        actions.appoint_deputy(department, by=None, person=person)
