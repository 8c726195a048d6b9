"""What people of the bulk do today, through the same actions the pages call.

What is written in bulk stands still; a few dozen changes, pauses and ends, goals and the notices
of all of them show what moves. Their number does not grow with the company, so neither does the time.
"""

from datetime import timedelta

from tongzhou.agreements.actions import changes, signing
from tongzhou.agreements.actions.turns import unsigned_departments
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.actions import cases as actions
from tongzhou.core import clock
from tongzhou.demo import aims
from tongzhou.demo.company import Company
from tongzhou.demo.scale.cases import Case
from tongzhou.demo.scale.house import House
from tongzhou.journal.worker import read_on
from tongzhou.plans.models import Task

MOST = 12
"""Of each kind."""
LONGEST = 40
"""Rows of a table whose change is signed: a longer one only takes longer."""
LATER = timedelta(days=4)
REASONS = ("上游接口晚到，顺延四天", "客户确认口径推迟，顺延四天", "关键人手调往大促，顺延四天")


def live(company: Company, made: list[Case], house: House) -> int:
    """How much there was to do."""
    measured = aims.stand(company, house.now)
    working = [case for case in made if case.state == "delivering" and len(case.tasks) <= LONGEST]
    each = min(MOST, max(1, len(working) // 6))
    for place, case in enumerate(working[: 3 * each]):
        change = _ask_for_a_change(case, place)
        if place % 3 == 0:
            changes.withdraw(
                change, by=case.row.person_in_charge, reason="接口按期到了，不必顺延。"
            )
        else:
            changes.submit(change, by=case.row.person_in_charge)
        if place % 3 == 1:
            _sign(change, house)
    rest = working[3 * each : 4 * each]
    asking = [case for case in made if case.state == "asking"][:each]
    for case in rest:
        actions.pause(case.row, reason="等年度预算批下来再继续。", by=case.row.person_in_charge)
    for case in asking:
        actions.cancel(
            case.row, reason="业务方向调整，这件事不做了。", by=case.row.person_in_charge
        )
    while read_on():
        pass
    return measured + 3 * each + len(rest) + len(asking)


def _ask_for_a_change(case: Case, place: int) -> ChangeRequest:
    """A row that nobody waits for ends some days later."""
    task = Task.objects.filter(collaboration=case.row, awaited_by=None).order_by("number").last()
    assert task is not None
    assert task.end is not None
    later = {"end": (task.end + LATER).isoformat()}
    return changes.draft(
        case.row, by=case.row.person_in_charge, reason=REASONS[place % len(REASONS)],
        values={task.pk: later},
    )  # fmt: skip


def _sign(change: ChangeRequest, house: House) -> None:
    version = change.versions.get()
    for department in unsigned_departments(version):
        head = house.head(house.departments[department.pk])
        signing.sign(
            version, department=department, by=head, seen=version.root, proof=Proof(clock.now())
        )
