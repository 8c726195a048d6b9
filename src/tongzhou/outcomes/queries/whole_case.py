"""A collaboration from its first sentence to its last, as plain data.

Ids stand for people and departments; `names_in` finds what to call them.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from tongzhou.agreements.models import ChangeRequest, Objection, RowSignature, Version
from tongzhou.collaborations.models import Answer, Ask, Collaboration, Meeting
from tongzhou.core import canonical
from tongzhou.discussions.models import Attachment, Comment
from tongzhou.journal.models import Entry
from tongzhou.org.queries import names_of
from tongzhou.org.queries.acting import acted
from tongzhou.outcomes.models import Acceptance, Delivery, Improvement, Judgement, Remain, View
from tongzhou.outcomes.queries.further import further
from tongzhou.plans.models import Dependency, Role, Support, Task
from tongzhou.problems.models import Option, Problem, Ruling, Side
from tongzhou.progress.models import CheckIn, RiskNotice, WeeklyRound


def whole_case(case: Collaboration) -> dict[str, Any]:
    """Everything a reader in ten years needs; the order inside each list never changes."""
    of_case, of_task = {"collaboration": case}, {"task__collaboration": case}
    return {
        "request": _one(case) | {
            "parties": _rows(case.parties.all()),
            "milestones": _rows(case.milestones.all()),
        },
        "asks": [
            _one(ask) | {"options": _rows(ask.options.all())}
            for ask in Ask.objects.filter(**of_case).prefetch_related("options")
        ],
        "answers": [
            _one(answer) | {"options": _rows(answer.options.all())}
            for answer in Answer.objects.filter(ask__collaboration=case)
            .order_by("at", "id")
            .prefetch_related("options")
        ],
        "meetings": [_meeting(one) for one in Meeting.objects.filter(**of_case).order_by("starts_at", "id")],
        "tasks": _tasks(case),
        "agreement": [_version(one) for one in Version.objects.filter(**of_case).order_by("number")],
        "changes": [
            _one(change) | {"lines": _rows(change.lines.all())}
            for change in ChangeRequest.objects.filter(**of_case)
            .order_by("number")
            .prefetch_related("lines")
        ],
        "rounds": _rows(WeeklyRound.objects.filter(**of_case).order_by("week")),
        "check_ins": _rows(CheckIn.objects.filter(**of_task).order_by("at", "id")),
        "risk_notices": _rows(RiskNotice.objects.filter(**of_task).order_by("at", "id")),
        "problems": [_problem(one) for one in Problem.objects.filter(**of_case).order_by("number")],
        "deliveries": _deliveries(case),
        "retrospective": _retrospective(case),
        "comments": [_comment(one) for one in Comment.objects.filter(**of_case)],
        "files": [_file(one) for one in Attachment.objects.filter(**of_case).select_related("file")],
        "further": {label: _rows(rows) for label, rows in further(case).items()},
        "journal": _rows(Entry.objects.filter(collaboration=case.pk).order_by("seq")),
    }  # fmt: skip


def names_in(content: dict[str, Any]) -> dict[str, str]:
    """What the ids in the dossier were called on the day it closed."""
    return {key: str(name) for key, name in names_of(set(_ids(content))).items()}


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return _one(meeting) | {
        "attendees": _rows(meeting.attendees.order_by("person")),
        "decisions": _rows(meeting.decisions.all()),
    }


def _tasks(case: Collaboration) -> list[dict[str, Any]]:
    tasks = Task.objects.filter(collaboration=case).prefetch_related(
        "criteria",
        Prefetch("roles", Role.objects.order_by("letter", "pk")),
        Prefetch("supports", Support.objects.order_by("department")),
        Prefetch("waits_for", Dependency.objects.order_by("on")),
    )
    return [
        _one(task) | {
            "roles": _rows(task.roles.all()),
            "criteria": _rows(task.criteria.all()),
            "supports": _rows(task.supports.all()),
            "waits_for": _rows(task.waits_for.all()),
        }
        for task in tasks
    ]  # fmt: skip


def _version(version: Version) -> dict[str, Any]:
    acting = acted(department="seat__department", person="person", at="at")
    signatures = RowSignature.objects.filter(seat__row__version=version).annotate(acting=acting)
    rows = version.rows.prefetch_related("seats")
    return _one(version) | {
        "rows": [_one(row) | {"seats": _rows(row.seats.all())} for row in rows],
        "signatures": [
            _one(one) | {"as_acting_head": one.acting} for one in signatures.order_by("at", "id")
        ],
        "objections": _rows(Objection.objects.filter(version=version)),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return _one(problem) | {
        "sides": [
            _one(side) | {"facts": _rows(side.facts.all()), "figures": _rows(side.figures.all())}
            for side in Side.objects.filter(problem=problem)
        ],
        "options": _rows(Option.objects.filter(problem=problem)),
        "ruling": _rows(Ruling.objects.filter(problem=problem)),
    }


def _deliveries(case: Collaboration) -> list[dict[str, Any]]:
    judged = Acceptance.objects.filter(delivery__task__collaboration=case).prefetch_related(
        Prefetch("judgements", Judgement.objects.order_by("pk")),
        Prefetch("remains", Remain.objects.order_by("pk")),
    )
    acceptances = {one.delivery_id: [one] for one in judged}
    deliveries = Delivery.objects.filter(task__collaboration=case).order_by("at", "id")
    return [
        _delivery(one, acceptances.get(one.pk, []))
        for one in deliveries.prefetch_related("results", "figures", "cosignatures")
    ]


def _delivery(delivery: Delivery, acceptance: list[Acceptance]) -> dict[str, Any]:
    return _one(delivery) | {
        "results": _rows(delivery.results.all()),
        "figures": _rows(delivery.figures.all()),
        "cosignatures": _rows(delivery.cosignatures.all()),
        "acceptance": _rows(acceptance),
        "judgements": [one for judged in acceptance for one in _rows(judged.judgements.all())],
        "remains": [one for judged in acceptance for one in _rows(judged.remains.all())],
    }


def _retrospective(case: Collaboration) -> dict[str, Any]:
    retrospective = case.retrospective
    return _one(retrospective) | {
        "views": _rows(View.objects.filter(retrospective=retrospective)),
        "improvements": _rows(Improvement.objects.filter(retrospective=retrospective)),
    }


def _comment(comment: Comment) -> dict[str, Any]:
    """Its words as they were written; of a removed one only that it was there."""
    facts = _one(comment)
    del facts["html"]
    return facts | ({"text": ""} if comment.removed_at else {})


def _file(attachment: Attachment) -> dict[str, Any]:
    """Name and fingerprint; the bytes lie under the fingerprint."""
    return _one(attachment.file) | {
        "kind": attachment.kind,
        "subject": str(attachment.subject),
        "comment_id": attachment.comment_id and str(attachment.comment_id),
    }


def _rows(rows: QuerySet[Any] | Iterable[Model]) -> list[dict[str, Any]]:
    return [_one(row) for row in rows]


def _one(row: Model) -> dict[str, Any]:
    """Every column under its own name; decimals as text and moments in UTC, on every engine."""
    return {
        field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return value.astimezone(UTC).isoformat()
        case _:
            return canonical.plain(value)


def _ids(value: Any) -> Iterable[str]:
    match value:
        case dict():
            for item in value.values():
                yield from _ids(item)
        case list():
            for item in value:
                yield from _ids(item)
        case str() if len(value) == 36 and value.count("-") == 4:
            yield value
