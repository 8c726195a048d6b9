from typing import Any

import pytest
from django.utils import translation

from tongzhou.agreements.reading import Names, text_of

ROWS = Names(tasks={"review": 1})


@pytest.mark.parametrize(
    ("kind", "lag", "read"),
    [
        ("FS", 0, "第 1 行完成后开始"),
        ("SS", 1, "第 1 行开始后开始，间隔 1 个工作日"),
        ("FF", -2, "第 1 行完成后完成，提前 2 个工作日"),
        ("SF", 0, "第 1 行开始后完成"),
    ],
)
def test_what_a_row_waits_for_is_signed_in_words(kind: str, lag: int, read: str) -> None:
    wait: list[dict[str, Any]] = [{"on": "review", "kind": kind, "lag_days": lag}]
    with translation.override("zh-hans"):
        assert text_of("dependencies", wait, ROWS) == read


def test_a_row_that_is_gone_is_still_waited_for_somewhere() -> None:
    wait: list[dict[str, Any]] = [{"on": "gone", "kind": "FS", "lag_days": 0}]
    with translation.override("zh-hans"):
        assert text_of("dependencies", wait, ROWS) == "第 — 行完成后开始"
