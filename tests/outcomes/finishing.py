"""Brings the signed table to its end, step by step."""

from datetime import date
from uuid import UUID

from tests.agreements.table import Table
from tongzhou.org.models import Person
from tongzhou.outcomes.actions import acceptances, cosignatures, deliveries, retrospectives
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.actions.retrospectives import Conclusions, Lesson
from tongzhou.outcomes.models import Delivery, Dossier, Retrospective
from tongzhou.plans.models import Task


def people(table: Table) -> dict[Task, tuple[Person, Person]]:
    """Who delivers and who accepts each task."""
    company = table.company
    return {
        table.survey: (company.zhou, company.lin),
        table.complaints: (company.huang, company.lin),
        table.review: (company.wang_gong, company.lin),
        table.campaign: (company.lin, company.zhao),
    }


def delivered(table: Table, task: Task | None = None) -> Delivery:
    task = task or table.survey
    by, _acceptor = people(table)[task]
    return deliveries.deliver(task, evidence=f"《{task.name}》完成", by=by)


def verdicts(delivery: Delivery, verdict: str = "met") -> dict[UUID, str]:
    return dict.fromkeys(delivery.task.criteria.values_list("pk", flat=True), verdict)


def accept(delivery: Delivery, by: Person) -> None:
    judged = Judged(verdicts=verdicts(delivery), sentence="达标")
    acceptances.accept_delivery(delivery, judged, by=by)
    for row in delivery.cosignatures.filter(state="awaited"):
        assert row.department.head
        cosignatures.co_sign(row, by=row.department.head)


def all_delivered(table: Table) -> list[Delivery]:
    return [delivered(table, task) for task in people(table)]


def all_accepted(table: Table) -> Retrospective:
    for delivery in all_delivered(table):
        accept(delivery, people(table)[delivery.task][1])
    return Retrospective.objects.get(collaboration=table.case)


def lesson(table: Table) -> Lesson:
    return Lesson(
        text="变更先填申请表", owner=table.company.wang, due=date(2023, 10, 31), kind="rule"
    )


def decided(table: Table) -> Retrospective:
    retrospective = all_accepted(table)
    words = {"highlight": "每日同步", "shortfall": "", "suggestion": "早两周要素材"}
    retrospectives.write_view(retrospective, **words, by=table.company.zhou)
    retrospectives.share_views(retrospective, by=table.company.lin)
    conclusions = Conclusions(goal_result="目标 +15%，结果 +18%", lessons=[lesson(table)])
    return retrospectives.decide(retrospective, conclusions, by=table.company.lin)


def archived(table: Table) -> Dossier:
    return retrospectives.close(decided(table), by=table.company.lin)
