"""What does not go as planned: warnings, problems between two departments, words about a row."""

import random
from datetime import datetime, timedelta

from tongzhou.collaborations.models import Named
from tongzhou.core import clock
from tongzhou.demo.scale import words
from tongzhou.demo.scale.cases import Case, Trouble
from tongzhou.demo.scale.house import House
from tongzhou.discussions.models import Comment
from tongzhou.discussions.rendering import rendered
from tongzhou.org.hierarchy import common_superior
from tongzhou.org.models import Department
from tongzhou.plans.models import Task
from tongzhou.problems.models import Fact, Option, Problem, Ruling, Side
from tongzhou.progress.models import RiskNotice

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WARNED, ARGUED, UNSETTLED = 2, 4, 25
"""Every how manieth collaboration whose work has begun."""


def tell(made: list[Case], house: House, chance: random.Random) -> None:
    for case in made:
        if case.tasks:
            case.troubles.comments = _comments(case, house, chance)
    working = [case for case in made if case.life.reached("delivering")]
    for place, case in enumerate(working):
        until = house.now if case.state == "delivering" else case.life.delivered
        if place % WARNED == 0:
            case.troubles.notices = [_notice(case, until, house, chance)]
        if place % ARGUED == 1:
            case.troubles.problems = [_settled(case, until, house, chance)]
        elif place % UNSETTLED == 3 and case.state == "delivering":
            case.troubles.problems = [_fresh(case, house, chance)]


def write(made: list[Case]) -> None:
    told = [case.troubles for case in made]
    problems = [one for case in told for one in case.problems]
    RiskNotice.objects.bulk_create(one for case in told for one in case.notices)
    Comment.objects.bulk_create(one for case in told for one in case.comments)
    Problem.objects.bulk_create(one.row for one in problems)
    Side.objects.bulk_create(side for one in problems for side in one.sides)
    Fact.objects.bulk_create(fact for one in problems for fact in one.facts)
    Option.objects.bulk_create(one.option for one in problems if one.option)
    Ruling.objects.bulk_create(one.ruling for one in problems if one.ruling)
    Named.objects.bulk_create(
        Named(collaboration=one.row.collaboration, person=one.superior, why=Named.Why.SUPERIOR)
        for one in problems
        if one.superior
    )


def _moment(case: Case, until: datetime, house: House, chance: random.Random) -> datetime:
    """In working hours, with three days left to deal with it."""
    first, last = case.life.in_force + DAY, until - 4 * DAY
    at = first + max(last - first, timedelta()) * chance.random()
    return house.calendar.add_working_hours(at, 1)


def _notice(case: Case, until: datetime, house: House, chance: random.Random) -> RiskNotice:
    """Some that are being dealt with stay so while the work goes on."""
    at = _moment(case, until, house, chance)
    day = at.astimezone(clock.zone()).date()
    ends = [task for task in case.tasks if task.end and task.end >= day + 3 * DAY]
    task = chance.choice(ends or case.tasks)
    assert task.end
    said, by = words.risk(chance), case.carriers[task.pk]
    notice = RiskNotice(
        task=task, fact=said.fact, need=said.need, proposal=said.proposal, date_at_risk=task.end,
        lead_days=house.calendar.working_days_between(day, task.end), by=by, at=at,
        state="acknowledged", acknowledged_by=case.row.person_in_charge, acknowledged_at=at + HOUR,
    )  # fmt: skip
    if case.state != "delivering" or chance.random() < 0.8:
        notice.state, notice.settled_at, notice.outcome = "settled", at + DAY, said.outcome
    return notice


def _between(case: Case, chance: random.Random) -> tuple[Task, Department, Department]:
    """Whoever initiates, and a department whose row it is about."""
    others = [task for task in case.tasks if task.department_id != case.initiator.pk]
    task = chance.choice(others or case.tasks)
    return task, case.initiator, task.department if others else case.departments[1]


def _raised(case: Case, at: datetime, kind: str, chance: random.Random) -> Trouble:
    task, initiator, other = _between(case, chance)
    said = words.dispute(kind, chance)
    row = Problem(
        collaboration=case.row, number=1, kind=kind, task=task, raised_at=at,
        raised_by=case.row.person_in_charge,
    )  # fmt: skip
    sides = (
        Side(
            problem=row, department=initiator, raised_it=True, fact=said.fact, impact=said.impact,
            need=said.need, by=case.row.person_in_charge, at=at,
        ),
        Side(problem=row, department=other),
    )  # fmt: skip
    return Trouble(row, sides, [Fact(side=sides[0], position=1, text=said.fact)])


def _fresh(case: Case, house: House, chance: random.Random) -> Trouble:
    """Raised within the last working hour: the other side has its two days before it."""
    return _raised(case, house.now - 10 * HOUR / 60, chance.choice(("resource", "goal")), chance)


def _settled(case: Case, until: datetime, house: House, chance: random.Random) -> Trouble:
    """Every third goes up; the others are settled by the two sides themselves."""
    goes_up = chance.random() < 1 / 3
    kind = "resource" if goes_up else chance.choice(("resource", "responsibility", "goal"))
    at = _moment(case, until, house, chance)
    trouble, said = _raised(case, at, kind, chance), words.dispute(kind, chance)
    raised, other = trouble.sides
    speaker = house.liaison(other.department)
    other.fact, other.impact, other.need = said.other, said.impact, said.need
    other.by, other.at = speaker, at + 2 * HOUR
    trouble.facts.append(Fact(side=other, position=1, text=said.other))
    for fact, judge in zip(trouble.facts, (speaker, case.row.person_in_charge), strict=True):
        fact.verdict, fact.judged_by, fact.judged_at = "agreed", judge, at + 3 * HOUR
    trouble.option = Option(
        problem=trouble.row, position=1, text=said.option, consequence=said.consequence,
        department=other.department, by=speaker,
    )  # fmt: skip
    _end(trouble, raised, other, at, case, goes_up=goes_up)
    return trouble


def _end(trouble: Trouble, raised: Side, other: Side, at: datetime, case: Case, *, goes_up: bool) -> None:  # fmt: skip
    row, option = trouble.row, trouble.option
    assert option
    sides = [raised.department, other.department]
    biased = [one for side in sides for one in (side.head, side.deputy) if one]
    superior = common_superior(sides, not_among=[*biased, case.row.person_in_charge])
    row.settled_at = at + DAY
    decided = Ruling(problem=row, option=option, sentence=option.text, at=row.settled_at)
    if goes_up and superior:
        row.state, row.superior, row.escalated_at = "closed", superior, at + 5 * HOUR
        decided.by, trouble.superior = superior, superior
    else:
        row.state, decided.by, decided.by_agreement = "settled", case.row.person_in_charge, True
    trouble.ruling = decided


def _comments(case: Case, house: House, chance: random.Random) -> list[Comment]:
    """A question about a row, and mostly its answer."""
    task = chance.choice(case.tasks)
    asked = case.life.divided + HOUR * chance.randint(2, 20)
    question, answer = words.exchange(chance)
    lines = [(question, asked, case.leads[task.pk])]
    if chance.random() < 0.8:
        lines.append((answer, asked + 3 * HOUR, case.carriers[task.pk]))
    return [
        Comment(
            collaboration=case.row, kind="task", subject=task.pk, about=task.name, text=text,
            html=rendered(text, {}), by=by, at=at,
        )
        for text, at, by in lines
        if at < house.now
    ]  # fmt: skip
