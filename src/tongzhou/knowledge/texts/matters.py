"""Everything that belongs to a collaboration, for many collaborations in the same few queries."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from tongzhou.collaborations.models import (
    Answer,
    Ask,
    Attention,
    Collaboration,
    Meeting,
    Milestone,
    Priority,
)
from tongzhou.core import clock
from tongzhou.discussions.models import Attachment, Comment
from tongzhou.exchange.models import Gain
from tongzhou.knowledge.texts import decided
from tongzhou.knowledge.texts.beyond import of_gains
from tongzhou.knowledge.texts.text import Kind, Text, first_line, lines, sounds
from tongzhou.outcomes.models import Dossier, Retrospective
from tongzhou.plans.models import Task, TaskQuerySet
from tongzhou.problems.models import Problem, Ruling
from tongzhou.progress.models import RiskNotice

Cases = Mapping[UUID, Collaboration]


def of_cases(cases: Collection[Collaboration]) -> Iterator[Text]:
    """Only what everybody reads who sees the collaboration."""
    known = {case.pk: case for case in cases}
    for matters in (
        _requests,
        _asks,
        _tasks,
        _meetings,
        _problems,
        _risk_notices,
        decided.changes,
        decided.option_tables,
        decided.deals,
        decided.clauses,
        decided.urgent_calls,
        decided.deliveries,
        decided.retrospectives,
        _dossiers,
        _gains,
        _comments,
    ):
        yield from matters(known)


def _requests(cases: Cases) -> Iterator[Text]:
    rows = Milestone.objects.filter(collaboration__in=cases).order_by("collaboration", "position")
    milestones = _gathered(rows.values_list("collaboration", "name"))
    importance = _importance(cases)
    shared = decided.shared_interests(cases)
    for case in cases.values():
        written = (
            case.goal, case.background, case.people_needed, case.budget_needed, case.data_needed,
            case.notes, case.leadership_attention,
        )  # fmt: skip
        yield Text(
            Kind.COLLABORATION, case.pk, case.name,
            lines(
                *written, *milestones.get(case.pk, ()), *importance.get(case.pk, ()),
                *shared.get(case.pk, ()),
            ),
            case.changed_at, f"{_numbers(case)} {sounds(case.name)}", case, case.department_id,
        )  # fmt: skip


def _importance(cases: Cases) -> dict[UUID, list[str]]:
    """The evidence of the priority, and what leaders said as long as it stands."""
    evidence = Priority.objects.filter(collaboration__in=cases).order_by("collaboration", "-at")
    latest: dict[UUID, tuple[str, ...]] = {}
    for key, *texts in evidence.values_list(*EVIDENCE):
        latest.setdefault(key, tuple(texts))
    said = Attention.objects.filter(collaboration__in=cases, taken_back_at=None)
    found = {key: list(texts) for key, texts in latest.items()}
    for key, who, words in said.values_list("collaboration", "who", "said"):
        found.setdefault(key, []).append(f"{who} {words}")
    return found


EVIDENCE = ("collaboration", "value_evidence", "urgency_evidence")


def _asks(cases: Cases) -> Iterator[Text]:
    asks = Ask.objects.filter(collaboration__in=cases)
    for ask in asks.prefetch_related("options", "answers__options", "intake_entries"):
        case = cases[ask.collaboration_id]
        agreed = (ask.agreed_what, ask.agreed_people, ask.agreed_give_back)
        options = (option.what for option in ask.options.all())
        turns = list(ask.answers.all())
        answers = [line for turn in turns for line in _answer(turn)]
        intake = (entry.text for entry in ask.intake_entries.all())
        said = (ask.what, ask.why, ask.gain, ask.give_back)
        body = lines(*said, *agreed, *options, *intake, *answers)
        updated = turns[-1].at if turns else ask.sent_at or case.created_at
        yield Text(
            Kind.ASK, ask.pk, ask.title, body, updated, sounds(ask.title), case, ask.department_id
        )


def _answer(answer: Answer) -> Iterator[str]:
    yield from (answer.sentence, answer.what, answer.people, answer.give_back, answer.chosen)
    yield from (option.what for option in answer.options.all())


def of_tasks(tasks: TaskQuerySet) -> Iterator[Text]:
    for task in tasks.standing().prefetch_related("criteria"):
        case = task.collaboration
        criteria = (criterion.text for criterion in task.criteria.all())
        body = lines(task.deliverable, *criteria, task.risk)
        updated = task.updated_at or case.changed_at
        yield Text(
            Kind.TASK,
            task.pk,
            task.name,
            body,
            updated,
            sounds(task.name),
            case,
            task.department_id,
        )


def _tasks(cases: Cases) -> Iterator[Text]:
    return of_tasks(Task.objects.filter(collaboration__in=cases).select_related("collaboration"))


def _meetings(cases: Cases) -> Iterator[Text]:
    meetings = Meeting.objects.filter(collaboration__in=cases).prefetch_related("decisions")
    for meeting in meetings:
        case = cases[meeting.collaboration_id]
        decisions = (decision.text for decision in meeting.decisions.all())
        body = lines(meeting.agenda, meeting.minutes, *decisions, meeting.place)
        title = first_line(meeting.agenda) or case.name
        updated = meeting.held_at or meeting.starts_at
        yield _of_initiator(Kind.MEETING, meeting.pk, title, body, updated, case)


def _problems(cases: Cases) -> Iterator[Text]:
    rows = Ruling.objects.filter(problem__collaboration__in=cases)
    rulings = _gathered(rows.values_list("problem", "sentence"))
    problems = Problem.objects.filter(collaboration__in=cases)
    for problem in problems.prefetch_related("sides", "options"):
        case = cases[problem.collaboration_id]
        sides = list(problem.sides.all())
        said = [line for side in sides for line in (side.fact, side.impact, side.need)]
        options = [line for one in problem.options.all() for line in (one.text, one.consequence)]
        body = lines(*said, *options, *rulings.get(problem.pk, ()), problem.table_says)
        title = first_line(sides[0].fact if sides else "") or case.name
        updated = problem.settled_at or problem.raised_at
        yield _of_initiator(Kind.PROBLEM, problem.pk, title, body, updated, case)


def _risk_notices(cases: Cases) -> Iterator[Text]:
    notices = RiskNotice.objects.filter(task__collaboration__in=cases).select_related("task")
    for notice in notices:
        body = lines(notice.fact, notice.need, notice.proposal, notice.outcome)
        yield Text(
            Kind.RISK_NOTICE, notice.pk, first_line(notice.fact), body,
            notice.settled_at or notice.at, case=cases[notice.task.collaboration_id],
            department=notice.task.department_id,
        )  # fmt: skip


def _dossiers(cases: Cases) -> Iterator[Text]:
    """What came of it, what was learned, what was wanted; the rest is found on its own."""
    dossiers = list(Dossier.objects.filter(collaboration__in=cases))
    learned = _learned([dossier.collaboration_id for dossier in dossiers])
    for dossier in dossiers:
        case = cases[dossier.collaboration_id]
        body = lines(*learned.get(case.pk, ()), case.goal, case.background)
        yield Text(
            Kind.DOSSIER, dossier.pk, case.name, body, dossier.closed_at,
            f"{_numbers(case)} {sounds(case.name)}", case, case.department_id,
        )  # fmt: skip


def _gains(cases: Cases) -> Iterator[Text]:
    gains = Gain.objects.filter(collaboration__in=cases)
    related = ("collaboration", "giver", "receiver", "measure", "receipt")
    return of_gains(gains.select_related(*related), clock.now())


def _comments(cases: Cases) -> Iterator[Text]:
    """What was said and the names of the files beside it; nothing of what was taken away."""
    files = Attachment.objects.filter(collaboration__in=cases, file__withdrawn_at=None)
    names = _gathered(files.exclude(comment=None).values_list("comment", "file__name"))
    standing = Comment.objects.filter(collaboration__in=cases, removed_at=None)
    for comment in standing.select_related("by"):
        yield Text(
            Kind.COMMENT, comment.pk, first_line(comment.about),
            lines(comment.text, *names.get(comment.pk, ())), comment.edited_at or comment.at,
            case=cases[comment.collaboration_id], department=comment.by.department_id,
        )  # fmt: skip


def _learned(cases: Collection[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    if not cases:
        return found
    retrospectives = Retrospective.objects.filter(collaboration__in=cases)
    for one in retrospectives.prefetch_related("improvements"):
        said = found.setdefault(one.collaboration_id, [])
        said += (one.goal_result, one.highlights, one.shortfalls)
        said += (improvement.text for improvement in one.improvements.all())
    return found


def _of_initiator(
    kind: Kind, subject: UUID, title: str, body: str, updated: Any, case: Collaboration
) -> Text:
    return Text(kind, subject, title, body, updated, case=case, department=case.department_id)


def _numbers(case: Collaboration) -> str:
    """协-2026-0042 is also called 协-2026-42."""
    *before, last = case.number.split("-")
    return f"{case.number} {'-'.join([*before, last.lstrip('0')])}"


def _gathered(pairs: Iterable[tuple[UUID, str]]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for key, text in pairs:
        found.setdefault(key, []).append(text)
    return found
