"""The list of change requests and the page of one, with what this person may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements import policy
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries.change_forms import key_of
from tongzhou.agreements.queries.changes import Reach, aim_of, blast_of, reach
from tongzhou.agreements.queries.directory import directory
from tongzhou.agreements.queries.leeways import why_not_at_once
from tongzhou.agreements.queries.moved import Moved, moved_meanwhile
from tongzhou.agreements.queries.objections import Window, objections_to, window
from tongzhou.agreements.queries.sheets import load_change, sheet
from tongzhou.agreements.queries.touched import accepted, states_ahead
from tongzhou.agreements.sheet import Sheet
from tongzhou.agreements.states import CHANGE
from tongzhou.agreements.unseen import mark_of
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Department, Person

WHILE = ("delivering", "accepting")
BEFORE = ("draft", "asking", "dividing", "signing")
SIGNED_FOR = ("signing", "provisional", "applied", "reverted", "rejected", "withdrawn")


@dataclass(frozen=True, slots=True)
class Listed:
    id: UUID
    number: int
    kind: str
    reason: str
    state: str
    label: Sentence
    tone: str
    by: str
    department: str
    hue: int
    at: datetime
    lines: int
    is_ruled: bool


@dataclass(frozen=True)
class ChangePage:
    """`sheet` is the version made for it, once the heads have been asked.

    `signed_first` is the number of another request that is being signed: this one waits. `beyond`
    says why it is not within the leeway; empty when it is, None when none was agreed. `mark` says
    what it wanted when it was read.
    """

    change: ChangeRequest
    label: Sentence
    tone: str
    awaited: Sentence
    reach: Reach
    sheet: Sheet | None
    is_stale: bool
    signed_first: int | None
    moved: list[Moved]
    beyond: list[str] | None
    verbs: frozenset[str]
    window: Window | None
    objections: list[ChangeRequest]
    mark: str = ""


def listing(collaboration: UUID) -> list[Listed]:
    """Newest first; one query."""
    rows = ChangeRequest.objects.filter(collaboration=collaboration).values(
        "id", "number", "kind", "reason", "state", "at", "ruling", by_name=F("by__name"),
        department_name=F("department__name"), hue=F("department__hue"), count=Count("lines"),
    )  # fmt: skip
    return [_listed(row) for row in rows.order_by("-number")]


def _listed(row: dict[str, Any]) -> Listed:
    state = CHANGE.state(row["state"])
    return Listed(
        id=row["id"],
        number=row["number"],
        kind=row["kind"],
        reason=row["reason"],
        state=state.key,
        label=state.label,
        tone=state.tone,
        by=row["by_name"],
        department=row["department_name"],
        hue=row["hue"],
        at=row["at"],
        lines=row["count"],
        is_ruled=row["ruling"] is not None,
    )


def page(change: ChangeRequest, person: Person) -> ChangePage:
    state = CHANGE.state(change.state)
    made, of = load_change(change)
    found = made if change.state in SIGNED_FOR else None
    aim = aim_of(change, of.before)
    also = {change.collaboration.department_id, *of.departments}
    also |= set(change.collaboration.parties.values_list("department", flat=True))
    known = directory([*of.contents, *aim.after.values()], also)
    return ChangePage(
        change=change,
        label=state.label,
        tone=state.tone,
        awaited=state.sentence,
        reach=reach(change, aim, known, of),
        sheet=sheet(found, person, of=of, known=known, with_table=False) if found else None,
        is_stale=_is_stale(change),
        signed_first=_signed_first(change),
        beyond=why_not_at_once(change, aim) if change.state == "draft" else None,
        moved=moved_meanwhile(change, known) if _is_stale(change) else [],
        verbs=frozenset(_verbs(change, person)),
        window=window(change, person),
        objections=objections_to(change),
        mark=mark_of(change) if change.state == "draft" else "",
    )


def party(change: ChangeRequest, key: UUID) -> Department:
    """Only departments that take part exist here."""
    parties = Department.objects.filter(takes_part__collaboration=change.collaboration_id)
    found: Department = get_object_or_404(parties.select_related("head", "deputy"), pk=key)
    return found


def left_to_others(typed: Mapping[str, Any]) -> list[UUID]:
    """The lines about which was chosen what is in force now, not what this request wants."""
    prefix = "choice_"
    names = [name for name in typed if name.startswith(prefix) and typed[name] == "now"]
    found = [key_of(name.removeprefix(prefix)) for name in names]
    return [key for key in found if key]


def pushed_rows(change: ChangeRequest) -> dict[UUID, dict[str, str]]:
    """New days of the rows that those it moves push along."""
    base: dict[UUID | None, Any] = dict(change.base.rows.values_list("task", "content"))
    ahead = states_ahead(change.collaboration_id)
    blast = blast_of(aim_of(change, base), done=accepted(ahead))
    return {
        one.task: {"start": one.new_start.isoformat(), "end": one.new_end.isoformat()}
        for one in blast.collisions
    }


def _is_stale(change: ChangeRequest) -> bool:
    return change.state in ("draft", "reviewing") and change.base.state != "in_force"


def _signed_first(change: ChangeRequest) -> int | None:
    if change.state not in ("draft", "reviewing"):
        return None
    others = ChangeRequest.objects.filter(
        collaboration=change.collaboration_id, state__in=("signing", "provisional")
    )
    return others.values_list("number", flat=True).first()


def _verbs(change: ChangeRequest, person: Person) -> list[str]:
    """What the table allows now and this person may."""
    allowed = {move.verb for move in CHANGE.moves_from(change.state)}
    mine: set[str] = set()
    if policy.may_revise_change(person, change):
        mine |= {"revise", "submit", "rebase", "withdraw", "apply_at_once"}
    if policy.may_take_up(person, change.collaboration):
        mine |= {"take_up", "reject", "declare"}
    if change.ruling:
        mine -= {"reject", "withdraw", "declare", "apply_at_once"}
    return sorted(allowed & mine)


def may_draft(person: Person, case: Collaboration) -> bool:
    """Whether the button for a new request is shown."""
    return case.state in WHILE and bool(policy.may_draft_change(person, case))


def why_not(person: Person, case: Collaboration) -> Sentence:
    """Who may instead, or when; empty for whoever may request a change now."""
    if case.state in WHILE:
        return policy.may_draft_change(person, case).reason
    if case.state in BEFORE:
        return _(
            "What was signed is changed by request while the work is going on. Before that, the"
            " division table itself is edited."
        )
    if case.state == "paused":
        return _("The collaboration is paused. A change can be requested once it goes on.")
    return _("The work is over: what was signed stays as it is.")
