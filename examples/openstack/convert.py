"""Goals of OpenStack, each sent to every team, as collections; needs Python alone.

Prints teams and collections with what each team said. The class of an answer is derived by whoever
collected the data; «no answer recorded» is none: that team handed nothing in.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

SILENT = "no answer recorded"
LONGEST = 80
QUESTIONS = (
    {"label": "Answer", "kind": "choice", "is_required": True},
    {"label": "Planning links", "kind": "number"},
    {"label": "Completion links", "kind": "number"},
    {"label": "What the team says", "kind": "text"},
)


def main(folder: Path) -> dict[str, Any]:
    goals = {one["id"]: one for one in json.loads((folder / "goals.json").read_text())}
    with (folder / "team_responses.csv").open(encoding="utf-8", newline="") as told:
        rows = list(csv.DictReader(told))
    asked = list(dict.fromkeys(row["goal"] for row in rows))
    return {
        "teams": sorted({row["team"] for row in rows}),
        "answers": sorted({row["derived_answer"] for row in rows} - {SILENT}),
        "questions": list(QUESTIONS),
        "collections": [_collection(goals[key], [row for row in rows if row["goal"] == key])
                        for key in asked],
    }  # fmt: skip


def _collection(goal: dict[str, Any], rows: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "goal": goal["id"],
        "name": goal["id"].rpartition("/")[2].replace("-", " ")[:LONGEST],
        "purpose": goal["completion_criteria"] or goal["title"],
        "asked": [row["team"] for row in rows],
        "handed": {
            row["team"]: [row["derived_answer"], row["planning_links"], row["completion_links"], row["text"]]
            for row in rows if row["derived_answer"] != SILENT
        },
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=1)
