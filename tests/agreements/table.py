"""A collaboration with a sound division table, ready to circulate: the story's four departments."""

from dataclasses import dataclass
from datetime import date, datetime

from tests.company import Company
from tongzhou.agreements import actions
from tongzhou.agreements.models import Version
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.models import Collaboration, Milestone, Party
from tongzhou.core import clock
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Criterion, Dependency, Role, Support, Task


@dataclass(frozen=True)
class Table:
    """`review` is the product department's task that `campaign` (marketing) waits for."""

    case: Collaboration
    company: Company
    review: Task
    survey: Task
    complaints: Task
    campaign: Task

    @property
    def heads(self) -> dict[Department, Person]:
        company = self.company
        return {
            company.marketing: company.li,
            company.product: company.wang,
            company.sales: company.zhao,
            company.service: company.chen,
        }

    def circulate(self) -> Version:
        return actions.circulate(self.case, by=self.company.lin)

    def sign(self, version: Version, department: Department, by: Person | None = None) -> Version:
        return actions.sign(
            version,
            department=department,
            by=by or self.heads[department],
            seen=version.root,
            proof=Proof(clock.now()),
        )

    def in_force(self) -> Version:
        version = self.circulate()
        for department in self.heads:
            version = self.sign(version, department)
        self.case.refresh_from_db()
        return version


def build(company: Company) -> Table:
    case = Collaboration.objects.create(
        number="协-2023-0001",
        name="Q3 用户活跃度提升",
        department=company.marketing,
        person_in_charge=company.lin,
        background="近 3 个月用户留存率下降 5%",
        goal="Q3 月活跃用户增长 15%",
        wanted_date=date(2023, 9, 30),
        state="dividing",
        created_by=company.lin,
        created_at=_at(1),
        changed_at=_at(1),
        state_since=_at(1),
    )
    parties = [company.marketing, company.product, company.sales, company.service]
    Party.objects.bulk_create(
        Party(collaboration=case, department=one, is_initiator=place == 0, position=place)
        for place, one in enumerate(parties)
    )
    Milestone.objects.create(collaboration=case, name="功能上线", on=date(2023, 8, 31))
    review = _task(case, 1, "需求评审与开发", company.product, company.wang, company.wang_gong,
                   date(2023, 7, 10), date(2023, 8, 18), "3 项新功能", "测试通过率 100%")  # fmt: skip
    survey = _task(case, 2, "用户需求调研", company.sales, company.zhao, company.zhou,
                   date(2023, 7, 3), date(2023, 7, 21), "100 条需求清单", "有效需求 ≥ 100 条")  # fmt: skip
    complaints = _task(case, 3, "投诉分析", company.service, company.chen, company.huang,
                       date(2023, 7, 3), date(2023, 7, 14), "《TOP3 投诉分析》", "覆盖 3 类投诉")  # fmt: skip
    campaign = _task(case, 4, "推广活动", company.marketing, company.li, company.lin,
                     date(2023, 8, 28), date(2023, 9, 22), "推广方案与数据", "新增用户 ≥ 10 万")  # fmt: skip
    Support.objects.create(task=review, department=company.sales)
    Dependency.objects.create(task=campaign, on=review)
    Role.objects.create(task=review, letter="I", department=company.sales)
    return Table(case, company, review, survey, complaints, campaign)


def _task(
    case: Collaboration,
    number: int,
    name: str,
    department: Department,
    accountable: Person,
    responsible: Person,
    start: date,
    end: date,
    deliverable: str,
    criterion: str,
) -> Task:
    task = Task.objects.create(
        collaboration=case,
        number=number,
        position=number,
        name=name,
        department=department,
        start=start,
        end=end,
        buffer_days=3,
        deliverable=deliverable,
    )
    Role.objects.create(task=task, letter="A", person=accountable)
    Role.objects.create(task=task, letter="R", person=responsible)
    Criterion.objects.create(task=task, position=1, text=criterion)
    return task


def _at(day: int) -> datetime:
    return datetime(2023, 7, day, 9, 0, tzinfo=clock.zone())
