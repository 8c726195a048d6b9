"""What a program pages through from the beginning to the end: by id, in the order things were made.

A line tells enough to know whether to open it; what it is made of stands at its own address.
"""

from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from tongzhou.api import cursors, lines
from tongzhou.api.errors import REFUSALS
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.discussions.models import Comment
from tongzhou.journal.events import echoes
from tongzhou.journal.models import Entry
from tongzhou.journal.queries import lines as told
from tongzhou.notices.models import Notice
from tongzhou.org.models import Department, Person
from tongzhou.org.policy import may_manage_organisation
from tongzhou.org.queries import names_of
from tongzhou.org.request import PersonRequest
from tongzhou.plans.models import Task

router = Router()
Cursor = Annotated[str, Query(max_length=200)]
Limit = Literal["20", "50", "100"]
Row = TypeVar("Row", bound=Any)


@router.get(
    "/tasks", response={200: lines.TaskPage, **REFUSALS}, tags=["division table"],
    summary="Rows of every division table one may see",
)  # fmt: skip
def tasks(request: PersonRequest, cursor: Cursor = "", limit: Limit = "50") -> lines.TaskPage:
    rows = Task.objects.visible_to(request.user).standing().select_related("department")
    found, further = _page(rows, cursor, limit)
    return lines.TaskPage(items=[lines.task(one) for one in found], next=further)


@router.get(
    "/asks", response={200: lines.AskPage, **REFUSALS}, tags=["requests"],
    summary="Requests one may see",
)  # fmt: skip
def asks(request: PersonRequest, cursor: Cursor = "", limit: Limit = "50") -> lines.AskPage:
    rows = Ask.objects.visible_to(request.user)
    rows = rows.select_related("department", "collaboration__department")
    found, further = _page(rows, cursor, limit)
    return lines.AskPage(items=[lines.ask(one) for one in found], next=further)


@router.get(
    "/people", response={200: lines.PersonPage, **REFUSALS}, tags=["organisation"],
    summary="People, also those who left",
)  # fmt: skip
def people(request: PersonRequest, cursor: Cursor = "", limit: Limit = "50") -> lines.PersonPage:
    rows = Person.objects.visible_to(request.user).select_related("department")
    found, further = _page(rows, cursor, limit)
    manages = bool(may_manage_organisation(request.user))
    items = [lines.person(one, with_login=manages) for one in found]
    return lines.PersonPage(items=items, next=further)


@router.get(
    "/departments", response={200: lines.DepartmentPage, **REFUSALS}, tags=["organisation"],
    summary="Departments, also dissolved ones",
)  # fmt: skip
def departments(
    request: PersonRequest, cursor: Cursor = "", limit: Limit = "50"
) -> lines.DepartmentPage:
    rows = Department.objects.visible_to(request.user).select_related("head")
    found, further = _page(rows, cursor, limit)
    return lines.DepartmentPage(items=[lines.department(one) for one in found], next=further)


@router.get(
    "/comments", response={200: lines.CommentPage, **REFUSALS}, tags=["discussions"],
    summary="Comments one may see; of a removed one its place alone",
)  # fmt: skip
def comments(request: PersonRequest, cursor: Cursor = "", limit: Limit = "50") -> lines.CommentPage:
    rows = Comment.objects.visible_to(request.user).select_related("by")
    found, further = _page(rows, cursor, limit)
    return lines.CommentPage(items=[lines.comment(one) for one in found], next=further)


@router.get(
    "/notices", response={200: lines.NoticePage, **REFUSALS}, tags=["own"],
    summary="One's own notices",
)  # fmt: skip
def notices(request: PersonRequest, cursor: Cursor = "", limit: Limit = "50") -> lines.NoticePage:
    rows = Notice.objects.visible_to(request.user).select_related("entry")
    found, further = _page(rows, cursor, limit)
    sentences = told([one.entry for one in found], names=names_of)
    items = [lines.notice(one, line) for one, line in zip(found, sentences, strict=True)]
    return lines.NoticePage(items=items, next=further)


@router.get(
    "/collaborations/{uuid:collaboration}/entries",
    response={200: lines.EntryPage, **REFUSALS}, tags=["collaborations"],
    summary="What happened in a collaboration, from the first entry on",
)  # fmt: skip
def entries(
    request: PersonRequest, collaboration: UUID, cursor: Cursor = "", limit: Limit = "50"
) -> lines.EntryPage:
    case = get_object_or_404(Collaboration.objects.visible_to(request.user), pk=collaboration)
    rows = Entry.objects.filter(collaboration=case.pk).exclude(kind__in=echoes())
    found, further = _page(rows, cursor, limit)
    items = [lines.entry(line) for line in told(found, names=names_of)]
    return lines.EntryPage(items=items, next=further)


def _page(rows: "QuerySet[Row]", cursor: str, limit: str) -> tuple[list[Row], str | None]:
    """The lines behind the cursor, and the cursor of what follows them."""
    most, key = int(limit), rows.model._meta.pk
    assert key is not None
    if last := cursors.read_key(cursor, key):
        rows = rows.filter(pk__gt=last)
    found = list(rows.order_by("pk")[: most + 1])
    return found[:most], cursors.written_key(found[most - 1].pk) if len(found) > most else None
