from datetime import date

import pytest

from tongzhou.collaborations.request_checker import (
    AskFacts,
    RequestFacts,
    check_ask,
    check_request,
    vague_words,
)

SOUND = RequestFacts(
    goal="Q3 月活跃用户增长 15%，新功能使用率达到 30%",
    background="近 3 个月用户留存率下降 5%，竞品 6 月上线了社交分享",
    wanted_date=date(2023, 9, 28),
    partners=3,
    today=date(2023, 7, 1),
)
SOUND_ASK = AskFacts(
    what="3 项新功能上线，测试通过率 100%",
    why="留存率下降 5%",
    by_date=date(2023, 8, 20),
    gain="新功能使用率 30%",
    give_back="200 份访谈记录",
    effort_named=True,
)


def test_a_sound_request_gets_no_hint() -> None:
    assert check_request(SOUND) == []
    assert check_ask(SOUND_ASK) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("请尽快完成", "尽快"),
        ("把页面优化一下", "优化一下"),
        ("大概三天", "大概"),
        ("Do it ASAP", "asap"),
    ],
)
def test_vague_words_are_named(text: str, word: str) -> None:
    assert word in vague_words(text)
    hints = check_request(RequestFacts(**{**vars_of(SOUND), "goal": f"{text} 15%"}))
    assert any(hint.key == f"vague:{word}" and hint.field == "goal" for hint in hints)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"goal": ""}, "goal"),
        ({"goal": "提升用户活跃度"}, "number"),
        ({"goal": "做好 Q3 活动"}, "criterion"),
        ({"background": "领导说的"}, "reason"),
        ({"wanted_date": None}, "date"),
        ({"wanted_date": date(2023, 6, 30)}, "past"),
        ({"partners": 0}, "partner"),
    ],
)
def test_each_gap_has_its_hint_and_a_better_pattern(changes: dict[str, object], key: str) -> None:
    hints = check_request(RequestFacts(**{**vars_of(SOUND), **changes}))  # type: ignore[arg-type]

    assert [hint.key for hint in hints] == [key]
    assert all(str(hint.pattern) for hint in hints)


def test_an_ask_without_gain_date_reason_and_return_gets_four_hints() -> None:
    hints = check_ask(AskFacts(what="2 名开发", effort_named=True))

    assert [hint.key for hint in hints] == ["ask_reason", "ask_date", "ask_gain", "ask_return"]


def vars_of(facts: RequestFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}
