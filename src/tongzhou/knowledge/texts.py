"""The words of every matter, person and department, read from their own tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tongzhou.collaborations.models import Ask, Collaboration, Meeting
from tongzhou.core.names import reading
from tongzhou.knowledge.models import Document
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.models import Dossier, Retrospective
from tongzhou.plans.models import Task
from tongzhou.problems.models import Problem, Ruling
from tongzhou.progress.models import RiskNotice

Kind = Document.Kind


@dataclass(frozen=True, slots=True)
class Text:
    """`names` are found but not shown: numbers and pinyin."""

    kind: Kind
    subject: UUID
    title: str
    body: str
    updated: datetime
    names: str = ""


def of_case(case: Collaboration) -> Iterator[Text]:
    """Only what everybody reads who sees the collaboration."""
    yield _request(case)
    yield from map(_ask, Ask.objects.filter(collaboration=case).prefetch_related(
        "options", "answers__options"))  # fmt: skip
    for task in Task.objects.filter(collaboration=case).standing().prefetch_related("criteria"):
        yield _task(task, case)
    for meeting in Meeting.objects.filter(collaboration=case).prefetch_related("decisions"):
        yield _meeting(meeting, case)
    yield from _problems(case)
    yield from map(_risk_notice, RiskNotice.objects.filter(task__collaboration=case))
    for dossier in Dossier.objects.filter(collaboration=case):
        yield _dossier(dossier, case)


def of_people(people: Iterable[Person], now: datetime) -> Iterator[Text]:
    """`people` come with their departments."""
    for person in people:
        body = _lines(person.title, person.department.name)
        names = f"{person.pinyin} {person.pinyin.replace(' ', '')} {person.initials}"
        yield Text(Kind.PERSON, person.pk, person.name, body, now, names)


def of_departments(departments: Iterable[Department], now: datetime) -> Iterator[Text]:
    """`departments` come with their heads."""
    for department in departments:
        heads = [one.name for one in (department.head, department.deputy) if one]
        sound = reading(department.name)
        names = f"{sound.pinyin} {sound.pinyin.replace(' ', '')} {sound.initials} {department.code}"
        yield Text(Kind.DEPARTMENT, department.pk, department.name, _lines(*heads), now, names)


def _request(case: Collaboration) -> Text:
    written = (
        case.goal, case.background, case.people_needed, case.budget_needed, case.data_needed,
        case.notes, case.leadership_attention,
    )  # fmt: skip
    milestones = (milestone.name for milestone in case.milestones.all())
    body = _lines(*written, *milestones)
    return Text(Kind.COLLABORATION, case.pk, case.name, body, case.changed_at, case.number)


def _ask(ask: Ask) -> Text:
    agreed = (ask.agreed_what, ask.agreed_people, ask.agreed_give_back)
    options = (option.what for option in ask.options.all())
    answers = [line for answer in ask.answers.all() for line in _answer(answer)]
    last = [answer.at for answer in ask.answers.all()][-1:]
    body = _lines(ask.what, ask.why, ask.gain, ask.give_back, *agreed, *options, *answers)
    updated = last[0] if last else ask.sent_at or ask.collaboration.created_at
    return Text(Kind.ASK, ask.pk, ask.title, body, updated)


def _answer(answer: Any) -> Iterator[str]:
    yield from (answer.sentence, answer.what, answer.people, answer.give_back, answer.chosen)
    yield from (option.what for option in answer.options.all())


def _task(task: Task, case: Collaboration) -> Text:
    criteria = (criterion.text for criterion in task.criteria.all())
    body = _lines(task.deliverable, *criteria, task.risk)
    return Text(Kind.TASK, task.pk, task.name, body, task.updated_at or case.changed_at)


def _meeting(meeting: Meeting, case: Collaboration) -> Text:
    decisions = (decision.text for decision in meeting.decisions.all())
    body = _lines(meeting.agenda, meeting.minutes, *decisions, meeting.place)
    title = _first_line(meeting.agenda) or case.name
    return Text(Kind.MEETING, meeting.pk, title, body, meeting.held_at or meeting.starts_at)


def _problems(case: Collaboration) -> Iterator[Text]:
    rulings = dict(
        Ruling.objects.filter(problem__collaboration=case).values_list("problem", "sentence")
    )
    problems = Problem.objects.filter(collaboration=case).prefetch_related("sides", "options")
    for problem in problems:
        yield _problem(problem, rulings.get(problem.pk, ""), case)


def _problem(problem: Problem, ruling: str, case: Collaboration) -> Text:
    sides = list(problem.sides.all())
    said = [line for side in sides for line in (side.fact, side.impact, side.need)]
    options = [line for one in problem.options.all() for line in (one.text, one.consequence)]
    body = _lines(*said, *options, ruling, problem.table_says)
    title = _first_line(sides[0].fact if sides else "") or case.name
    return Text(Kind.PROBLEM, problem.pk, title, body, problem.settled_at or problem.raised_at)


def _risk_notice(notice: RiskNotice) -> Text:
    body = _lines(notice.fact, notice.need, notice.proposal, notice.outcome)
    return Text(
        Kind.RISK_NOTICE, notice.pk, _first_line(notice.fact), body, notice.settled_at or notice.at
    )


def _dossier(dossier: Dossier, case: Collaboration) -> Text:
    """What came of it, what was learned, what was wanted; the rest is found on its own."""
    learned: list[str] = []
    for one in Retrospective.objects.filter(collaboration=case).prefetch_related("improvements"):
        learned += (one.goal_result, one.highlights, one.shortfalls)
        learned += (improvement.text for improvement in one.improvements.all())
    body = _lines(*learned, case.goal, case.background)
    return Text(Kind.DOSSIER, dossier.pk, case.name, body, dossier.closed_at, case.number)


def _lines(*parts: str) -> str:
    """Each sentence once: a request and what was agreed often say the same."""
    return "\n".join(dict.fromkeys(part.strip() for part in parts if part and part.strip()))


def _first_line(text: str) -> str:
    first = text.strip().split("\n", 1)[0].strip()
    return first if len(first) <= 80 else f"{first[:79]}…"
