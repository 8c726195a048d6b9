"""What holds beforehand in the tests: clauses and leeway on the story's table."""

from typing import Any
from uuid import UUID

from tests.agreements.table import Table
from tongzhou.agreements.actions import providing
from tongzhou.agreements.models import Provision
from tongzhou.plans.actions.progress import move_task
from tongzhou.plans.models import Task

THREE_DAYS = {"kind": "shift", "days": 3}


def late(task: Task, on: str = "2023-08-18") -> dict[str, Any]:
    return {"kind": "late", "task": str(task.pk), "on": on}


def shift(*tasks: Task, days: int = 3) -> dict[str, Any]:
    return {"kind": "shift", "tasks": [str(task.pk) for task in tasks], "days": days}


def clause(table: Table, condition: dict[str, Any], consequence: dict[str, Any]) -> Provision:
    return providing.add_clause(table.case, condition, consequence, by=table.company.lin)


def leeway(table: Table, *said: dict[str, Any]) -> None:
    providing.set_leeway(table.case, said or [{"kind": "shift", "days": 2}], by=table.company.lin)


def accepted(table: Table, task: Task) -> None:
    move_task(task, "deliver", by=table.company.wang_gong)
    move_task(task, "accept_delivery", by=table.company.lin)


def keys(*tasks: Task) -> list[UUID]:
    return [task.pk for task in tasks]
