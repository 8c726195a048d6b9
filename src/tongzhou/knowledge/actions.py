"""Writes the documents of the search again from their subjects; repeating it changes nothing."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal.models import Cursor
from tongzhou.knowledge import bigrams, texts
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.texts import Text
from tongzhou.org.models import Department, Person

READER = "search"
"""The name of the journal's consumer; the lock of its cursor makes writers take turns."""
MOST_TOKENS = 12_000
BREAK = "¶"
"""Between title, text and names: no phrase reaches over it."""
WRITTEN = ("kind", "collaboration", "title", "body", "heading", "tokens", "updated")


def reindex_case(case: UUID) -> None:
    """A collaboration is small: read whole, nothing that changed in it is forgotten."""
    with transaction.atomic():
        _take_turn()
        found = Collaboration.objects.filter(pk=case).first()
        if found is not None:
            written = Document.objects.filter(collaboration=case)
            _write(texts.of_case(found), written, collaboration=case)


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


def reindex_all() -> int:
    """Everything, in short transactions beside the running house; how many documents there are."""
    reindex_departments(Q())
    reindex_people(Q())
    for case in Collaboration.objects.order_by("-changed_at").values_list("pk", flat=True):
        reindex_case(case)
    return Document.objects.count()


def _take_turn() -> None:
    Cursor.objects.select_for_update().filter(consumer=READER).first()


def _write(
    found: Iterable[Text], written: QuerySet[Document], *, collaboration: UUID | None = None
) -> None:
    """Rows that already say the same stay untouched; those without a subject go."""
    before = {row[0]: row[1:] for row in written.values_list("subject", "title", "body", "heading")}
    now = {text.subject: text for text in found}
    changed = [
        _document(text, collaboration)
        for text in now.values()
        if before.get(text.subject) != (text.title[:200], text.body, _heading(text))
    ]
    Document.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["subject"], update_fields=WRITTEN
    )
    if gone := before.keys() - now.keys():
        written.filter(subject__in=gone).delete()


def _document(text: Text, collaboration: UUID | None) -> Document:
    return Document(
        kind=text.kind,
        subject=text.subject,
        collaboration_id=collaboration,
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
    return " ".join([token for tokens in cut for token in tokens][:MOST_TOKENS])


def _known(moment: datetime) -> datetime:
    return min(moment, clock.now())
