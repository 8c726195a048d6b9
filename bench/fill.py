"""A big company, written in bulk: 20 departments, 200 people, 500 collaborations, 10,000 tasks.

Believable in numbers, not in wording; every table that a page reads is filled, and the journal's
chain is real. The first collaboration has exactly 100 tasks. Same data on every machine.
"""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from tongzhou.agreements.models import Row, RowSignature, Seat, Version
from tongzhou.collaborations.models import (
    Answer,
    Ask,
    Ball,
    Collaboration,
    Milestone,
    NumberSeries,
    Party,
)
from tongzhou.core import canonical, clock
from tongzhou.demo.company import Company, build
from tongzhou.journal.chain import link
from tongzhou.journal.events import EVENTS
from tongzhou.journal.models import Cursor, Entry, Head
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Criterion, Role, Support, Task
from tongzhou.progress.models import CheckIn, WeeklyRound

PASSWORD = "tongzhou-2023"
CASES, TASKS, BIG = 500, 10_000, 100
STATES = ("asking", "dividing", "signing", "delivering", "delivering", "delivering", "accepting", "archived")  # fmt: skip
VERBS = ("优化", "上线", "整理", "复核", "迁移", "统一", "培训", "测算", "排期", "改版")
NOUNS = ("会员留存", "下单链路", "投诉闭环", "预算模板", "数据口径", "分仓备货", "新品上市", "对账规则", "排班表", "权益成本")  # fmt: skip
ENTRIES_EACH = 20


def fill(scale: int = 1) -> Company:
    chance = random.Random(2026)
    company = build(PASSWORD)
    run_once()
    departments = [d for code, d in company.departments.items() if code not in ("hq", "growth", "tech", "delivery")]  # fmt: skip
    people: dict[Any, list[Person]] = {}
    for person in company.people.values():
        people.setdefault(person.department_id, []).append(person)
    with transaction.atomic():
        cases = _cases(scale, departments, people, chance)
        tasks = _tasks(cases, people, chance, TASKS * scale)
        _agreements(cases, tasks)
        _rhythm(cases, tasks, people)
        _balls(cases, people)
        _journal(cases, tasks)
    return company


def _name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(NOUNS)}{chance.choice(VERBS)} {number}"


def _cases(
    scale: int,
    departments: list[Department],
    people: dict[Any, list[Person]],
    chance: random.Random,
) -> list[Collaboration]:
    now = clock.now()
    cases, parties, asks, answers, milestones = [], [], [], [], []
    for number in range(CASES * scale):
        initiating, *partners = chance.sample(departments, 4)
        state = "delivering" if number == 0 else STATES[number % len(STATES)]
        case = Collaboration(
            number=f"协-2026-{number + 1:04}", name=_name(chance, number + 1), department=initiating,
            person_in_charge=people[initiating.pk][0], background="近 3 个月留存率下降 5%。",
            goal="留存率提高 4%，客诉减少 20%。", wanted_date=date(2026, 12, 1) + timedelta(days=number % 60),
            state=state, created_by=people[initiating.pk][0], created_at=now, sent_at=now,
            state_since=now, changed_at=now - timedelta(minutes=number),
        )  # fmt: skip
        cases.append(case)
        parties.append(Party(collaboration=case, department=initiating, is_initiator=True))
        milestones.append(Milestone(collaboration=case, name="评审", on=date(2026, 12, 1)))
        for place, department in enumerate(partners):
            parties.append(Party(collaboration=case, department=department, position=place + 1))
            ask = Ask(
                collaboration=case, department=department, position=place + 1,
                what=f"{_name(chance, number)}所需的 {place + 2} 项支持", why="留存下降 5%",
                by_date=date(2026, 12, 10), effort_days=Decimal(5), gain="投诉量 −20%",
                give_back="提供 100 份访谈", state="sent" if state == "asking" else "agreed", sent_at=now, settled_at=None if state == "asking" else now,
            )  # fmt: skip
            if state != "asking":
                ask.agreed_what = ask.what
            asks.append(ask)
            answers.append(Answer(ask=ask, number=1, verb="send", department=initiating, by=case.person_in_charge, at=now, what=ask.what))  # fmt: skip
    for model, rows in ((Collaboration, cases), (Party, parties), (Milestone, milestones), (Ask, asks), (Answer, answers)):  # fmt: skip
        model.objects.bulk_create(rows, batch_size=500)
    NumberSeries.objects.update_or_create(year=clock.today().year, defaults={"last": len(cases)})
    return cases


def _tasks(
    cases: list[Collaboration], people: dict[Any, list[Person]], chance: random.Random, count: int
) -> list[Task]:
    of_case: dict[Any, list[Any]] = {}
    for case, department in Party.objects.values_list("collaboration", "department").order_by("pk"):
        of_case.setdefault(case, []).append(department)
    shares = [BIG, *_shares(count - BIG, len(cases) - 1)]
    tasks, roles, criteria, supports = [], [], [], []
    for case, share in zip(cases, shares, strict=True):
        for number in range(1, share + 1):
            owners = of_case[case.pk]
            owner = owners[number % len(owners)]
            start = date(2026, 10, 1) + timedelta(days=number % 50)
            task = Task(
                collaboration=case, number=number, position=number, name=_name(chance, number),
                department_id=owner, start=start, end=start + timedelta(days=20 + number % 30),
                deliverable=f"《{chance.choice(NOUNS)}报告》", effort_days=Decimal(4),
                state="in_progress" if case.state == "delivering" else "not_started",
                percent=number % 90,
            )  # fmt: skip
            tasks.append(task)
            crew = people[owner]
            roles.append(Role(task=task, letter="R", person=crew[number % len(crew)]))
            roles.append(Role(task=task, letter="A", person=crew[0]))
            criteria.append(
                Criterion(task=task, position=1, text=f"覆盖率达到 {80 + number % 20}%")
            )
            supports.append(Support(task=task, department_id=owners[(number + 1) % len(owners)]))
    for model, rows in ((Task, tasks), (Role, roles), (Criterion, criteria), (Support, supports)):
        model.objects.bulk_create(rows, batch_size=500)
    return tasks


def _shares(count: int, parts: int) -> list[int]:
    low, more = divmod(count, parts)
    return [low + (number < more) for number in range(parts)]


def _agreements(cases: list[Collaboration], tasks: list[Task]) -> None:
    now = clock.now()
    of_case: dict[Any, list[Task]] = {}
    for task in tasks:
        of_case.setdefault(task.collaboration_id, []).append(task)
    versions, rows, seats, signatures = [], [], [], []
    for case in cases:
        if case.state in ("asking", "dividing"):
            continue
        in_force = case.state != "signing"
        version = Version(
            collaboration=case, number=1, state="in_force" if in_force else "circulating",
            root=canonical.digest({"case": case.pk}), format=canonical.VERSION, circulated_at=now,
            circulated_by=case.person_in_charge, in_force_at=now if in_force else None,
        )  # fmt: skip
        versions.append(version)
        for task in of_case[case.pk]:
            content = {"id": str(task.pk), "name": task.name}
            row = Row(version=version, kind="task", task=task, position=task.position, content=content, hash=canonical.digest(content))  # fmt: skip
            seat = Seat(row=row, department_id=task.department_id, why="owner")
            rows.append(row)
            seats.append(seat)
            if in_force:
                signatures.append(RowSignature(seat=seat, person=case.person_in_charge, at=now, proved_at=now, proved_how="password", hash=row.hash, root=version.root))  # fmt: skip
    for model, made in ((Version, versions), (Row, rows), (Seat, seats), (RowSignature, signatures)):  # fmt: skip
        model.objects.bulk_create(made, batch_size=500)


def _rhythm(cases: list[Collaboration], tasks: list[Task], people: dict[Any, list[Person]]) -> None:
    now = clock.now()
    monday = clock.today() - timedelta(days=clock.today().weekday())
    rounds = {
        case.pk: WeeklyRound(
            collaboration=case, week=monday, due_at=now + timedelta(days=4), expected=20
        )
        for case in cases
        if case.state == "delivering"
    }
    WeeklyRound.objects.bulk_create(rounds.values())
    CheckIn.objects.bulk_create(
        [
            CheckIn(
                task=task,
                round=rounds[task.collaboration_id],
                state=task.state,
                percent=task.percent,
                by=people[task.department_id][0],
                at=now,
            )  # fmt: skip
            for number, task in enumerate(tasks)
            if task.collaboration_id in rounds and number % 2
        ],
        batch_size=500,
    )


def _balls(cases: list[Collaboration], people: dict[Any, list[Person]]) -> None:
    now = clock.now()
    balls = []
    asks: dict[Any, list[Ask]] = {}
    for ask in Ask.objects.filter(state="sent"):
        asks.setdefault(ask.collaboration_id, []).append(ask)
    for case in cases:
        if case.state == "archived":
            continue
        balls.append(Ball(collaboration=case, kind="collaboration", matter=case.pk, state=case.state, title=case.name, department=case.department, person=case.person_in_charge, since=now, due_at=now + timedelta(days=9)))  # fmt: skip
        for ask in asks.get(case.pk, []):
            balls.append(Ball(collaboration=case, kind="ask", matter=ask.pk, state="sent", title=ask.what, department=ask.department, person=people[ask.department_id][1], waiting=case.person_in_charge, since=now, due_at=now + timedelta(days=3)))  # fmt: skip
    Ball.objects.bulk_create(balls, batch_size=500)


def _journal(cases: list[Collaboration], tasks: list[Task]) -> None:
    head = Head.objects.get(id=1)
    moment: datetime = clock.now()
    kind = "task.progress_noted"
    assert kind in EVENTS
    entries = []
    of_case: dict[Any, Task] = {task.collaboration_id: task for task in tasks}
    for number in range(ENTRIES_EACH * len(cases)):
        case = cases[number % len(cases)]
        facts: dict[str, Any] = {
            "seq": head.seq + 1, "at": moment, "kind": kind, "actor": case.person_in_charge_id,
            "on_behalf_of": None, "subject": of_case[case.pk].pk, "collaboration": case.pk,
            "payload": {"name": of_case[case.pk].name, "percent": number % 100, "before": 0, "state": "in_progress", "risk": ""},
            "format": canonical.VERSION, "previous": head.hash,
        }  # fmt: skip
        head.seq, head.hash = facts["seq"], link(facts)
        entries.append(Entry(**facts, hash=head.hash))
    Entry.objects.bulk_create(entries, batch_size=500)
    head.save(update_fields=["seq", "hash"])
    Cursor.objects.update(seq=head.seq)
