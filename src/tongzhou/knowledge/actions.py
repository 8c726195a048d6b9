"""Writes the documents of the search again from their subjects; repeating it changes nothing."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.duties.models import Duty
from tongzhou.goals.models import Goal
from tongzhou.journal.models import Cursor
from tongzhou.knowledge import bigrams, texts
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.texts import Text
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.teams.models import Team

READER = "search"
"""The name of the journal's consumer; the lock of its cursor makes writers take turns."""
MOST_TOKENS = 12_000
BREAK = "¶"
"""Between title, text and names: no phrase reaches over it."""
WRITTEN = (
    "kind", "collaboration", "department", "is_over", "title", "body", "heading", "tokens", "updated",
)  # fmt: skip
COMPARED = ("subject", "title", "body", "heading", "department", "is_over")
TOGETHER = 20
"""Collaborations that are read in one go."""


def reindex_cases(wanted: Sequence[UUID]) -> None:
    """Collaborations are small: read whole, nothing that changed in them is forgotten."""
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        with transaction.atomic():
            _take_turn()
            found = list(Collaboration.objects.filter(pk__in=some))
            _write(texts.of_cases(found), Document.objects.filter(collaboration__in=some))


def reindex_tasks(wanted: Collection[UUID]) -> None:
    """Rows of the division table change most often, and alone."""
    if not wanted:
        return
    with transaction.atomic():
        _take_turn()
        tasks = Task.objects.filter(pk__in=wanted).select_related("collaboration")
        _write(texts.of_tasks(tasks), Document.objects.filter(subject__in=wanted))


def reindex_people(wanted: Q) -> None:
    with transaction.atomic():
        _take_turn()
        people = Person.objects.filter(wanted).select_related("department")
        written = Document.objects.filter(subject__in=people.values("pk"))
        _write(texts.of_people(people, clock.now()), written)


def reindex_departments(wanted: Q) -> None:
    with transaction.atomic():
        _take_turn()
        departments = Department.objects.filter(wanted).select_related("head", "deputy")
        written = Document.objects.filter(subject__in=departments.values("pk"))
        _write(texts.of_departments(departments, clock.now()), written)


def reindex_teams(wanted: Q) -> None:
    with transaction.atomic():
        _take_turn()
        teams = Team.objects.filter(wanted).select_related("leader")
        written = Document.objects.filter(subject__in=teams.values("pk"))
        _write(texts.of_teams(teams, clock.now()), written)


def reindex_duties(wanted: Q) -> None:
    with transaction.atomic():
        _take_turn()
        duties = Duty.objects.filter(wanted).select_related("owner")
        written = Document.objects.filter(subject__in=duties.values("pk"))
        _write(texts.of_duties(duties, clock.now()), written)


def reindex_goals(wanted: Q) -> None:
    with transaction.atomic():
        _take_turn()
        goals = Goal.objects.filter(wanted).select_related("department", "closing")
        written = Document.objects.filter(subject__in=goals.values("pk"))
        _write(texts.of_goals(goals.prefetch_related("measures"), clock.now()), written)


def reindex_all() -> int:
    """Everything, in short transactions beside the running house; how many documents there are."""
    reindex_departments(Q())
    reindex_people(Q())
    reindex_teams(Q())
    reindex_duties(Q())
    reindex_goals(Q())
    cases = Collaboration.objects.order_by("-changed_at").values_list("pk", flat=True)
    reindex_cases(list(cases))
    return Document.objects.count()


def _take_turn() -> None:
    Cursor.objects.select_for_update().filter(consumer=READER).first()


def _write(found: Iterable[Text], written: QuerySet[Document]) -> None:
    """Rows that already say the same stay untouched; those without a subject go."""
    before = {row[0]: row[1:] for row in written.order_by().values_list(*COMPARED)}
    now = {text.subject: text for text in found}
    changed = [
        _document(text) for text in now.values() if before.get(text.subject) != _compared(text)
    ]
    Document.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["subject"], update_fields=WRITTEN
    )
    if gone := before.keys() - now.keys():
        written.filter(subject__in=gone).delete()


def _compared(text: Text) -> tuple[Any, ...]:
    return text.title[:200], text.body, _heading(text), text.department, text.is_over


def _document(text: Text) -> Document:
    return Document(
        kind=text.kind,
        subject=text.subject,
        collaboration=text.case,
        department_id=text.department,
        is_over=text.is_over,
        title=text.title[:200],
        body=text.body,
        heading=_heading(text),
        tokens=_tokens(text),
        updated=_known(text.updated),
    )


def _heading(text: Text) -> str:
    return bigrams.fold(f"{text.title} {text.names}".strip())


def _tokens(text: Text) -> str:
    """Names first: of a text too long for the index they are never cut off."""
    parts = (text.names, text.title, text.body)
    cut = [[*bigrams.tokens(part), BREAK] for part in parts]
    named = [bigrams.NAMED + token for token in bigrams.tokens(_heading(text))]
    return " ".join([*named, BREAK, *(one for tokens in cut for one in tokens)][:MOST_TOKENS])


def _known(moment: datetime) -> datetime:
    return min(moment, clock.now())
