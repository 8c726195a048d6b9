"""What departments of the demonstration want to know with a request, and what their askers fill in."""

from tongzhou.collaborations.actions import intakes
from tongzhou.collaborations.actions.intakes import Question
from tongzhou.collaborations.intake_values import Filled, read_filled
from tongzhou.collaborations.models import IntakeForm
from tongzhou.org.models import Department

FORMS = {
    "product": (
        "新功能",
        (
            Question(
                label="面向哪个端", kind="choice", choices="App、小程序、网页", is_required=True
            ),
            Question(label="影响多少用户", kind="number", help="估算即可", is_required=True),
            Question(label="涉及个人信息", kind="yes_no"),
            Question(label="现在怎么做，卡在哪", help="有截图或录屏更快"),
            Question(label="原型或截图", kind="file"),
        ),
    ),
    "data": (
        "数据提取",
        (
            Question(label="要哪些字段", is_required=True),
            Question(label="从哪天起", kind="date", is_required=True),
            Question(label="大约多少条", kind="number"),
            Question(label="谁来用", kind="person"),
            Question(label="含个人信息", kind="yes_no", is_required=True),
        ),
    ),
    "finance": (
        "预算与付款",
        (
            Question(label="金额（万元）", kind="number", is_required=True),
            Question(label="预算科目", kind="choice", choices="市场费用、研发投入、人力成本、其他"),
            Question(label="最晚付款日", kind="date"),
        ),
    ),
}
TYPED = {
    "面向哪个端": "App", "影响多少用户": "12000", "涉及个人信息": "no",
    "现在怎么做，卡在哪": "客服手工登记，每周汇总一次，问题重复出现。", "要哪些字段": "工单号、类型、首次与再次投诉时间",
    "从哪天起": "2026-07-01", "大约多少条": "20000", "含个人信息": "no", "金额（万元）": "35",
    "预算科目": "市场费用",
}  # fmt: skip


def publish(departments: dict[str, Department]) -> None:
    for code, (name, questions) in FORMS.items():
        head = departments[code].head
        assert head is not None
        intakes.publish(departments[code], name=name, questions=questions, by=head)


def filled(department: Department) -> Filled | None:
    """The form of the asked department with believable answers."""
    form = IntakeForm.objects.filter(department=department, is_current=True).first()
    if form is None:
        return None
    typed = {field.key: TYPED.get(field.label, "") for field in form.fields.all()}
    return read_filled(form, typed)[0]
