"""A collaboration from its first draft: written, revised, sent, paused, cancelled."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from tongzhou.collaborations import policy
from tongzhou.collaborations.actions import asks, contents
from tongzhou.collaborations.actions.contents import Contents
from tongzhou.collaborations.actions.moves import (
    OF_WHO_GAINED,
    divide_if_settled,
    locked,
    move,
    settle,
)
from tongzhou.collaborations.actions.numbers import next_number
from tongzhou.collaborations.events.cases import CollaborationDrafted, CollaborationRevised
from tongzhou.collaborations.models import Ball, Collaboration, Party
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.collaborations.terms import day_errors
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person

__all__ = [
    "Contents", "cancel", "discard", "divide", "divide_if_settled", "draft", "locked", "move",
    "pause", "resume", "revise", "send", "settle",
]  # fmt: skip


def draft(department: Department, given: Contents, *, by: Person) -> Collaboration:
    """Only the name is needed; everything else may follow before it is sent."""
    policy.may_draft(by, department).require()
    with transaction.atomic():
        now = clock.now()
        case = Collaboration(
            number=next_number(), department=department, created_by=by,
            created_at=now, state_since=now, changed_at=now,
        )  # fmt: skip
        contents.write(case, given)
        case.save(force_insert=True)
        Party.objects.create(collaboration=case, department=department, is_initiator=True)
        event = CollaborationDrafted(
            subject=case.pk, collaboration=case.pk, number=case.number, name=case.name,
            department=DepartmentId(department.pk),
        )  # fmt: skip
        record(event, by=by)
        contents.write_rows(case, given, by=by, is_new=True)
        settle(case)
    return case


def revise(collaboration: Collaboration, given: Contents, *, seen: int, by: Person) -> None:
    """`seen` is the version the person started from; raises `Stale` when it has moved on."""
    with transaction.atomic():
        case = locked(collaboration)
        standing = policy.as_initiator(by, case)
        require_unsigned(case)
        changed = contents.differences(case, given)
        if seen != case.version:
            raise Stale(mine=contents.shown(given, changed), theirs=contents.stands(case, changed))
        if not changed:
            return
        if case.state != "draft":
            _require_complete(given)
        case.version += 1
        case.changed_at = clock.now()
        contents.write(case, given)
        case.save(update_fields=[*contents.FIELDS, "version", "changed_at"])
        event = CollaborationRevised(
            subject=case.pk, collaboration=case.pk, version=case.version, fields=tuple(changed)
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        contents.write_rows(case, given, by=by)
        settle(case)


def require_unsigned(case: Collaboration) -> None:
    """Raise `NotPossibleNow`, naming the way by which it can be changed all the same."""
    if case.state in SIGNED:
        raise NotPossibleNow(
            _("What the departments signed is changed by a change request, and only who is affected signs again.")
        )  # fmt: skip
    COLLABORATION.check(case.state, "revise")


def send(collaboration: Collaboration, *, by: Person) -> None:
    """The request and every drafted ask go out together."""
    with transaction.atomic():
        case = locked(collaboration)
        standing = policy.as_initiator(by, case)
        COLLABORATION.check(case.state, "send")
        _require_complete(contents.of(case))
        _require_asked(case)
        contents.open_to_parties(case, by=by)
        move(case, "send", by=by, on_behalf_of=standing.on_behalf_of)
        asks.send_all(case, by=by)
        settle(case)
    collaboration.refresh_from_db()


def discard(collaboration: Collaboration, *, reason: str, by: Person) -> None:
    _lead(collaboration, "discard", reason=reason, by=by)


def divide(collaboration: Collaboration, *, by: Person) -> None:
    """Go on by hand; open asks must be settled, withdrawn or left open first."""
    with transaction.atomic():
        case = locked(collaboration)
        standing = policy.as_initiator(by, case)
        COLLABORATION.check(case.state, "divide")
        if asks.open_in(case).exists():
            raise NotPossibleNow(
                _("Some requests are still open: settle, withdraw or leave them open first.")
            )
        move(collaboration, "divide", by=by, on_behalf_of=standing.on_behalf_of)


def pause(collaboration: Collaboration, *, reason: str, by: Person) -> None:
    """Every clock of the collaboration stands still until it is resumed."""
    with transaction.atomic():
        _lead(collaboration, "pause", reason=reason, by=by)
        _others(collaboration).filter(paused_because="").update(paused_because="case_paused")
        asks.settle_all(collaboration)


def resume(collaboration: Collaboration, *, by: Person) -> None:
    """Deadlines move by the working time that passed during the pause."""
    with transaction.atomic():
        case = locked(collaboration)
        since = case.state_since
        _lead(collaboration, "resume", reason="", by=by, to=case.resumes_to)
        _go_on(collaboration, since)
        asks.resume_all(collaboration)


def _go_on(collaboration: Collaboration, since: datetime) -> None:
    waited = calendar().working_hours_between(since, clock.now())
    for ball in _others(collaboration).filter(paused_because="case_paused"):
        if ball.due_at:
            ball.due_at = calendar().add_working_hours(ball.due_at, waited)
        ball.paused_because = ""
        ball.save(update_fields=["due_at", "paused_because"])


def cancel(collaboration: Collaboration, *, reason: str, by: Person) -> None:
    """Nobody owes anything any more; what remains is a short retrospective, and the word of whoever
    gained by what was accepted before."""
    with transaction.atomic():
        since = locked(collaboration).state_since
        _lead(collaboration, "cancel", reason=reason, by=by)
        _others(collaboration).exclude(kind=OF_WHO_GAINED).delete()
        _go_on(collaboration, since)
        asks.settle_all(collaboration)
        settle(locked(collaboration))


def _others(collaboration: Collaboration) -> QuerySet[Ball]:
    """The balls beside the collaboration's own and those of its asks."""
    balls = Ball.objects.filter(collaboration=collaboration)
    return balls.exclude(kind__in=("collaboration", "ask"))


def _lead(
    collaboration: Collaboration, verb: str, *, reason: str, by: Person, to: str | None = None
) -> None:
    with transaction.atomic():
        case = locked(collaboration)
        standing = policy.as_initiator(by, case)
        COLLABORATION.check(case.state, verb)
        if verb in WITH_REASON and not reason.strip():
            raise Invalid(_("Please say why."), errors={"reason": _("One sentence is enough.")})
        move(
            collaboration, verb, by=by, to=to, reason=reason.strip(),
            on_behalf_of=standing.on_behalf_of,
        )  # fmt: skip


SIGNED = ("delivering", "accepting")
WITH_REASON = ("discard", "pause", "cancel")


def _require_asked(case: Collaboration) -> None:
    """Nobody receives a collaboration in which nothing is asked of them."""
    asked = case.asks.exclude(state="withdrawn").values("department")
    waiting = case.parties.filter(is_initiator=False).exclude(department__in=asked)
    names = list(waiting.values_list("department__name", flat=True))
    if names:
        sentence = _(
            "Write the request to %(departments)s first: what exactly, by when, and what they gain."
        )
        departments = pgettext("between names", ", ").join(names)
        raise NotPossibleNow(sentence % {"departments": departments})


def _require_complete(given: Contents) -> None:
    """What a partner department must know before it is asked for anything."""
    errors: dict[str, Sentence] = {}
    if not given.goal.strip():
        errors["goal"] = _("Say what is to be reached, best with a number.")
    if not given.partners:
        errors["partners"] = _("Choose at least one partner department.")
    if given.wanted_date is None:
        errors["wanted_date"] = _("Say by when it is wanted.")
    errors |= day_errors(wanted_date=given.wanted_date)
    if errors:
        raise Invalid(_("Something is missing before it can be sent."), errors=errors)
