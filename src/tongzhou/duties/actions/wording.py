"""A duty is described more clearly, or taken out of the register."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence, Stale
from tongzhou.duties import policy
from tongzhou.duties.actions.turns import locked, settle
from tongzhou.duties.events import DutyRetired, DutyRevised
from tongzhou.duties.models import Duty
from tongzhou.duties.states import DUTY
from tongzhou.journal.actions import record
from tongzhou.org.models import Person

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_SENTENCE = 120, 2000, 400


def revise(duty: Duty, *, name: str, rhythm: str, description: str, seen: int, by: Person) -> Duty:
    """`seen` is the version the words were written over."""
    require_said(name, description, rhythm)
    with transaction.atomic():
        duty = locked(duty)
        policy.may_revise(by, duty).require()
        DUTY.check(duty.state, "revise")
        if seen != duty.version:
            raise Stale(
                mine={"name": name, "description": description},
                theirs={"name": duty.name, "description": duty.description},
            )
        duty.name, duty.rhythm, duty.description = name.strip(), rhythm, description.strip()
        duty.version += 1
        duty.save(update_fields=["name", "rhythm", "description", "version"])
        record(DutyRevised(subject=duty.pk, name=duty.name), by=by)
        return duty


def retire(duty: Duty, *, reason: str, by: Person) -> Duty:
    require_reason(reason)
    with transaction.atomic():
        duty = locked(duty)
        policy.may_retire(by, duty).require()
        duty.state = DUTY.after(duty.state, "retire")
        duty.owner, duty.since = None, None
        duty.save(update_fields=["state", "owner", "since"])
        duty.tenures.filter(until=None).update(until=clock.today())
        duty.claims.filter(given_up_at=None).update(given_up_at=clock.now(), given_up_by=by)
        settle(duty)
        event = DutyRetired(subject=duty.pk, name=duty.name, reason=reason.strip())
        record(event, by=by, keeps=duty.claims.all())
        return duty


def require_said(name: str, description: str, rhythm: str) -> None:
    errors: dict[str, Sentence] = {}
    if not name.strip():
        errors["name"] = _("What has to be done again and again? A few words, please.")
    elif len(name) > LONGEST_NAME:
        errors["name"] = _("At most %(limit)s characters, please.") % {"limit": LONGEST_NAME}
    if len(description) > LONGEST_DESCRIPTION:
        errors["description"] = _("At most %(limit)s characters, please.") % {
            "limit": LONGEST_DESCRIPTION
        }
    if rhythm not in Duty.Rhythm.values:
        errors["rhythm"] = _("Please choose how often.")
    if errors:
        raise Invalid(_("Please correct the marked fields."), errors=errors)


def require_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > LONGEST_SENTENCE:
        sentence = _("One sentence that says why, please.")
        raise Invalid(sentence, errors={"reason": sentence})
