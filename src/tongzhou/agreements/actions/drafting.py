"""Writes down what a change request wants, line by line, against the version in force."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements import policy
from tongzhou.agreements.actions.circulating import checked_reason
from tongzhou.agreements.actions.lines import rewrite_lines, write_lines
from tongzhou.agreements.actions.locks import locked_change
from tongzhou.agreements.actions.turns import settle_change
from tongzhou.agreements.asked import NOTHING, Asked, Values
from tongzhou.agreements.events import ChangeDrafted, ChangeRebased, ChangeRevised
from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.agreements.states import CHANGE
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.actions import record
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing

CHANGES_WHILE = ("delivering", "accepting")


def draft(
    collaboration: Collaboration,
    *,
    by: Person,
    reason: str,
    values: Mapping[UUID, Values] | None = None,
    asked: Asked = NOTHING,
    ruling: UUID | None = None,
) -> ChangeRequest:
    """`values` by row, `asked` for all else a change can hold.

    `ruling` names a common superior's ruling: it is the authority then.
    """
    reason = checked_reason(reason)
    with transaction.atomic():
        case = moves.locked(collaboration)
        department, on_behalf_of = _side(by, case, ruling)
        base = base_of(case)
        last = case.changes.aggregate(last=Max("number"))["last"] or 0
        change = ChangeRequest.objects.create(
            collaboration=case,
            number=last + 1,
            reason=reason,
            base=base,
            department=department,
            by=by,
            on_behalf_of=on_behalf_of,
            at=clock.now(),
            ruling=ruling,
        )
        write_lines(change, _together(values, asked))
        if ruling is None:
            _require_a_difference(change)
        event = ChangeDrafted(
            subject=change.pk, collaboration=case.pk, number=change.number, reason=reason
        )
        record(event, by=by, on_behalf_of=on_behalf_of, keeps=[change])
        settle_change(change)
        return change


def revise(
    change: ChangeRequest,
    *,
    by: Person,
    values: Mapping[UUID, Values] | None = None,
    asked: Asked = NOTHING,
    reason: str | None = None,
) -> ChangeRequest:
    """A value that reads as it is signed drops its line."""
    with transaction.atomic():
        change = locked_change(change)
        standing = policy.author_of(by, change)
        CHANGE.check(change.state, "revise")
        if reason is not None:
            change.reason = checked_reason(reason)
            change.save(update_fields=["reason"])
        write_lines(change, _together(values, asked))
        _note(ChangeRevised, change, standing)
        return change


def rebase(change: ChangeRequest, *, by: Person, leave: Collection[UUID] = ()) -> ChangeRequest:
    """Set against the version in force now; wishes that came true meanwhile fall away.

    `leave` are lines whose field shall stay as it is by now; the journal keeps what was wanted.
    """
    with transaction.atomic():
        change = locked_change(change)
        standing = policy.author_of(by, change)
        change.state = CHANGE.after(change.state, "rebase")
        change.base = base_of(change.collaboration)
        change.save(update_fields=["state", "base"])
        left = _given_up(change, leave)
        rewrite_lines(change)
        _note(ChangeRebased, change, standing, given_up=left)
        return change


def _given_up(change: ChangeRequest, leave: Collection[UUID]) -> tuple[dict[str, Any], ...]:
    lines = list(change.lines.filter(pk__in=leave).order_by("id"))
    told = tuple(
        {"matter": str(line.task_id or line.ask_id or ""), "field": line.field, "wanted": line.new}
        for line in lines
    )
    change.lines.filter(pk__in=leave).delete()
    return told


def _note(
    event: type[ChangeRevised] | type[ChangeRebased],
    change: ChangeRequest,
    standing: Standing,
    **more: Any,
) -> None:
    facts = event(
        subject=change.pk, collaboration=change.collaboration_id, number=change.number, **more
    )
    record(facts, by=standing.person, on_behalf_of=standing.on_behalf_of, keeps=[change])
    settle_change(change)


def _side(by: Person, case: Collaboration, ruling: UUID | None) -> tuple[Department, Person | None]:
    """For which department the request is made, and in whose place."""
    if ruling:
        return by.department, None
    side = policy.side_of(by, case)
    if side is None:
        raise Refused(policy.may_draft_change(by, case).reason)
    department, standing = side
    return department, standing.on_behalf_of


def base_of(case: Collaboration) -> Version:
    in_force: Version | None = case.versions.filter(state="in_force").first()
    if case.state not in CHANGES_WHILE or in_force is None:
        raise NotPossibleNow(
            _(
                "The collaboration is “%(state)s”. A change request is for what was signed and is"
                " being delivered; before that, edit the division table itself."
            )
            % {"state": COLLABORATION.state(case.state).label}
        )
    return in_force


def _together(values: Mapping[UUID, Values] | None, asked: Asked) -> Asked:
    return replace(asked, rows={**(values or {}), **asked.rows})


def _require_a_difference(change: ChangeRequest) -> None:
    if not change.lines.exists():
        sentence = _("Nothing is different yet: change at least one thing.")
        raise Invalid(sentence, errors={"nothing": sentence})
