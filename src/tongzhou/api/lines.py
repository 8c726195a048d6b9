"""One line of each list, and the page it stands on; `next` is the cursor of what follows."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from tongzhou.api.shapes import Named, State
from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.states import ASK
from tongzhou.discussions.models import Comment
from tongzhou.journal.queries import Line
from tongzhou.notices.models import Notice
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK


class TaskLine(Schema):
    id: UUID
    collaboration: UUID
    name: str
    department: Named | None
    start: date | None
    end: date | None
    state: State
    percent: int
    version: int


class AskLine(Schema):
    id: UUID
    collaboration: UUID
    from_department: Named
    to_department: Named
    what: str
    by_date: date | None
    state: State
    sent_at: datetime | None
    version: int


class PersonLine(Schema):
    """`login` is said to administrators alone: to anybody else it is half of a way in."""

    id: UUID
    login: str | None
    name: str
    title: str
    department: Named
    is_active: bool


class DepartmentLine(Schema):
    id: UUID
    code: str
    name: str
    parent: UUID | None
    head: Named | None
    dissolved_at: datetime | None


class CommentLine(Schema):
    """`kind` and `subject` are the matter it stands beside."""

    id: UUID
    collaboration: UUID | None
    kind: str
    subject: UUID
    by: Named
    at: datetime
    text: str
    removed_at: datetime | None


class NoticeLine(Schema):
    id: UUID
    collaboration: UUID | None
    kind: str
    sentence: str
    created_at: datetime
    read_at: datetime | None


class EntryLine(Schema):
    seq: int
    at: datetime
    kind: str
    actor: UUID | None
    subject: UUID
    sentence: str


class TaskPage(Schema):
    items: list[TaskLine]
    next: str | None


class AskPage(Schema):
    items: list[AskLine]
    next: str | None


class PersonPage(Schema):
    items: list[PersonLine]
    next: str | None


class DepartmentPage(Schema):
    items: list[DepartmentLine]
    next: str | None


class CommentPage(Schema):
    items: list[CommentLine]
    next: str | None


class NoticePage(Schema):
    items: list[NoticeLine]
    next: str | None


class EntryPage(Schema):
    items: list[EntryLine]
    next: str | None


def task(row: Task) -> TaskLine:
    return TaskLine(
        id=row.pk, collaboration=row.collaboration_id, name=row.name,
        department=_named(row.department) if row.department else None, start=row.start, end=row.end,
        state=State(key=row.state, label=str(TASK.state(row.state).label)),
        percent=row.percent, version=row.version,
    )  # fmt: skip


def ask(row: Ask) -> AskLine:
    return AskLine(
        id=row.pk, collaboration=row.collaboration_id,
        from_department=_named(row.collaboration.department), to_department=_named(row.department),
        what=row.what, by_date=row.by_date,
        state=State(key=row.state, label=str(ASK.state(row.state).label)),
        sent_at=row.sent_at, version=row.version,
    )  # fmt: skip


def person(row: Person, *, with_login: bool) -> PersonLine:
    return PersonLine(
        id=row.pk, login=row.login if with_login else None, name=row.name, title=row.title,
        department=_named(row.department), is_active=row.is_active,
    )  # fmt: skip


def department(row: Department) -> DepartmentLine:
    return DepartmentLine(
        id=row.pk, code=row.code, name=row.name, parent=row.parent_id, head=_named(row.head) if row.head else None,
        dissolved_at=row.dissolved_at,
    )  # fmt: skip


def comment(row: Comment) -> CommentLine:
    return CommentLine(
        id=row.pk, collaboration=row.collaboration_id, kind=row.kind, subject=row.subject,
        by=_named(row.by), at=row.at, text="" if row.removed_at else row.text,
        removed_at=row.removed_at,
    )  # fmt: skip


def notice(row: Notice, line: Line) -> NoticeLine:
    return NoticeLine(
        id=row.pk, collaboration=row.collaboration_id, kind=row.kind, sentence=line.sentence,
        created_at=row.created_at, read_at=row.read_at,
    )  # fmt: skip


def entry(line: Line) -> EntryLine:
    return EntryLine(
        seq=line.seq, at=line.at, kind=line.kind, actor=line.actor, subject=line.subject,
        sentence=line.sentence,
    )  # fmt: skip


def _named(row: Department | Person) -> Named:
    return Named(id=row.pk, name=row.name)
