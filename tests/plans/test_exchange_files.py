"""Every real file people keep plans in is read, or refused with the way out."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange.found import Found
from tongzhou.plans.exchange.reading import Wanted, read_plan, require_something

FILES = Path(__file__).parents[3] / "shared/data/import"
ANSWERS: dict[str, Any] = (
    json.loads((FILES / "answers.json").read_text()) if (FILES / "answers.json").exists() else {}
)
NAMES = [
    str(one.relative_to(FILES)) for one in sorted(FILES.glob("*/*")) if one.is_file()
] or ["-"]  # fmt: skip
pytestmark = [
    pytest.mark.skipif(not ANSWERS, reason="the collected files are not on this machine"),
    pytest.mark.check("T143"),
]
EVENTS = {"events", "todos", "timezones", "calendars", "alarms"}
PROJECT = {
    "tasks", "null_tasks", "summary", "milestones", "links", "resources", "assignments", "calendars",
}  # fmt: skip


def read(name: str) -> Found:
    return read_plan((FILES / name).read_bytes(), Wanted(2026))


@pytest.mark.parametrize("name", NAMES)
def test_a_collected_file_is_read_or_refused_in_a_sentence(name: str) -> None:
    found = said = None
    try:
        found = read(name)
        require_something(found)
    except Invalid as refused:
        said = str(refused.sentence)
    assert said is None or len(said) > 10
    if said or found is None:
        return
    assert all(line.name and line.where for line in found.lines)
    assert all(str(one.sentence) for one in (*found.errors, *found.hints))


@pytest.mark.parametrize("name", [name for name in ANSWERS if name in NAMES])
def test_the_preview_agrees_with_what_is_known_of_the_file(name: str) -> None:
    known, found = ANSWERS[name], read(name)
    for fact in (EVENTS | PROJECT) & known.keys():
        assert found.facts[fact] == known[fact], fact
    if "link_types" in known:
        kinds = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
        for key, count in known["link_types"].items():
            assert found.facts[f"links_{kinds[key]}"] == count
    if "start" in known:
        assert (str(found.start), str(found.finish)) == (known["start"][:10], known["finish"][:10])
    if "columns" in known:
        assert found.blocks[0].columns[-1].at == known["columns"] - 1
        assert len(found.lines) == known["rows"]


@pytest.mark.parametrize("name", [name for name in ANSWERS if "sheets" in ANSWERS[name]])
def test_sheets_and_merged_cells_agree(name: str) -> None:
    known, found = ANSWERS[name], read(name)
    assert len(found.sheets) == known["sheets"]
    full = [sheet for sheet in found.sheets if sheet.rows]
    assert len(full) == known.get("non_empty_sheets", len(full))
    for sheet, fact in zip(full, known["detail"], strict=False):
        if isinstance(fact, dict):
            assert (sheet.name, sheet.merged) == (fact["sheet"], fact["merged"])


@pytest.mark.parametrize("name", [name for name in ANSWERS if "plan_blocks" in ANSWERS[name]])
def test_stacked_blocks_agree_in_days_rows_and_statuses(name: str) -> None:
    known, found = ANSWERS[name], read(name)
    assert len(found.blocks) == known["plan_blocks"]
    assert found.days[0] == date.fromisoformat(known["first_date"])
    assert found.days[-1] == date.fromisoformat(known["last_date"])
    assert len(found.lines) == known["person_rows_with_own_plan"]
    statuses: Counter[str] = Counter()
    for text, count in known["status_texts"].items():
        statuses["" if text in ("None", "(blank)") else text] += count
    assert found.statuses == statuses
