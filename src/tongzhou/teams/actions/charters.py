"""The charter of a virtual team: drafted, proposed, changed, renewed, ended."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.teams import policy
from tongzhou.teams.actions.moves import ask, locked, settle
from tongzhou.teams.events import (
    CharterChanged,
    RenewalAsked,
    TeamDrafted,
    TeamEnded,
    TeamProposed,
)
from tongzhou.teams.models import Team
from tongzhou.teams.states import TEAM

LONGEST = timedelta(days=366)
LONGEST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class Charter:
    name: str
    purpose: str
    measure: str
    rights: str
    since: date
    until: date
    leader_rules: bool = False


def draft(charter: Charter, *, by: Person) -> Team:
    """Whoever drafts it leads it."""
    policy.may_draft(by).require()
    _check(charter)
    with transaction.atomic():
        team = Team.objects.create(
            leader=by, created_at=clock.now(), **{name: _value(charter, name) for name in FIELDS}
        )
        record(TeamDrafted(subject=team.pk, name=team.name), by=by)
    return team


def propose(team: Team, *, by: Person) -> Team:
    """The charter goes to the home departments of everybody planned."""
    with transaction.atomic():
        held = locked(team, "propose", by)
        planned = list(held.loans.filter(state="planned"))
        if not planned:
            raise NotPossibleNow(_("Name at least one person you want to borrow first."))
        _check_until(held.until)
        held.state = TEAM.after(held.state, "propose")
        held.save(update_fields=["state"])
        record(TeamProposed(subject=held.pk, name=held.name), by=by)
        for loan in planned:
            ask(loan, held, by=by)
    return held


def change_charter(team: Team, charter: Charter, *, by: Person, version: int) -> Team:
    """While it is formed; who has signed already is asked again, for what stands there now."""
    _check(charter)
    with transaction.atomic():
        held = locked(team, "change", by)
        if held.version != version:
            raise Stale()
        changed = [name for name in FIELDS if _value(charter, name) != getattr(held, name)]
        if changed:
            for name in changed:
                setattr(held, name, _value(charter, name))
            held.version += 1
            held.save(update_fields=[*changed, "version"])
            event = CharterChanged(subject=held.pk, name=held.name, changed=tuple(changed))
            record(event, by=by)
            for loan in held.loans.filter(state="signed"):
                ask(loan, held, by=by)
    return held


def renew(team: Team, *, by: Person, until: date) -> Team:
    """Everybody in it is asked for again; what is not signed by the old last day ends then."""
    with transaction.atomic():
        held = locked(team, "renew", by)
        if until <= held.until:
            raise _wrong(
                "until", _("Choose a day after %(day)s.") % {"day": held.until.isoformat()}
            )
        if until - held.until > LONGEST:
            raise _wrong("until", _("At most a year at a time."))
        held.state, held.next_until = TEAM.after(held.state, "renew"), until
        held.reminded_at = None
        held.save(update_fields=["state", "next_until", "reminded_at"])
        record(RenewalAsked(subject=held.pk, name=held.name, until=until), by=by)
        for loan in held.loans.filter(state="signed"):
            ask(loan, held, by=by)
        settle(held)
    return held


def end(team: Team, *, by: Person, reason: str) -> Team:
    with transaction.atomic():
        held = locked(team, "end", by)
        text = reason.strip()[:300]
        if not text:
            raise _wrong("reason", _("One sentence why, please."))
        held.state, held.next_until = TEAM.after(held.state, "end"), None
        held.ended_at = clock.now()
        held.save(update_fields=["state", "next_until", "ended_at"])
        record(TeamEnded(subject=held.pk, name=held.name, reason=text), by=by)
    return held


FIELDS = ("name", "purpose", "measure", "rights", "leader_rules", "since", "until")
REQUIRED = ("name", "purpose", "measure")


def _check(charter: Charter) -> None:
    for name in REQUIRED:
        if not _value(charter, name):
            raise _wrong(name, _("This is needed."))
    for name in ("purpose", "measure", "rights"):
        if len(str(_value(charter, name))) > LONGEST_TEXT:
            raise _wrong(name, _("At most %(most)s characters.") % {"most": LONGEST_TEXT})
    if len(charter.name.strip()) > 80:
        raise _wrong("name", _("At most %(most)s characters.") % {"most": 80})
    if charter.until < charter.since:
        raise _wrong("until", _("The end is before the start."))
    if charter.until - charter.since > LONGEST:
        raise _wrong("until", _("At most a year at a time."))
    _check_until(charter.until)


def _check_until(until: date) -> None:
    if until < clock.today():
        raise _wrong("until", _("The last day is already over."))


def _value(charter: Charter, name: str) -> object:
    value = getattr(charter, name)
    return value.strip() if isinstance(value, str) else value


def _wrong(field: str, sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={field: sentence})
