"""Small workbooks of the three templates, and files that only pretend to be one."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

SHARED = Path(__file__).parents[3] / "shared/data/q3-activity/Q3用户活跃度提升-三表.xlsx"
"""The guide's own example, where the machine has it."""

REQUEST = {
    "需求名称": "Q3用户活跃度提升项目",
    "发起部门": "市场部",
    "协作部门": "产品部、销售部、客服部",
    "需求背景": "近3个月用户留存率下降5%",
    "核心目标": "Q3月活跃用户增长15%",
    "期望完成时间": "2023年9月30日",
    "关键资源需求": "产品部需安排2名开发工程师；销售部需提供100条用户需求反馈",
    "负责人（发起部门）": "经理",
    "备注": "需优先考虑移动端用户体验",
}
TASKS = [
    ["用户需求收集", "销售部", "主管", "7月1日-7月20日", "《用户需求汇总报告》", "客服部", "覆盖100条有效需求"],
    ["需求评审与开发", "产品部", "工程师", "7月21日-8月25日", "3项新功能上线", "无", "功能测试通过率100%"],
]  # fmt: skip
PROGRESS = [
    ["用户需求收集", "已完成", "100%", "无", "7月20日", "主管"],
    ["需求评审与开发", "进行中", "60%", "开发人员紧张，可能延期", "8月10日", "工程师"],
]
TASK_TITLES = ["任务名称", "负责部门", "负责人", "起止时间", "交付成果", "配合部门", "验收标准"]
PROGRESS_TITLES = ["任务名称", "当前状态", "完成百分比", "风险提示", "更新时间", "负责人"]


def workbook(
    *,
    request: dict[str, Any] | None = None,
    tasks: list[list[Any]] | None = None,
    progress: list[list[Any]] | None = None,
    sheets: tuple[str, ...] = ("跨部门协作需求表", "任务分工表", "进度跟踪表"),
) -> bytes:
    """The guide's example in short; what is given replaces it, `request` field by field."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    pages = {name: book.add_worksheet(name) for name in sheets}
    rows = {
        "跨部门协作需求表": [["字段", "填写内容"], *map(list, (REQUEST | (request or {})).items())],
        "任务分工表": [TASK_TITLES, *(TASKS if tasks is None else tasks)],
        "进度跟踪表": [PROGRESS_TITLES, *(PROGRESS if progress is None else progress)],
    }
    for name, page in pages.items():
        page.write(0, 0, name)
        for place, row in enumerate(rows.get(name, []), start=1):
            for column, value in enumerate(row):
                page.write(place, column, value)
    book.close()
    return target.getvalue()


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """The same zip with one member replaced or added."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return target.getvalue()
