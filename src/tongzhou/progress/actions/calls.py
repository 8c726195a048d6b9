"""An urgent call: announced or written down at once, its minutes within two hours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.models import Person
from tongzhou.progress import policy
from tongzhou.progress.actions.habits import LIVING
from tongzhou.progress.events import CallAnnounced, CallCancelled, CallMinuted
from tongzhou.progress.models import Callee, UrgentCall
from tongzhou.progress.sentences import require_said
from tongzhou.progress.states import URGENT_CALL

LONGEST = 2000
OLDEST = timedelta(days=7)
SLACK = timedelta(minutes=5)
"""Clocks of people and servers differ a little."""


@dataclass(frozen=True, kw_only=True)
class Called:
    """Who was called when, about what."""

    what: str
    people: Collection[Person]
    at: datetime


def announce(collaboration: Collaboration, called: Called, *, by: Person) -> UrgentCall:
    """The caller holds the ball until the minutes are written."""
    with transaction.atomic():
        call = _begin(collaboration, called, by=by)
        event = CallAnnounced(
            subject=call.pk,
            collaboration=call.collaboration_id,
            people=_people(call),
            what=call.what,
        )
        record(event, by=by, on_behalf_of=call.on_behalf_of, keeps=[call])
        return call


def log(collaboration: Collaboration, called: Called, *, outcome: str, by: Person) -> UrgentCall:
    """A call that is over, with what it led to: told once."""
    with transaction.atomic():
        return minute(_begin(collaboration, called, by=by), outcome=outcome, by=by)


def minute(call: UrgentCall, *, outcome: str, by: Person) -> UrgentCall:
    """What the call led to; after two hours it still counts, marked as late."""
    require_said(
        {"outcome": outcome},
        longest=LONGEST,
        needed={"outcome": _("One sentence on what was agreed, please.")},
    )
    with transaction.atomic():
        call = _locked(call)
        standing = policy.as_minuter(by, call)
        call.state = URGENT_CALL.after(call.state, "minute")
        call.outcome, call.minuted_by, call.minuted_at = outcome.strip(), by, clock.now()
        call.save(update_fields=["state", "outcome", "minuted_by", "minuted_at"])
        _settle_ball(call)
        event = CallMinuted(
            subject=call.pk,
            collaboration=call.collaboration_id,
            people=_people(call),
            what=call.what,
            outcome=call.outcome,
            is_late=call.is_late,
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[call])
        return call


def cancel(call: UrgentCall, *, by: Person) -> UrgentCall:
    with transaction.atomic():
        call = _locked(call)
        standing = policy.as_minuter(by, call)
        call.state = URGENT_CALL.after(call.state, "cancel")
        call.save(update_fields=["state"])
        _settle_ball(call)
        event = CallCancelled(subject=call.pk, collaboration=call.collaboration_id, what=call.what)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        return call


def _begin(collaboration: Collaboration, called: Called, *, by: Person) -> UrgentCall:
    _require_sound(called)
    case = moves.locked(collaboration)
    standing = policy.as_caller(by, case)
    if case.state not in LIVING:
        raise NotPossibleNow(_("Urgent calls belong to a collaboration that is going on."))
    call = UrgentCall.objects.create(
        collaboration=case,
        by=by,
        on_behalf_of=standing.on_behalf_of,
        called_at=min(called.at, clock.now()),
        what=called.what.strip(),
    )
    people = dict.fromkeys(person for person in called.people if person.pk != by.pk)
    Callee.objects.bulk_create(Callee(call=call, person=person) for person in people)
    _settle_ball(call)
    return call


def _people(call: UrgentCall) -> tuple[PersonId, ...]:
    return tuple(PersonId(pk) for pk in call.callees.values_list("person", flat=True))


def _require_sound(called: Called) -> None:
    require_said(
        {"what": called.what},
        longest=LONGEST,
        needed={"what": _("What is it about? One sentence, please.")},
    )
    errors: dict[str, Sentence] = {}
    if not called.people:
        errors["people"] = _("Whom did you call? At least one person, please.")
    if called.at > clock.now() + SLACK:
        errors["at"] = _("This time is still to come: a call is written down once it was made.")
    elif called.at < clock.now() - OLDEST:
        errors["at"] = _("Calls of the last seven days are written down here.")
    if errors:
        raise Invalid(_("Please correct the marked fields."), errors=errors)


def _settle_ball(call: UrgentCall) -> None:
    department = call.by.department
    holder = balls.Holder(
        department=department, person=call.by, deputy=department.head, due_at=call.due_at
    )
    balls.settle(
        "urgent_call",
        call.pk,
        call.collaboration,
        state=call.state,
        title=call.what,
        holders=[holder] if call.state == "announced" else [],
    )


def _locked(call: UrgentCall) -> UrgentCall:
    """The collaboration is locked first, as everybody does."""
    case = moves.locked(call.collaboration)
    rows = UrgentCall.objects.select_for_update(of=("self",))
    fresh: UrgentCall = rows.select_related("by__department__head").get(pk=call.pk)
    fresh.collaboration = case
    return fresh
