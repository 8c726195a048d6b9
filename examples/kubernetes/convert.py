"""Kubernetes enhancement proposals as a Tongzhou bundle; needs Python alone.

Says what the sources say and nothing else: no answer, effort or gain is made up.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OPEN = {"provisional", "implementable"}
ENDED = {"implemented", "withdrawn", "rejected", "replaced", "removed", "deferred"}
Rows = dict[str, list[dict[str, Any]]]


def main(folder: Path) -> dict[str, Any]:
    requests = _json(folder / "mapped/requests.json")
    cases = {one["id"]: one for one in _json(folder / "collaborations.json")}
    told = {name: _by_request(_json(folder / f"mapped/{name}.json")) for name in
            ("tasks", "change_requests", "signoffs", "status_updates")}  # fmt: skip
    targets = _targets(folder / "events.csv")
    return {
        "format": "tongzhou-bundle",
        "version": 1,
        "origin": {
            "key": "kubernetes", "name": "Kubernetes", "as_of": "2026-07-14",
            "attribution": "The Kubernetes Authors, Apache-2.0",
        },
        "periods": list(_periods(folder, told["tasks"], targets)),
        "departments": _departments(_json(folder / "mapped/departments.json")),
        "people": [_person(one) for one in _json(folder / "mapped/people.json")],
        "collaborations": [
            _collaboration(cases[one["id"]], one, told, targets[one["id"]]) for one in requests
        ],
    }  # fmt: skip


def _departments(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A working group names the groups it was formed by as they are called, not by their keys."""
    keys = {one["name"]: one["id"] for one in rows}
    return [
        _department(one, [keys.get(name, name) for name in one["member_departments"] or []])
        for one in rows
    ]


def _department(one: dict[str, Any], formed_by: list[str]) -> dict[str, Any]:
    known = one["heads"] or one["parent"]
    return _without_gaps({
        "key": one["id"], "name": one["name"] or one["id"], "kind": one["kind"],
        "parents": [*([one["parent"]] if one["parent"] else []), *formed_by],
        "heads": one["heads"], "deputies": one["deputies"], "purpose": one["purpose"],
        "dissolved": None if known else True,
    })  # fmt: skip


def _person(one: dict[str, Any]) -> dict[str, Any]:
    seats = [{"department": place, "role": role} for place, role in one["roles"]]
    return _without_gaps({"key": one["id"], "name": one["name"], "seats": seats})


def _collaboration(
    case: dict[str, Any], request: dict[str, Any], told: dict[str, Rows], targets: Rows
) -> dict[str, Any]:
    key = case["id"]
    status = case["status"]
    return _without_gaps({
        "key": key, "title": case["title"] or key, "state": status, "is_open": status in OPEN,
        "initiator": {"department": case["owning_department"]},
        "parties": case["participating_departments"],
        "filed": _moment(case["creation_date"]), "background": request.get("background"),
        "address": case["path"],
        "seats": [{"person": one, "role": role}
                  for role in ("approver", "reviewer", "author")
                  for one in dict.fromkeys(case[f"{role}s"])],
        "tasks": list(_tasks(key, told["tasks"][key], targets)),
        "signatures": [_signature(key, one) for one in told["signoffs"][key]],
        "updates": [_update(one) for one in told["status_updates"][key]],
        "changes": [_change(key, one) for one in told["change_requests"][key]],
        "outcome": {"kind": status} if status in ENDED else None,
        "related": [*case["see_also"], *case["replaces"], *case["superseded_by"]],
    })  # fmt: skip


def _tasks(key: str, tasks: list[dict[str, Any]], targets: Rows) -> Iterator[dict[str, Any]]:
    """Also a stage that was planned once and no longer is: its targets are history."""
    left = dict(targets)
    for one in tasks:
        stage = one["id"].rpartition("/")[2]
        raci = one["raci"]
        yield _without_gaps({
            "key": stage, "title": one["title"], "department": one["department"],
            "period": one["due_release"], "due": one["due_date"],
            "criteria": one["acceptance_criteria"],
            # One is accountable; whoever else approves has a seat of the collaboration.
            "raci": _without_gaps({"responsible": raci["R"], "accountable": raci["A"][:1],
                                   "consulted": raci["C"], "informed": raci["I"]}),
            "targets": left.pop(stage, []),
        })  # fmt: skip
    for stage, history in left.items():
        yield {"key": stage, "title": f"{stage} milestone", "targets": history}


def _signature(key: str, one: dict[str, Any]) -> dict[str, Any]:
    return _without_gaps({
        "signed": one["signed"], "item": one.get("item") or one["kind"],
        "task": _stage(key, one), "by": one["by"], "at": _moment(one["at"]),
        "required": one.get("required") is not False,
    }) | {"signed": bool(one["signed"])}  # fmt: skip


def _update(one: dict[str, Any]) -> dict[str, Any]:
    return _without_gaps({
        "kind": one["kind"], "at": _moment(one["at"]), "by": one.get("by"),
        "text": one.get("text"), "field": one.get("field"),
        "before": one.get("old"), "after": one.get("new"), "ref": one.get("ref"),
    })  # fmt: skip


def _change(key: str, one: dict[str, Any]) -> dict[str, Any]:
    return _without_gaps({
        "what": one["kind"], "task": _stage(key, one), "before": one.get("old"),
        "after": one.get("new"), "asked": _moment(one.get("asked") or one.get("at")),
        "decided": _moment(one.get("decided_at")), "decision": one.get("decision"),
        "by": one.get("by"), "ref": one.get("ref"),
    })  # fmt: skip


def _stage(key: str, one: dict[str, Any]) -> str | None:
    task = one.get("task") or ""
    return task.removeprefix(f"{key}/") or one.get("stage")


def _targets(events: Path) -> defaultdict[str, Rows]:
    """By collaboration and stage: every release a stage was planned for, in order."""
    found: defaultdict[str, Rows] = defaultdict(dict)
    with events.open(encoding="utf-8", newline="") as file:
        for event in csv.DictReader(file):
            if event["field"].startswith("milestone."):
                target = _without_gaps({
                    "at": event["merged_at_utc"], "before": event["old"], "after": event["new"],
                    "by": event["submitted_by"], "ref": event["pull_request"],
                })  # fmt: skip
                stage = event["field"].removeprefix("milestone.")
                found[event["collaboration"]].setdefault(stage, []).append(target)
    return found


def _periods(folder: Path, tasks: Rows, targets: dict[str, Rows]) -> Iterator[dict[str, Any]]:
    """Releases are text («v1.20» is not 1.2); their number orders them."""
    days: dict[str, dict[str, str]] = defaultdict(dict)
    with (folder / "release_calendar.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            days[row["release"]][row["event"]] = (
                row["date_last_written"] or row["date_first_written"]
            )
    named = {one["due_release"] for rows in tasks.values() for one in rows}
    for stages in targets.values():
        for history in stages.values():
            named |= {one.get(side) for one in history for side in ("before", "after")}
    for key in sorted({*named, *days} - {None}, key=_number):
        known = {name: day for name, day in days[key].items() if _moment(day)}
        yield _without_gaps({"key": key, "order": _number(key), "days": known})


def _number(release: str) -> int:
    return int(release.removeprefix("v").split(".")[1])


def _moment(text: Any) -> str | None:
    """Days like 2023-14-05 or «yyyy-mm-dd» are no days; they stay out."""
    from datetime import datetime

    try:
        datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return str(text)


def _by_request(rows: list[dict[str, Any]]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row["request"]].append(row)
    return found


def _without_gaps(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [], {})}


def _json(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=1)
