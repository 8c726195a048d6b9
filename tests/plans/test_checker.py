from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.checker import AskFact, Candidate, Facts, blocking, check
from tongzhou.plans.checker.between import earliest
from tongzhou.plans.checker.cells import is_checkable, vague_word
from tongzhou.plans.rows import DepartmentRef, Row, Seat, Wait

SALES = DepartmentRef(uuid4(), "销售部", 1, "/hq/sales/")
SERVICE = DepartmentRef(uuid4(), "客服部", 2, "/hq/service/")
HEAD = Candidate(uuid4(), "赵刚")


def seat(name: str = "周婷", *, department: DepartmentRef = SALES, **given: Any) -> Seat:
    key = given.pop("person", uuid4())
    return Seat(name, 1, department.id, department.path, person=key, **given)


def row(number: int = 1, **given: Any) -> Row:
    """A row about which there is nothing to say."""
    facts: dict[str, Any] = {
        "id": UUID(int=number), "number": number, "name": f"任务 {number}", "department": SALES,
        "start": date(2023, 7, 3), "end": date(2023, 7, 20), "deliverable": f"《报告 {number}》",
        "criteria": ("覆盖100条有效需求",),
        "seats": {"A": (seat("赵刚", person=HEAD.id),), "R": (seat(),)},
    }  # fmt: skip
    return Row(**(facts | given))


def facts(*rows: Row, **given: Any) -> Facts:
    known: dict[str, Any] = {
        "heads": {SALES.id: HEAD}, "liaisons": {SALES.id: HEAD}, "wanted_date": date(2023, 9, 30),
    }  # fmt: skip
    return Facts(rows=rows, **(known | given))


def keys(found: Facts) -> list[str]:
    return [finding.key for finding in check(found)]


def test_nothing_is_said_about_a_sound_table() -> None:
    assert check(facts(row(1), row(2, start=date(2023, 7, 24), end=date(2023, 8, 4)))) == []


@pytest.mark.parametrize(
    ("key", "is_blocking", "given"),
    [
        ("no_accountable", True, {"seats": {"R": (seat(),)}}),
        ("two_accountable", True, {"seats": {"R": (seat(),), "A": (seat(), seat("吴凡"))}}),
        ("no_responsible", True, {"seats": {"A": (seat(),)}}),
        ("absent", True, {"seats": {"A": (seat(),), "R": (seat(is_active=False),)}}),
        ("outsider", True, {"seats": {"A": (seat(department=SERVICE),), "R": (seat(),)}}),
        ("outsider", False, {"seats": {"A": (seat(),), "R": (seat(department=SERVICE),)}}),
        ("stands_in", False, {"seats": {"A": (seat(),), "R": (seat(title="主管", stands_in=True),)}}),
        ("no_deliverable", True, {"deliverable": " "}),
        ("no_criterion", True, {"criteria": ()}),
        ("uncheckable", True, {"criteria": ("做得好",)}),
        ("uncheckable", True, {"criteria": ("尽快完成",)}),
        ("vague", False, {"criteria": ("大概覆盖 100 条",)}),
        ("no_dates", True, {"start": None}),
        ("no_dates", True, {"end": None}),
        ("ends_before_start", True, {"start": date(2023, 7, 21)}),
        ("short_buffer", True, {"buffer_days": 2}),
        ("after_wanted_date", False, {"end": date(2023, 10, 9)}),
        ("uninformed", False, {"supports": (SERVICE,)}),
    ],
)  # fmt: skip
def test_each_trouble_is_found_where_it_is(
    key: str, is_blocking: bool, given: dict[str, Any]
) -> None:
    found = check(facts(row(**given)))
    assert [finding.key for finding in found] == [key]
    assert found[0].blocking is is_blocking
    assert found[0].task == UUID(int=1)
    assert "任务 1" in str(found[0].sentence)
    assert found[0].repair is not None


def test_an_empty_table_cannot_be_circulated() -> None:
    assert [finding.key for finding in blocking(check(facts()))] == ["empty"]


def test_an_agreed_request_without_a_row_is_nobodys_land() -> None:
    ask = AskFact(uuid4(), "抽调两名开发", SERVICE)
    found = check(facts(row(), asks=(ask,)))
    assert [(one.key, one.blocking, one.repair and one.repair.verb) for one in found] == [
        ("uncovered", True, "take_over")
    ]
    assert keys(facts(row(ask=ask.id), asks=(ask,))) == []


def test_a_party_without_any_part_is_a_hint() -> None:
    assert keys(facts(row(), parties=(SALES, SERVICE))) == ["idle_party"]
    assert keys(facts(row(), parties=(SALES, SERVICE), initiator=SERVICE.id)) == []


def test_two_rows_that_hand_over_one_thing_are_found_however_it_is_written() -> None:
    second = row(2, deliverable="《报告１》")
    assert keys(facts(row(1), second)) == ["claimed_twice"]


def test_rows_that_wait_for_each_other_in_a_circle_are_found_once() -> None:
    def waiting(number: int, on: int) -> Row:
        return row(number, waits_for=(Wait(UUID(int=on), on, "SS", 0),))

    found = check(facts(waiting(1, 2), waiting(2, 3), waiting(3, 1), row(4)))
    assert [finding.key for finding in found] == ["circle"]


@pytest.mark.parametrize(
    ("kind", "lag", "moves"),
    [
        ("FS", 0, (date(2023, 7, 10), date(2023, 7, 14))),
        ("FS", 2, (date(2023, 7, 12), date(2023, 7, 18))),
        ("SS", 0, None),
        ("SS", 1, (date(2023, 7, 4), date(2023, 7, 10))),
        ("FF", 0, None),
        ("FF", 1, (date(2023, 7, 4), date(2023, 7, 10))),
        ("SF", 0, None),
        ("SF", 5, (date(2023, 7, 4), date(2023, 7, 10))),
        ("FS", -5, None),
    ],
)
def test_dates_are_held_against_what_a_row_waits_for(
    kind: str, lag: int, moves: tuple[date, date] | None
) -> None:
    """Both from Monday 3 to Friday 7 July 2023."""
    week = (date(2023, 7, 3), date(2023, 7, 7))
    wait = Wait(UUID(int=1), 1, kind, lag)
    assert earliest(WorkCalendar(), week, week, wait) == moves
    second = row(2, start=week[0], end=week[1], waits_for=(wait,))
    found = keys(facts(row(1, start=week[0], end=week[1]), second))
    assert found == ([] if moves is None else ["dependency_dates"])


def test_moving_a_row_as_proposed_settles_the_finding() -> None:
    first = row(1, end=date(2023, 7, 21))
    second = row(2, waits_for=(Wait(first.id, 1, "FS", 0),))
    finding = check(facts(first, second))[0]
    assert finding.repair is not None
    start, end = finding.repair.values["value"].split(" ~ ")
    moved = replace(second, start=date.fromisoformat(start), end=date.fromisoformat(end))
    assert keys(facts(first, moved)) == []


def test_a_row_that_starts_on_a_day_off_counts_from_the_next_working_day() -> None:
    saturday = row(2, start=date(2023, 7, 8), end=date(2023, 7, 14))
    first = row(1, end=date(2023, 7, 7))
    waiting = replace(saturday, waits_for=(Wait(first.id, 1, "FS", 0),))
    assert keys(facts(first, waiting)) == []


@pytest.mark.parametrize(
    "text",
    ["覆盖100条有效需求", "功能测试通过率100%", "包含用户裂变与激励设计", "提取TOP3问题原因",
     "《方案》获李敏签字", "三个渠道都有物料", "８月１日前上线", "评审通过", "signed by the head"],
)  # fmt: skip
def test_what_somebody_can_check(text: str) -> None:
    assert is_checkable(text)


@pytest.mark.parametrize(
    "text", ["做得好", "尽快完成", "用户满意", "优化一下体验", "大概可以", "nice"]
)
def test_what_nobody_can_check(text: str) -> None:
    assert not is_checkable(text)


def test_a_vague_word_is_a_whole_word() -> None:
    assert vague_word("goods received") == ""
    assert vague_word("as soon as possible") == "as soon as possible"


def test_hints_come_after_what_blocks() -> None:
    found = check(facts(row(1, supports=(SERVICE,)), row(2, deliverable="")))
    assert [finding.blocking for finding in found] == [True, False]
