"""A company of 20 departments and 200 people with believable names, the same on every machine."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tongzhou.core.names import reading
from tongzhou.demo.cast import Cast
from tongzhou.org import actions as org
from tongzhou.org.models import Department, Liaison, Person

SEED = 20231118
PEOPLE = 200
FOUNDED = timedelta(days=150)
"""How long before today the company was entered: before its first collaboration."""

DEPARTMENTS = (
    # code, name, parent code
    ("hq", "总公司", ""),
    ("growth", "增长中心", "hq"),
    ("marketing", "市场部", "growth"),
    ("sales", "销售部", "growth"),
    ("operations", "运营部", "growth"),
    ("brand", "品牌部", "growth"),
    ("tech", "产品技术中心", "hq"),
    ("product", "产品部", "tech"),
    ("rd", "研发部", "tech"),
    ("qa", "测试部", "tech"),
    ("data", "数据部", "tech"),
    ("design", "设计部", "tech"),
    ("delivery", "交付中心", "hq"),
    ("service", "客服部", "delivery"),
    ("logistics", "物流部", "delivery"),
    ("supply", "采购部", "delivery"),
    ("finance", "财务部", "hq"),
    ("hr", "人力资源部", "hq"),
    ("legal", "法务部", "hq"),
    ("it", "信息部", "hq"),
)

CENTRES = ("hq", "growth", "tech", "delivery")
"""Departments above others: nobody but their heads works there."""

STORY = (
    # login, name, title, department code, seat
    ("chen", "陈远", "总经理", "hq", "head"),
    ("li", "李敏", "市场部经理", "marketing", "head"),
    ("lin", "林晓", "市场部专员", "marketing", "liaison"),
    ("wang", "王磊", "产品部总监", "product", "head"),
    ("wangqiang", "王强", "工程师", "product", ""),
    ("liu", "刘洋", "产品经理", "product", "liaison"),
    ("zhao", "赵刚", "销售部主管", "sales", "head"),
    ("zhou", "周婷", "销售代表", "sales", "liaison"),
    ("chenjing", "陈静", "客服部组长", "service", "head"),
    ("huang", "黄蕾", "客服专员", "service", "liaison"),
    ("admin", "管理员", "系统管理员", "it", "administrator"),
    ("audit", "孙慎", "审计", "finance", "auditor"),
)

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛雷贺倪汤滕殷毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉萍红梅鑫健波宁凯帆颖悦晨思远嘉宇浩然子涵欣怡梓轩诗雨泽若清文博雅琪俊天佑一诺可心景行知微书言安歌望舒"
TITLES = ("专员", "主管", "工程师", "经理助理", "高级专员", "顾问")
TECHNICAL = ("product", "rd", "qa", "data", "it")
"""Where engineers work; elsewhere the same place is a specialist's."""


@dataclass(frozen=True)
class Company:
    departments: dict[str, Department]
    people: dict[str, Person]


def build(password: str, *, size: int = PEOPLE) -> Company:
    """One password for everybody: it is a demonstration. `size` is the number of people."""
    with transaction.atomic():
        departments: dict[str, Department] = {}
        for code, name, parent in DEPARTMENTS:
            departments[code] = org.create_department(
                departments.get(parent), by=None, name=name, code=code
            )
        people = _people(departments, make_password(password), size)
        _appoint(departments, people)
        return Company(departments, people)


def cast_of(company: Company) -> Cast:
    departments, people = company.departments, company.people
    return Cast(
        marketing=departments["marketing"],
        product=departments["product"],
        sales=departments["sales"],
        service=departments["service"],
        chen_zong=people["chen"],
        li=people["li"],
        lin=people["lin"],
        wang=people["wang"],
        wang_gong=people["wangqiang"],
        liu=people["liu"],
        zhao=people["zhao"],
        zhou=people["zhou"],
        chen=people["chenjing"],
        huang=people["huang"],
    )


def _people(departments: dict[str, Department], password: str, size: int) -> dict[str, Person]:
    people = [
        _person(login, name, title, departments[code], password, seat)
        for login, name, title, code, seat in STORY
    ]
    chance = random.Random(SEED)  # noqa: S311 — names, not secrets
    codes = [code for code, _name, _parent in DEPARTMENTS if code not in CENTRES]
    taken = {person.login for person in people}
    names = {person.name for person in people}
    while len(people) < size:
        name = chance.choice(FAMILY) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2))))
        if name in names:
            continue
        names.add(name)
        login = _free(reading(name).pinyin.replace(" ", ""), taken)
        code = codes[len(people) % len(codes)]
        title = _title(chance.choice(TITLES), departments[code])
        people.append(_person(login, name, title, departments[code], password))
    Person.objects.bulk_create(people, batch_size=500)
    return {person.login: person for person in people}


def _title(title: str, department: Department) -> str:
    return "专员" if title == "工程师" and department.code not in TECHNICAL else title


def _person(
    login: str, name: str, title: str, department: Department, password: str, seat: str = ""
) -> Person:
    read = reading(name)
    return Person(
        login=login, name=name, pinyin=read.pinyin, initials=read.initials, title=title,
        department=department, mail=f"{login}@tongzhou.example", password=password,
        is_administrator=seat == "administrator", is_auditor=seat == "auditor",
    )  # fmt: skip


def _free(login: str, taken: set[str]) -> str:
    number = 1
    while (candidate := f"{login}{number if number > 1 else ''}") in taken:
        number += 1
    taken.add(candidate)
    return candidate


def _appoint(departments: dict[str, Department], people: dict[str, Person]) -> None:
    """The story's people have their seats; elsewhere the first of each department lead it."""
    seated: dict[str, dict[str, list[Person]]] = {
        code: {"head": [], "liaison": []} for code in departments
    }
    for login, _name, _title, code, seat in STORY:
        if seat in ("head", "liaison"):
            seated[code][seat].append(people[login])
    told = {login for login, *_rest in STORY}
    for code, department in departments.items():
        others = [
            p
            for p in people.values()
            if p.department_id == department.pk and p.login not in ("admin", "audit")
        ]
        heads = seated[code]["head"] or _borrowed_head(code, people) or others[:1]
        liaisons = seated[code]["liaison"] or [p for p in others if p not in heads][:1]
        org.appoint_head(department, by=None, person=heads[0])
        spare = [p for p in others if p not in (*heads, *liaisons) and p.login not in told]
        if spare:
            org.appoint_deputy(department, by=None, person=spare[0])
        _call(heads[0], f"{department.name}经理", unless=told)
        _call(liaisons[0] if liaisons else None, f"{department.name}主管", unless=told)
        _call(spare[0] if spare else None, f"{department.name}副经理", unless=told)
        Liaison.objects.bulk_create(Liaison(department=department, person=p) for p in liaisons)


def _call(person: Person | None, title: str, *, unless: set[str]) -> None:
    """Who has a seat is called after it; the story's people keep their titles."""
    if person and person.login not in unless:
        person.title = title
        Person.objects.filter(pk=person.pk).update(title=title)


def _borrowed_head(code: str, people: dict[str, Person]) -> list[Person]:
    """A centre is led by the head of one of its departments until it has its own people."""
    leads = {"growth": "li", "tech": "wang", "delivery": "chenjing"}
    return [people[leads[code]]] if code in leads else []
