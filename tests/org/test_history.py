"""What ends is kept with its dates: who led, what it was called, where it stood on a day."""

from datetime import date, datetime, timedelta
from types import ModuleType
from uuid import UUID

import pytest

from tests.at_once import at_once
from tests.company import Company
from tests.company import build as build_company
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.audience import listeners
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.actions.acting import turn_the_day
from tongzhou.org.hierarchy import common_superior
from tongzhou.org.models import Department, FormerName, FormerSeat, Liaison, Person
from tongzhou.org.queries.past import NamesThen, NameThen, Past

DAY = timedelta(days=1)


def names(past: Past) -> dict[str, str | None]:
    """Every department of that day with the one above it."""
    by_key = {one.id: one for one in past.departments}
    return {
        one.name: by_key[one.parent_id].name if one.parent_id else None for one in past.departments
    }


def seats(past: Past, name: str) -> tuple[str | None, str | None, list[str]]:
    [one] = [one for one in past.departments if one.name == name]
    return one.head, one.deputy, [row["name"] for row in one.liaisons]


def test_a_day_shows_the_name_the_place_and_the_seats_it_had(
    company: Company, clock: ModuleType
) -> None:
    before = clock.today()
    clock.advance(DAY)
    by = company.administrator
    actions.rename_department(company.sales, by=by, name="营销中心")
    actions.move_department(company.sales, by=by, parent=company.product)
    actions.appoint_head(company.sales, by=by, person=company.wu)
    actions.release_liaison(company.sales, by=by, person=company.zhou)
    actions.appoint_liaison(company.sales, by=by, person=company.zhao)
    then, now = Past(before), Past(clock.today())
    assert names(then)["销售部"] == "总公司"
    assert seats(then, "销售部") == ("赵刚", None, ["周婷"])
    assert names(now)["营销中心"] == "产品部"
    assert seats(now, "营销中心") == ("吴凡", None, ["赵刚"])


def test_a_vacant_seat_was_vacant_on_its_days(company: Company, clock: ModuleType) -> None:
    by = company.administrator
    actions.appoint_head(company.sales, by=by, person=None)
    vacant = clock.today()
    clock.advance(3 * DAY)
    actions.appoint_head(company.sales, by=by, person=company.wu)
    assert seats(Past(vacant), "销售部")[0] is None
    assert seats(Past(vacant + 3 * DAY), "销售部")[0] == "吴凡"
    assert seats(Past(vacant - DAY), "销售部")[0] == "赵刚"


def test_what_began_and_ended_at_one_moment_never_was(company: Company, clock: ModuleType) -> None:
    by = company.administrator
    for name in ("一", "二", "三"):
        actions.rename_department(company.sales, by=by, name=name)
    kept = FormerName.objects.filter(department=company.sales)
    assert [one.name for one in kept] == ["销售部"]


def test_a_department_is_not_there_before_it_was_founded(
    company: Company, clock: ModuleType
) -> None:
    before = clock.today()
    clock.advance(DAY)
    actions.create_department(company.sales, by=None, name="直播组", code="live")
    assert "直播组" not in names(Past(before))
    assert names(Past(clock.today()))["直播组"] == "销售部"


def test_people_are_counted_where_they_were(company: Company, clock: ModuleType) -> None:
    before = clock.today()
    clock.advance(DAY)
    by = company.administrator
    actions.move_person(company.wu, by=by, to=company.finance)
    actions.create_person(company.sales, by=by, login="new", name="新人")
    actions.retire(company.xu, by=by)
    then = {one.name: one.people for one in Past(before).departments}
    now = {one.name: one.people for one in Past(clock.today()).departments}
    assert (then["销售部"], then["财务部"], then["客服部"]) == (3, 2, 3)
    assert (now["销售部"], now["财务部"], now["客服部"]) == (3, 3, 2)


def test_departments_beside_each_other_have_names_of_their_own(company: Company) -> None:
    by = company.administrator
    with pytest.raises(Invalid, match="市场部"):
        actions.rename_department(company.sales, by=by, name=" 市场部 ")
    with pytest.raises(Invalid, match="市场部"):
        actions.create_department(company.sales.parent, by=by, name="市场部", code="marketing2")
    below = actions.create_department(company.sales, by=by, name="市场部", code="sales-marketing")
    assert below.parent == company.sales


def test_a_signature_shows_the_name_of_its_day(company: Company, clock: ModuleType) -> None:
    signed = clock.now()
    clock.advance(DAY)
    actions.rename_department(company.sales, by=company.administrator, name="营销中心")
    found = NamesThen([Department.objects.get(pk=company.sales.pk)])
    assert found.at(company.sales.pk, signed) == NameThen("销售部", "销售部印")
    assert found.at(company.sales.pk, clock.now()) == NameThen("营销中心", "营销中心印")


class TestDissolving:
    @pytest.fixture(autouse=True)
    def dissolved(self, company: Company, clock: ModuleType) -> None:
        self.group = actions.create_department(company.service, by=None, name="投诉组", code="c1")
        self.before = clock.today()
        clock.advance(DAY)
        actions.dissolve_department(
            company.service, by=company.administrator, successor=company.sales
        )

    def test_people_and_what_is_below_pass_to_the_successor(self, company: Company) -> None:
        assert not Person.objects.filter(department=company.service).exists()
        assert Person.objects.get(pk=company.huang.pk).department == company.sales
        assert Department.objects.get(pk=self.group.pk).path == "/hq/sales/c1/"

    def test_the_successors_people_fill_its_seats(self, company: Company) -> None:
        ended = Department.objects.get(pk=company.service.pk)
        assert ended.head == company.zhao
        assert [one.person for one in ended.liaisons.all()] == [company.zhou]
        kinds = set(Entry.objects.filter(subject=ended.pk).values_list("kind", flat=True))
        assert {"department.dissolved", "department.head_appointed"} <= kinds

    def test_seats_filled_later_are_filled_there_too(self, company: Company) -> None:
        by = company.administrator
        actions.appoint_head(company.sales, by=by, person=company.wu)
        actions.appoint_liaison(company.sales, by=by, person=company.wu)
        actions.release_liaison(company.sales, by=by, person=company.zhou)
        ended = Department.objects.get(pk=company.service.pk)
        assert ended.head == company.wu
        assert [one.person for one in ended.liaisons.all()] == [company.wu]

    def test_a_chain_of_successors_ends_at_the_living_one(self, company: Company) -> None:
        actions.dissolve_department(
            company.sales, by=company.administrator, successor=company.marketing
        )
        ended = Department.objects.get(pk=company.service.pk)
        assert (ended.successor, ended.head) == (company.marketing, company.li)
        assert ended.path == "/hq/marketing/service/"

    def test_the_tree_shows_it_until_its_day_and_not_after(
        self, company: Company, clock: ModuleType
    ) -> None:
        assert names(Past(self.before))["投诉组"] == "客服部"
        assert seats(Past(self.before), "客服部")[0] == "陈静"
        assert "客服部" not in names(Past(clock.today()))

    def test_nothing_can_be_done_with_it_any_more(self, company: Company) -> None:
        by = company.administrator
        acts = [
            lambda: actions.rename_department(company.service, by=by, name="新"),
            lambda: actions.appoint_head(company.service, by=by, person=company.wu),
            lambda: actions.move_department(company.service, by=by, parent=company.root),
            lambda: actions.move_department(company.product, by=by, parent=company.service),
            lambda: actions.create_person(company.service, by=by, login="n", name="新"),
            lambda: actions.create_department(company.service, by=by, name="新", code="n"),
            lambda: actions.dissolve_department(
                company.service, by=by, successor=company.product
            ),
        ]  # fmt: skip
        for act in acts:
            with pytest.raises(NotPossibleNow):
                act()


def test_a_department_is_not_dissolved_into_itself_or_its_own_group(company: Company) -> None:
    by = company.administrator
    group = actions.create_department(company.service, by=None, name="投诉组", code="c1")
    for successor in (company.service, None):
        with pytest.raises(Invalid):
            actions.dissolve_department(company.service, by=by, successor=successor)
    with pytest.raises(NotPossibleNow):
        actions.dissolve_department(company.service, by=by, successor=group)
    with pytest.raises(Refused):
        actions.dissolve_department(company.service, by=company.chen, successor=company.sales)


class TestActingHead:
    def test_from_its_first_day_the_acting_head_has_the_seat(
        self, company: Company, clock: ModuleType
    ) -> None:
        by, start = company.administrator, clock.today() + DAY
        actions.name_acting_head(
            company.sales, by=by, person=company.wu, since=start, until=start + DAY
        )
        turn_the_day()
        assert self.head(company) == (company.zhao, None)
        clock.advance(DAY)
        turn_the_day()
        turn_the_day()
        assert self.head(company) == (company.wu, start + DAY)
        clock.advance(2 * DAY)
        turn_the_day()
        assert self.head(company) == (company.zhao, None)
        kept = FormerSeat.objects.filter(department=company.sales, role="head", acting=True)
        assert [one.person for one in kept] == [company.wu]
        assert Past(start).acting_until(company.sales.pk) == start + DAY

    def test_a_vacancy_has_a_superior_while_somebody_acts(
        self, company: Company, clock: ModuleType
    ) -> None:
        by = company.administrator
        actions.appoint_head(company.root, by=by, person=None)
        sides = [company.marketing, company.sales]
        assert common_superior(sides) is None
        acting = self.begin(company.root, company.qian, by)
        assert common_superior(sides) == company.qian
        actions.end_acting(acting, by=by)
        assert common_superior(sides) is None
        with pytest.raises(NotPossibleNow):
            actions.end_acting(acting, by=by)

    def test_a_head_appointed_for_good_ends_it(self, company: Company, clock: ModuleType) -> None:
        by = company.administrator
        self.begin(company.sales, company.wu, by)
        clock.advance(DAY)
        actions.appoint_head(company.sales, by=by, person=company.wu)
        assert self.head(company) == (company.wu, None)
        clock.advance(30 * DAY)
        turn_the_day()
        assert self.head(company) == (company.wu, None)

    def test_who_got_the_seat_meanwhile_keeps_it(self, company: Company, clock: ModuleType) -> None:
        by = company.administrator
        self.begin(company.sales, company.wu, by)
        actions.retire(company.wu, by=by, successor=company.zhou)
        clock.advance(5 * DAY)
        turn_the_day()
        assert self.head(company) == (company.zhou, None)

    def test_days_that_make_no_sense_are_refused(self, company: Company, clock: ModuleType) -> None:
        by, today = company.administrator, clock.today()
        self.begin(company.sales, company.wu, by)
        wrong = [
            (company.zhou, today, today + DAY, "since"),
            (company.zhou, today - 3 * DAY, today - DAY, "until"),
            (company.zhou, today, today + 400 * DAY, "until"),
        ]
        for person, since, until, field in wrong:
            with pytest.raises(Invalid) as refused:
                actions.name_acting_head(
                    company.sales, by=by, person=person, since=since, until=until
                )
            assert list(refused.value.errors) == [field]
        with pytest.raises(Refused):
            self.begin(company.product, company.wu, company.li)

    def begin(self, department: Department, person: Person, by: Person) -> object:
        from tongzhou.core import clock

        today = clock.today()
        return actions.name_acting_head(
            department, by=by, person=person, since=today, until=today + DAY
        )

    def head(self, company: Company) -> tuple[Person | None, date | None]:
        row = Department.objects.get(pk=company.sales.pk)
        return row.head, row.acting_until


def test_departments_change_place_among_their_siblings(company: Company) -> None:
    by = company.administrator
    actions.order_departments(company.sales, by=by, place="up")
    below = Department.objects.filter(parent=company.root).order_by("position")
    assert [one.name for one in below] == ["市场部", "销售部", "产品部", "客服部", "财务部"]
    with pytest.raises(NotPossibleNow):
        actions.order_departments(company.finance, by=by, place="down")
    with pytest.raises(Refused):
        actions.order_departments(company.sales, by=company.zhao, place="up")


@pytest.mark.django_db(transaction=True)
def test_dissolved_into_each_other_at_once_one_remains() -> None:
    company = build_company()
    outcomes = at_once(
        lambda: actions.dissolve_department(company.sales, by=None, successor=company.product),
        lambda: actions.dissolve_department(company.product, by=None, successor=company.sales),
    )
    assert len([one for one in outcomes if isinstance(one, Exception)]) == 1
    assert Department.objects.living().count() == 5
    assert Liaison.objects.filter(department__dissolved_at=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_nobody_moves_into_a_department_while_it_is_dissolved() -> None:
    company = build_company()
    at_once(
        lambda: actions.dissolve_department(company.sales, by=None, successor=company.product),
        lambda: actions.move_person(company.feng, by=None, to=company.sales),
        lambda: actions.move_person(company.xu, by=None, to=company.sales),
    )
    assert not Person.objects.filter(department=company.sales).exists()


def test_a_moment_is_one_of_the_organisations_zone(company: Company, clock: ModuleType) -> None:
    """Renamed at 23:30 in Shanghai: that day ends with the new name."""
    day = clock.today()
    clock.move_to(datetime(day.year, day.month, day.day, 23, 30, tzinfo=clock.zone()))
    actions.rename_department(company.sales, by=company.administrator, name="营销中心")
    assert "营销中心" in names(Past(day))
    assert "销售部" in names(Past(day - DAY))


def test_a_new_code_takes_everything_below_along(company: Company) -> None:
    by = company.administrator
    group = actions.create_department(company.sales, by=by, name="一组", code="g1")
    actions.recode_department(company.sales, by=by, code=" Channel ")
    assert company.sales.path == "/hq/channel/"
    assert Department.objects.get(pk=group.pk).path == "/hq/channel/g1/"
    with pytest.raises(Invalid) as refused:
        actions.recode_department(company.sales, by=by, code="finance")
    assert list(refused.value.errors) == ["code"]
    with pytest.raises(Refused):
        actions.recode_department(company.sales, by=company.zhao, code="x")


def test_those_concerned_hear_of_what_changes(company: Company, clock: ModuleType) -> None:
    by = company.administrator
    actions.rename_department(company.sales, by=by, name="渠道中心")
    assert _heard() == {company.zhao.pk, company.zhou.pk}
    actions.appoint_head(company.sales, by=by, person=company.wu)
    assert _heard() == {company.zhao.pk, company.wu.pk}
    actions.dissolve_department(company.service, by=by, successor=company.sales)
    entry = Entry.objects.get(kind="department.dissolved")
    came = {company.chen.pk, company.huang.pk, company.xu.pk}
    assert listeners(entry) == {company.wu.pk, company.zhou.pk, *came}


def _heard() -> set[UUID]:
    return listeners(Entry.objects.latest("seq"))
