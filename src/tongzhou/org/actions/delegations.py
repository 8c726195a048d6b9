"""Somebody stands in while a person is away."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.dates import check_order
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import policy
from tongzhou.org.events import DelegationEnded, DelegationStarted
from tongzhou.org.models import Delegation, Person

LONGEST = timedelta(days=366)


def delegate(
    person: Person, *, by: Person | None, to: Person, since: date, until: date, reason: str = ""
) -> Delegation:  # fmt: skip
    """`to` answers and signs «代» `person` on these days."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_be_own(by, locked).require()
        _check(locked, to=to, since=since, until=until)
        delegation = Delegation.objects.create(
            person=locked, delegate=to, since=since, until=until, reason=reason.strip()[:200]
        )
        event = DelegationStarted(
            subject=delegation.pk, person=PersonId(person.pk), delegate=PersonId(to.pk),
            since=since, until=until,
        )  # fmt: skip
        record(event, by=by)
    return delegation


def end_delegation(delegation: Delegation, *, by: Person) -> None:
    """From now on; also one that has not begun."""
    with transaction.atomic():
        locked = Delegation.objects.select_for_update().get(pk=delegation.pk)
        policy.may_end_delegation(by, locked).require()
        if locked.ended_at or locked.until < clock.today():
            raise NotPossibleNow(_("This delegation is already over."))
        locked.ended_at = clock.now()
        locked.save(update_fields=["ended_at"])
        event = DelegationEnded(
            subject=locked.pk, person=PersonId(locked.person_id),
            delegate=PersonId(locked.delegate_id),
        )  # fmt: skip
        record(event, by=by)
    delegation.ended_at = locked.ended_at


def _check(person: Person, *, to: Person, since: date, until: date) -> None:
    sentence: Sentence
    if to.pk == person.pk:
        sentence = _("Choose somebody other than yourself.")
        raise Invalid(sentence, errors={"delegate": sentence})
    if not to.is_active:
        sentence = _("The account of %(person)s is closed.") % {"person": to.name}
        raise Invalid(sentence, errors={"delegate": sentence})
    check_order(since, until)
    if until < clock.today():
        sentence = _("The last day is already over.")
        raise Invalid(sentence, errors={"until": sentence})
    if until - since > LONGEST:
        sentence = _("A delegation lasts at most a year.")
        raise Invalid(sentence, errors={"until": sentence})
