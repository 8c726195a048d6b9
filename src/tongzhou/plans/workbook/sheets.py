"""The three templates 三张表 as people keep them in spreadsheets: sheets and their columns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """`columns` in the order they are written; reading goes by their titles, in any order."""

    name: str
    columns: tuple[str, ...]


REQUEST = Sheet("跨部门协作需求表", ("字段", "填写内容"))
TASKS = Sheet(
    "任务分工表",
    (
        "任务名称", "负责部门", "负责人", "起止时间", "交付成果", "配合部门", "验收标准", "审批人",
        "缓冲天数", "编号", "前置任务", "人天", "咨询人", "知会", "行标识",
    ),
)  # fmt: skip
MARK = "行标识"
"""Which row of the house a line is, whatever it is called by now; hidden in the workbook."""
PROGRESS = Sheet(
    "进度跟踪表",
    ("任务名称", "当前状态", "完成百分比", "风险提示", "更新时间", "负责人", "编号"),
)
REQUIRED_TASKS = TASKS.columns[:7]
"""From 审批人 on the columns are ours: a workbook may lack them."""
