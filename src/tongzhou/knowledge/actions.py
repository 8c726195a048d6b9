"""Writes the documents of the search again from their subjects; repeating it changes nothing."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tongzhou.agreements.models import Provision
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.duties.models import Duty
from tongzhou.exchange.models import Gain
from tongzhou.goals.models import Goal
from tongzhou.journal.models import Cursor
from tongzhou.knowledge import bigrams, texts
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.texts import Text
from tongzhou.org.models import Department, Person
from tongzhou.past.models import PastCase
from tongzhou.plans.models import Task
from tongzhou.submissions.models import Campaign, Respondent
from tongzhou.teams.models import Team
from tongzhou.terms.models import Term

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
MANY = 200
"""Past collaborations that are read in one go."""


def reindex_cases(wanted: Sequence[UUID]) -> None:
    """Collaborations are small: read whole, nothing that changed in them is forgotten."""
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        with transaction.atomic():
            _take_turn()
            found = list(Collaboration.objects.filter(pk__in=some))
            _write(texts.of_cases(found), Document.objects.filter(collaboration__in=some))


def reindex_clauses(people: Collection[UUID]) -> None:
    """Clauses say the names of those who are to act; they are read with their collaborations."""
    if not people:
        return
    standing = Provision.objects.filter(kind=Provision.Kind.CLAUSE, removed_at=None)
    named = standing.filter(content__then__person__in=[str(one) for one in people])
    reindex_cases(sorted(set(named.values_list("collaboration", flat=True))))


def reindex_tasks(wanted: Collection[UUID]) -> None:
    """Rows of the division table change most often, and alone."""
    if not wanted:
        return
    with transaction.atomic():
        _take_turn()
        tasks = Task.objects.filter(pk__in=wanted).select_related("collaboration")
        _write(texts.of_tasks(tasks), Document.objects.filter(subject__in=wanted))


def reindex_people(wanted: Q) -> None:
    people = Person.objects.filter(wanted)
    _again(people, people.select_related("department"), texts.of_people)


def reindex_departments(wanted: Q) -> None:
    departments = Department.objects.filter(wanted)
    _again(departments, departments.select_related("head", "deputy"), texts.of_departments)


def reindex_teams(wanted: Q) -> None:
    teams = Team.objects.filter(wanted)
    _again(teams, teams.select_related("leader"), texts.of_teams)


def reindex_duties(wanted: Q) -> None:
    duties = Duty.objects.filter(wanted)
    _again(duties, duties.select_related("owner"), texts.of_duties)


def reindex_goals(wanted: Q) -> None:
    goals = Goal.objects.filter(wanted)
    whole = goals.select_related("department", "closing").prefetch_related("measures")
    _again(goals, whole, texts.of_goals)


def reindex_terms(wanted: Q) -> None:
    terms = Term.objects.filter(wanted)
    whole = terms.prefetch_related("spellings", "wordings__department")
    _again(terms, whole, texts.of_terms)


def reindex_campaigns(wanted: Q) -> None:
    """What is collected, and what was handed in."""
    campaigns = Campaign.objects.filter(wanted)
    _again(campaigns, campaigns.prefetch_related("questions"), texts.of_campaigns)
    reindex_respondents(Q(campaign__in=campaigns.order_by().values("pk")))


def reindex_respondents(wanted: Q) -> None:
    """Called by the name of the department or person that was asked."""
    asked = Respondent.objects.filter(wanted)
    whole = asked.select_related("campaign", "department", "person")
    _again(asked, whole.prefetch_related("campaign__questions", "handings"), texts.of_respondents)


def reindex_gains(wanted: Q) -> None:
    """Those without a collaboration; the others are read with theirs."""
    gains = Gain.objects.filter(wanted, collaboration=None)
    related = ("collaboration", "giver", "receiver", "measure", "receipt")
    _again(gains, gains.select_related(*related), texts.of_gains)


def reindex_past(wanted: Q) -> None:
    """Histories are long: some at a time. What a later bundle tells anew has a new row."""
    keys = list(PastCase.objects.filter(wanted).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), MANY):
        cases = PastCase.objects.filter(pk__in=keys[start : start + MANY])
        whole = cases.select_related("source").prefetch_related("parties")
        _again(cases, whole, texts.of_past_cases)
    with transaction.atomic():
        _take_turn()
        told = PastCase.objects.filter(pk=OuterRef("subject"))
        Document.objects.filter(~Exists(told), kind=Document.Kind.PAST_CASE).delete()


def reindex_all() -> int:
    """Everything, in short transactions beside the running house; how many documents there are."""
    reindex_departments(Q())
    reindex_people(Q())
    reindex_teams(Q())
    reindex_duties(Q())
    reindex_goals(Q())
    reindex_terms(Q())
    reindex_campaigns(Q())
    reindex_gains(Q())
    reindex_past(Q())
    cases = Collaboration.objects.order_by("-changed_at").values_list("pk", flat=True)
    reindex_cases(list(cases))
    return Document.objects.count()


Reader = Callable[[Iterable[Any], datetime], Iterable[Text]]


def _again(rows: QuerySet[Any], whole: QuerySet[Any], read: Reader) -> None:
    """`whole` are the rows with everything that is read of them."""
    with transaction.atomic():
        _take_turn()
        written = Document.objects.filter(subject__in=rows.order_by().values("pk"))
        _write(read(whole, clock.now()), written)


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
