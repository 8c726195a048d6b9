"""What people call the columns of a plan, in Chinese, English and Japanese."""

import re
import unicodedata
from functools import lru_cache

TITLES: dict[str, str] = {
    "name": (
        "任务名称 任务 任務 任務名稱 工作任务 工作内容 工作項目 工作项 计划内容 計畫內容 内容 "
        "內容 事项 事項 里程碑名称 里程碑 配置项名称 主题 标题 標題 工作安排 计划 子任务 变更项 "
        "管理事件 タスク タスク名 作業 作業名 作業内容 作業項目 task taskname tasktitle title "
        "summary taskdescription activity activityname workitem workpackage subject item todo "
        "whatisdone action actionitem milestone"
    ),
    "group": (
        "模块 模組 子模块 阶段 階段 项目阶段 專案階段 大項目 中項目 小項目 大分類 中分類 小分類 "
        "类别 類別 分类 分類 板块 项目板块划分 基线 阶段名称 一级任务 二级任务 三级任务 所属模块 "
        "工程 フェーズ phase stage category epic section group module workstream wbsl1 wbsl2 "
        "wbsl3 bucket list"
    ),
    "number": (
        "序号 編號 编号 序號 番号 no no. # id 任务编号 任務編號 行号 wbs stepid taskid nr num "
        "seq key issuekey 项次"
    ),
    "mark": (
        "行标识 rowmark"
    ),
    "department": (
        "负责部门 負責部門 责任部门 責任部門 部门 部門 主责部门 主办部门 承办部门 承办单位 "
        "承辦單位 承辦部門 主辦單位 權責單位 牵头部门 "
        "牵头单位 责任单位 所属部门 担当部署 部署 担当部門 department dept team institution "
        "ownerdepartment responsibledepartment"
    ),
    "people": (
        "负责人 負責人 责任人 責任人 执行人 執行人 组员 成员 成員 人员 人員 姓名 参与人 参与人员 "
        "參與人 担当者 担当 実施者 经办人 处理人 开发人员 承办人 承辦人 經辦人 实施人 主责人 跟进人 对接人 "
        "person assignee owner responsible who assignedto assigned resourcenames resources "
        "resource lead incharge personincharge dri members name"
    ),
    "accountable": (
        "审批人 核准人 审核人 批准人 验收人 复核人 承認者 approver accountable approvedby "
        "reviewer"
    ),
    "consulted": (
        "咨询人 咨询 諮詢人 consulted"
    ),
    "informed": (
        "知会人 知会 知會 知会部门 抄送 informed"
    ),
    "supports": (
        "配合部门 配合部門 协作部门 協作部門 协助部门 支持部门 参与部门 協力部署 関連部署 "
        "supportingdepartments supportingdepartment supportteam"
    ),
    "dates": (
        "起止时间 起止日期 起訖時間 起訖日期 "
        "起迄日期 起迄時間 起讫时间 起讫日期 时间节点 時間節點 时间 時間 时间段 期间 期間 周期 计划时间 完成周期 "
        "日程 工期起止 schedule timeframe dates period when time"
    ),
    "day": (
        "日期 日付 date day 计划日期"
    ),
    "start": (
        "开始时间 开始日期 開始時間 開始日期 开始时间点 开始 起始时间 起始日期 开工日期 开工时间 "
        "启动时间 開始日 着手日 開始 start startdate starttime begin begindate from startson"
    ),
    "end": (
        "结束时间 结束日期 結束時間 結束日期 结束 完成时间 完成日期 完工日期 截止时间 截止日期 "
        "截止 终止时间 终止日期 终止 到期日 交付时间 交付日期 期限 期望完成时间 完成时限 "
        "终了日期 終了日 完了日 終了 締切 納期 end enddate endtime finish finishdate due duedate "
        "deadline to until by targetdate"
    ),
    "duration": (
        "工期 持续天数 天数 天數 计划天数 持续时间 历时 日数 期間日数 duration days durationdays"
    ),
    "effort": (
        "人天 人日 工时 工時 工作量 预计工时 预估工时 计划工时 工数 見積工数 effort effortdays "
        "persondays mandays work estimate workload"
    ),
    "percent": (
        "完成百分比 完成率 完成度 进度 進度 进度% 完成比例 完成进度 進捗 進捗率 progress "
        "complete percentcomplete complete% %complete percentage pct percentdone"
    ),
    "status": (
        "当前状态 當前狀態 状态 狀態 任务状态 完成情况 完成情況 完成状态 完成狀態 完成 进展 "
        "进展情况 是否完成 执行情况 配置项状态 审核状态 ステータス 状況 状態 進捗状況 status "
        "state taskstatus"
    ),
    "deliverable": (
        "交付成果 交付物 成果 产出 产出物 输出 输出物 提交物 成果物 完成成果文件路径 deliverable "
        "deliverables output result outcome"
    ),
    "criteria": (
        "验收标准 驗收標準 完成标准 衡量标准 评价标准 达成标准 完了条件 完了基準 "
        "acceptancecriteria acceptance definitionofdone successcriteria criteria"
    ),
    "buffer": (
        "缓冲天数 緩衝天數 缓冲 buffer bufferdays"
    ),
    "waits": (
        "前置任务 前置任務 前序任务 前置 前置工作 紧前工作 依赖 依赖任务 依賴 先行タスク "
        "先行作業 predecessors predecessor dependson dependencies blockedby waitsfor"
    ),
    "risk": (
        "风险提示 風險提示 风险 風險 问题 存在问题 问题与风险 问题及风险 困难 課題 リスク risk "
        "risks issues blockers"
    ),
    "note": (
        "备注 備註 说明 說明 备注说明 描述 意见 小结 備考 メモ note notes remark remarks comment "
        "comments description"
    ),
    "updated": (
        "更新时间 更新日期 更新時間 updated lastupdated 更新日"
    ),
    "actual_start": (
        "实际开始时间 实际开始日期 实际开始 實際開始日期 実績開始日 actualstart actualstartdate"
    ),
    "actual_end": (
        "实际结束时间 实际结束日期 实际完成时间 实际完成日期 实际完成 实际入库时间 实际日期 "
        "實際完成日期 実績終了日 actualend actualfinish actualenddate resolved"
    ),
}  # fmt: skip
"""By field the titles that mean it, compared without spaces, marks and case."""
TASKLIKE = frozenset(
    [
        "name",
        "group",
        "people",
        "department",
        "dates",
        "day",
        "start",
        "end",
        "status",
        "percent",
        "accountable",
        "waits",
    ]
)
"""At least one of these makes a table one of tasks."""

_PARTS: tuple[tuple[str, str], ...] = (
    ("", r"\d+%"),
    ("actual_start", r"(?:实际|實際|actual|実績).*(?:开始|開始|start|begin)"),
    ("actual_end", r"(?:实际|實際|actual|実績).*(?:时间|時間|日期|完成|结束|結束|end|finish|終了|完了)"),
    ("waits", r"前置|依赖|依賴|先行|predecessor|depend"),
    ("criteria", r"标准|標準|criteria|完了条件"),
    ("deliverable", r"成果|交付物|产出|deliverable"),
    ("supports", r"(?:配合|协作|協作|支持|协助).*(?:部门|部門|单位)"),
    ("department", r"部门|部門|部署|department|单位$"),
    ("accountable", r"审批|审核人|批准人|approver"),
    ("people", r"负责人|負責人|责任人|責任人|担当|执行人|参与人|人员$|assignee|owner|responsible"),
    ("dates", r"起止|起訖"),
    ("start", r"开始|起始|開始|启动时间|start|begin|着手"),
    ("end", r"结束|結束|截止|截至|终止|到期|完成时间|完成日期|完成時間|入库时间|终了|終了|期限"),
    ("end", r"deadline|^due|finish|enddate"),
    ("duration", r"天数|天數|duration"),
    ("effort", r"工时|工時|人天|人日|工数|mandays|persondays|estimate"),
    ("percent", r"百分比|完成率|进度|進度|進捗|progress|%"),
    ("status", r"状态|狀態|完成情况|完成情況|ステータス|status"),
    ("risk", r"风险|風險|risk"),
    ("note", r"备注|備註|说明|說明|備考|note|remark|comment"),
    ("group", r"阶段|階段|模块|模組|板块|分类|分類|phase"),
    ("name", r"任务|任務|事项|事項|工作|タスク|作業|task|activity|workitem"),
)  # fmt: skip
"""For titles nobody foresaw, the first part that is found in them; the sharper ones first."""

_MARKS = re.compile(r"[\s:：*＊_/\\|、，,.()\[\]【】（）「」“”\"'-]+")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_BY_TITLE = {title: field for field, titles in reversed(TITLES.items()) for title in titles.split()}
LONGEST = 24


def plain(text: str) -> str:
    """A title as it is compared."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())[:80]


@lru_cache(maxsize=20_000)
def known(title: str) -> str:
    """The field of a title that stands in the lists word by word; otherwise nothing."""
    for text in (title, _BRACKETS.sub("", unicodedata.normalize("NFKC", title))):
        bare = plain(text)
        for form in (
            bare,
            bare.rstrip("0123456789"),
            re.sub(r"^(?:计划|预计|計畫|預計|planned|予定)", "", bare),
        ):
            if form and form in _BY_TITLE:
                return _BY_TITLE[form]
    return "number" if title.strip() == "#" else ""


@lru_cache(maxsize=4_000)
def guessed(title: str) -> str:
    """The field a title probably means."""
    if found := known(title):
        return found
    bare = plain(title)
    if not bare or len(bare) > LONGEST:
        return ""
    return next((field for field, part in _PARTS if re.search(part, bare)), "")
