"""The small fixed company every test lives in: the story's four departments and their neighbours."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tongzhou.org.models import Department, Liaison, Person

PASSWORD = "tongzhou-2023"


@dataclass(frozen=True)
class Company:
    """People by name in pinyin; `finance` takes part in nothing, so its people are outsiders."""

    root: Department
    marketing: Department
    product: Department
    sales: Department
    service: Department
    finance: Department

    chen_zong: Person
    li: Person
    lin: Person
    he: Person
    gao: Person
    wang: Person
    wang_gong: Person
    liu: Person
    sun: Person
    zhao: Person
    zhou: Person
    wu: Person
    chen: Person
    huang: Person
    xu: Person
    qian: Person
    feng: Person
    administrator: Person
    auditor: Person

    @property
    def everyone(self) -> list[Person]:
        return [value for value in vars(self).values() if isinstance(value, Person)]

    @property
    def departments(self) -> list[Department]:
        return [value for value in vars(self).values() if isinstance(value, Department)]


DEPARTMENTS = {
    "root": ("总公司", "hq"),
    "marketing": ("市场部", "marketing"),
    "product": ("产品部", "product"),
    "sales": ("销售部", "sales"),
    "service": ("客服部", "service"),
    "finance": ("财务部", "finance"),
}

# attribute: name, title, department, pinyin, initials
PEOPLE = {
    "chen_zong": ("陈远", "总经理", "root", "chen yuan", "cy"),
    "li": ("李敏", "市场部经理", "marketing", "li min", "lm"),
    "lin": ("林晓", "市场部专员", "marketing", "lin xiao", "lx"),
    "he": ("何佳", "市场部副经理", "marketing", "he jia", "hj"),
    "gao": ("高洁", "市场部专员", "marketing", "gao jie", "gj"),
    "wang": ("王磊", "产品部总监", "product", "wang lei", "wl"),
    "wang_gong": ("王强", "工程师", "product", "wang qiang", "wq"),
    "liu": ("刘洋", "产品经理", "product", "liu yang", "ly"),
    "sun": ("孙悦", "产品部副总监", "product", "sun yue", "sy"),
    "zhao": ("赵刚", "销售部主管", "sales", "zhao gang", "zg"),
    "zhou": ("周婷", "销售代表", "sales", "zhou ting", "zt"),
    "wu": ("吴凡", "销售代表", "sales", "wu fan", "wf"),
    "chen": ("陈静", "客服部组长", "service", "chen jing", "cj"),
    "huang": ("黄蕾", "客服专员", "service", "huang lei", "hl"),
    "xu": ("徐帆", "客服专员", "service", "xu fan", "xf"),
    "qian": ("钱伟", "财务部经理", "finance", "qian wei", "qw"),
    "feng": ("冯源", "会计", "finance", "feng yuan", "fy"),
    "administrator": ("管理员", "系统管理员", "root", "guan li yuan", "gly"),
    "auditor": ("审计员", "内部审计", "root", "shen ji yuan", "sjy"),
}
HEADS = {
    "root": "chen_zong", "marketing": "li", "product": "wang", "sales": "zhao",
    "service": "chen", "finance": "qian",
}  # fmt: skip
DEPUTIES = {"marketing": "he", "product": "sun"}
LIAISONS = {"marketing": "lin", "product": "liu", "sales": "zhou", "service": "huang"}


@transaction.atomic
def build() -> Company:
    """Three inserts: foreign keys are judged when the transaction ends."""
    departments = _departments()
    people = _people(departments)
    for key, department in departments.items():
        department.head = people[HEADS[key]]
        department.deputy = people[DEPUTIES[key]] if key in DEPUTIES else None
    Department.objects.bulk_create(departments.values())
    Person.objects.bulk_create(people.values())
    Liaison.objects.bulk_create(
        Liaison(department=departments[key], person=people[name]) for key, name in LIAISONS.items()
    )
    return Company(**departments, **people)


def _departments() -> dict[str, Department]:
    root = Department(name="总公司", code="hq", path="/hq/")
    return {"root": root} | {
        key: Department(
            name=name, code=code, path=f"/hq/{code}/", parent=root, hue=place, position=place
        )
        for place, (key, (name, code)) in enumerate(list(DEPARTMENTS.items())[1:], start=1)
    }


def _people(departments: dict[str, Department]) -> dict[str, Person]:
    password = make_password(PASSWORD)
    return {
        key: Person(
            login=key, name=name, title=title, department=departments[home], pinyin=pinyin,
            initials=initials, mail=f"{key}@example.com", password=password,
            is_administrator=key == "administrator", is_auditor=key == "auditor",
        )
        for key, (name, title, home, pinyin, initials) in PEOPLE.items()
    }  # fmt: skip
