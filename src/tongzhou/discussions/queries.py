"""What the panel of a discussion shows, in a bounded number of queries."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, When
from django.utils.translation import ngettext, pgettext
from markupsafe import Markup

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.names import reading_of_words
from tongzhou.discussions import policy
from tongzhou.discussions.everybody import everybody, taking_part
from tongzhou.discussions.models import Attachment, Comment, Mention, Stance, Wording
from tongzhou.discussions.subjects import Matter
from tongzhou.files.models import StoredFile
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import people_matching

MOST_COMMENTS = 100
MOST_FILES = 100
MOST_NAMES = 8


@dataclass(slots=True)
class Said:
    """A comment as the panel shows it."""

    id: UUID
    by: str
    short: str
    hue: int
    department: str
    at: datetime
    edited_at: datetime | None
    is_removed: bool
    is_own: bool
    is_editable: bool
    html: Markup
    answers: str
    answers_id: UUID | None
    files: list[StoredFile] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    earlier: list[Wording] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the reader chose to hear, and who else follows."""

    mode: str
    followers: list[str]


@dataclass(frozen=True, slots=True)
class Panel:
    matter: Matter
    comments: list[Said]
    files: list[Attachment]
    hearing: Hearing | None
    earlier: UUID | None
    is_closed: bool
    may: bool
    count: int


def panel_of(
    matter: Matter, case: Collaboration | None, person: Person, *, before: UUID | None = None
) -> Panel:
    """The newest comments in their order, with `earlier` the key of the page above; six queries."""
    rows = _comments(matter, before)
    more = len(rows) > MOST_COMMENTS
    rows = rows[:MOST_COMMENTS][::-1]
    closed = policy.is_closed(case, matter)
    comments = {row.pk: _said(row, person, closed=closed) for row in rows}
    loose = _fill_in(matter, comments)
    return Panel(
        matter=matter,
        comments=list(comments.values()),
        files=loose,
        hearing=hearing(case, person) if case else None,
        earlier=rows[0].pk if more else None,
        is_closed=closed,
        may=bool(policy.may_comment(person)),
        count=sum(not one.is_removed for one in comments.values()),
    )


def _comments(matter: Matter, before: UUID | None) -> list[Comment]:
    rows = Comment.objects.filter(subject=matter.id).select_related("by__department", "answers__by")
    if before:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[: MOST_COMMENTS + 1])


def _said(row: Comment, person: Person, *, closed: bool) -> Said:
    removed = row.removed_at is not None
    own = row.by_id == person.pk and not closed
    return Said(
        id=row.pk,
        by=row.by.name,
        short=row.by.short,
        hue=row.by.department.hue,
        department=row.by.department.name,
        at=row.at,
        edited_at=row.edited_at,
        is_removed=removed,
        is_own=own,
        is_editable=own and not removed and policy.is_editable(row),
        html=Markup("" if removed else row.html),  # noqa: S704 — cleaned when it was rendered
        answers=row.answers.by.name if row.answers else "",
        answers_id=row.answers_id,
    )


def _fill_in(matter: Matter, comments: dict[UUID, Said]) -> list[Attachment]:
    """Files, names that were not told, earlier wordings; gives the files without a comment."""
    loose = []
    attached = Attachment.objects.filter(subject=matter.id, file__withdrawn_at=None)
    for one in attached.select_related("file__uploaded_by")[:MOST_FILES]:
        if one.comment_id in comments:
            comments[one.comment_id].files.append(one.file)
        elif one.comment_id is None:
            loose.append(one)
    shown = [key for key, one in comments.items() if not one.is_removed]
    untold = Mention.objects.filter(comment__in=shown, told=False)
    names = untold.values_list("comment", "person__name", "department__name")
    for key, person, department in names:
        comments[key].untold.append(person or department)
    edited = [key for key in shown if comments[key].edited_at]
    for wording in Wording.objects.filter(comment__in=edited) if edited else ():
        comments[wording.comment_id].earlier.append(wording)
    return loose


def files_of(case: Collaboration) -> list[StoredFile]:
    """Everything handed in anywhere in the collaboration, the latest first."""
    rows = StoredFile.objects.filter(collaboration=case.pk, withdrawn_at=None)
    return list(rows.select_related("uploaded_by").order_by("-at")[:MOST_FILES])


def files_on(kind: str, subjects: Iterable[UUID]) -> dict[UUID, list[StoredFile]]:
    """Files without a comment by the matter they lie beside; one query for a whole page."""
    found: dict[UUID, list[StoredFile]] = defaultdict(list)
    rows = Attachment.objects.filter(kind=kind, subject__in=list(subjects), comment=None)
    for row in rows.filter(file__withdrawn_at=None).select_related("file"):
        found[row.subject].append(row.file)
    return found


def said_beside(kind: str, places: Collection[UUID]) -> dict[UUID, list[str]]:
    """What stands there, with the names of the files; two queries for many places."""
    said: dict[UUID, list[str]] = defaultdict(list)
    comments = Comment.objects.filter(collaboration=None, kind=kind, removed_at=None)
    for place, text in comments.filter(subject__in=places).values_list("subject", "text"):
        said[place].append(text)
    files = Attachment.objects.filter(collaboration=None, kind=kind, file__withdrawn_at=None)
    for place, name in files.filter(subject__in=places).values_list("subject", "file__name"):
        said[place].append(name)
    return said


def names_to_mention(
    text: str, *, by: Person, case: Collaboration | None = None
) -> list[dict[str, Any]]:
    """People by name, pinyin or initials, then departments; a few. Who takes part comes first."""
    typed = "".join(unicodedata.normalize("NFKC", text[:40]).lower().split())
    parties = case.parties.values("department") if case else Department.objects.none().values("pk")
    first = taking_part(case) if case else ()
    people = list(people_matching(typed, by=by, limit=MOST_NAMES, first=first))
    named = Q(name__icontains=typed) | Q(code__startswith=typed)
    takes_part = Case(When(pk__in=parties, then=0), default=1)
    open_ones = Department.objects.visible_to(by).filter(named).order_by(takes_part, "path")
    places = open_ones.values("id", "name", "hue", head_name=F("head__name"))[: MOST_NAMES // 2]
    found = [{**one, "kind": "person", "note": one["department_name"]} for one in people]
    found += [{**one, "kind": "department", "note": one["head_name"] or ""} for one in places]
    return [*found[:MOST_NAMES], *_everybody(typed, by, case)]


def _everybody(typed: str, by: Person, case: Collaboration | None) -> list[dict[str, Any]]:
    """Last of all, and with the number of people who would be disturbed."""
    name = pgettext("behind an @", "everyone")
    reading = reading_of_words(name)
    sounds = (name, reading.pinyin.replace(" ", ""), reading.initials, "everyone")
    if case is None or not any(one.startswith(typed) for one in sounds):
        return []
    if not policy.may_call_everybody(by, case):
        return []
    count = len(everybody(case, but=by))
    note = ngettext("tells %(count)s person", "tells %(count)s people", count) % {"count": count}
    return [{"id": "", "name": name, "hue": 0, "kind": "everybody", "note": note}]


def hearing(case: Collaboration, person: Person) -> Hearing:
    rows = Stance.objects.filter(collaboration=case).select_related("person")
    known = list(rows)
    own = next((row.mode for row in known if row.person_id == person.pk), "")
    return Hearing(own, [row.person.name for row in known if row.mode == Stance.Mode.FOLLOW])
