"""Division tables about which there is nothing to say, made of real work: the checker's silence.

From `../shared`: stages of Kubernetes enhancements with their graduation criteria, and the task
lists of Chinese project workbooks. Without it a small table of the house's own.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from python_calamine import CalamineWorkbook

from tongzhou.plans.checker import AskFact, Candidate, Facts
from tongzhou.plans.rows import DepartmentRef, Row, Seat

SHARED = Path(__file__).parents[4] / "shared/data"
SPACE = UUID(int=7)
TEXTS = ("20-项目计划.xlsx", "05-项目计划.xlsx", "09a-01项目计划表.xlsx", "09b-02项目计划表.xlsx",
         "09c-03项目计划.xlsx", "07-项目进度表.xlsx", "16-甘特图.xlsx")  # fmt: skip
SOUND = (
    "《{name}》经{person}签字确认", "抽查 30 份，差错不超过 1 份", "8月20日前上线", "覆盖全部 12 家门店",
    "接口文档提交至共享目录", "测试用例通过率 100%", "会议纪要归档", "客户资料导入完毕并核对一致",
    "样品寄出并附检测报告", "包含三套备选方案", "无重大投诉", "评审通过", "培训签到率不低于 95%",
    "财务部收到发票原件", "演示环境可登录", "用户手册列出安装步骤",
)  # fmt: skip
OWN = (
    "用户需求调研",
    "功能优化开发",
    "推广物料制作",
    "客服话术培训",
    "数据看板搭建",
    "渠道投放排期",
)


def own_tables() -> list[Facts]:
    return [_table("own", list(OWN), [[text] for text in SOUND[: len(OWN)]])]


def shared_tables() -> list[Facts]:
    return [*_enhancements(), *_workbooks()]


def _enhancements() -> Iterator[Facts]:
    tasks = json.loads((SHARED / "k8s-keps/mapped/tasks.json").read_text())
    requests = {
        one["id"]: one for one in json.loads((SHARED / "k8s-keps/mapped/requests.json").read_text())
    }
    told = [task for task in tasks if task["acceptance_criteria"] and len(task["raci"]["R"]) > 0]
    for place in range(0, len(told) - 5, 6):
        some = told[place : place + 6]
        names = [f"{requests[one['request']]['title']}: {one['title']}"[:200] for one in some]
        criteria = [[text[:400] for text in one["acceptance_criteria"][:3]] for one in some]
        people = [one["raci"]["R"] for one in some]
        departments = [one["department"] for one in some]
        yield _table(f"kep{place}", names, criteria, people, departments)


def _workbooks() -> Iterator[Facts]:
    for file in TEXTS:
        names = list(dict.fromkeys(_lines(SHARED / "import/xlsx" / file)))
        for place in range(0, len(names) - 5, 6):
            some = names[place : place + 6]
            criteria = [
                [SOUND[(place + at) % len(SOUND)].format(name=name, person="李敏")]
                for at, name in enumerate(some)
            ]
            yield _table(f"{file}{place}", some, criteria)


def _lines(file: Path) -> Iterator[str]:
    for sheet in CalamineWorkbook.from_path(str(file)).sheet_names[:3]:
        rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name(sheet).to_python()
        for cell in (str(cell).strip() for row in rows for cell in row):
            if (
                5 <= len(cell) <= 40
                and "\n" not in cell
                and any("一" <= sign <= "鿿" for sign in cell)
            ):
                yield cell


def _table(
    seed: str,
    names: list[str],
    criteria: list[list[str]],
    people: list[list[str]] | None = None,
    departments: list[str] | None = None,
) -> Facts:
    owners = departments or ["市场部", "产品部", "客服部"]
    refs = [_department(owners[at % len(owners)]) for at in range(len(names))]
    rows = [
        _row(seed, at, name, criteria[at], refs[at], (people or [["周婷"]] * len(names))[at])
        for at, name in enumerate(names)
    ]
    heads = {
        ref.id: Candidate(uuid5(SPACE, f"head {ref.name}"), f"{ref.name}负责人") for ref in refs
    }
    asks = tuple(
        AskFact(uuid5(SPACE, f"{seed} ask {row.number}"), row.name, row.department)
        for row in rows[1:]
    )
    covered = [rows[0], *(_with(row, ask=ask.id) for row, ask in zip(rows[1:], asks, strict=True))]
    return Facts(
        rows=tuple(covered), wanted_date=date(2027, 12, 31), asks=asks, heads=heads, liaisons=heads,
        parties=tuple(dict.fromkeys(refs)), initiator=refs[0].id,
    )  # fmt: skip


def _row(
    seed: str, at: int, name: str, criteria: list[str], owner: DepartmentRef, people: list[str]
) -> Row:
    start = date(2026, 3, 2) + timedelta(weeks=3 * at)
    head = Seat(f"{owner.name}负责人", 1, owner.id, owner.path, uuid5(SPACE, f"head {owner.name}"))
    doing = tuple(
        Seat(who, 1, owner.id, owner.path, uuid5(SPACE, f"{owner.name} {who}"))
        for who in dict.fromkeys(people)
    )
    return Row(
        id=uuid5(SPACE, f"{seed} {at}"), number=at + 1, name=name, department=owner, start=start,
        end=start + timedelta(days=11), buffer_days=3 + at % 3, deliverable=f"《{name}》第 {at + 1} 稿",
        criteria=tuple(criteria), seats={"A": (head,), "R": doing},
    )  # fmt: skip


def _department(name: str) -> DepartmentRef:
    return DepartmentRef(uuid5(SPACE, name), name, 1, f"/hq/{uuid5(SPACE, name).hex[:6]}/")


def _with(row: Row, **changes: object) -> Row:
    values = {name: getattr(row, name) for name in row.__slots__}
    return Row(**(values | changes))
