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
from tongzhou.ui.formats import day

LONGEST = timedelta(days=366)


def delegate(
    person: Person, *, by: Person | None, to: Person, since: date, until: date, reason: str = ""
) -> Delegation:  # fmt: skip
    """`to` answers and signs «代» `person` on these days."""
    with transaction.atomic():
        locked, other = _locked(person, to)
        policy.may_be_own(by, locked).require()
        _check_days(since, until)
        _check_delegate(locked, other)
        _check_others(locked, other, since, until)
        delegation = Delegation.objects.create(
            person=locked, delegate=to, since=since, until=until, reason=reason.strip()[:200]
        )
        event = DelegationStarted(
            subject=delegation.pk, person=PersonId(person.pk), delegate=PersonId(to.pk),
            since=since, until=until,
        )  # fmt: skip
        record(event, by=by, keeps=[delegation])
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
        record(event, by=by, keeps=[locked])
    delegation.ended_at = locked.ended_at


def _locked(person: Person, to: Person) -> tuple[Person, Person]:
    """Both, in one order: two people who name each other at once do not wait in a circle."""
    rows = Person.objects.select_for_update().order_by("pk")
    found = {one.pk: one for one in rows.filter(pk__in=[person.pk, to.pk])}
    return found[person.pk], found[to.pk]


def _check_days(since: date, until: date) -> None:
    check_order(since, until)
    if until < clock.today():
        raise _wrong("until", _("The last day is already over."))
    if until - since > LONGEST:
        raise _wrong("until", _("A delegation lasts at most a year."))


def _check_delegate(person: Person, to: Person) -> None:
    if to.pk == person.pk:
        raise _wrong("delegate", _("Choose somebody other than yourself."))
    if not to.is_active:
        closed = _("The account of %(person)s is closed.") % {"person": to.name}
        raise _wrong("delegate", closed)


def _check_others(person: Person, to: Person, since: date, until: date) -> None:
    """One delegate at a time, who is there, and no chain: what is handed on is answered nowhere."""
    own = Delegation.objects.during(since, until).select_related("person", "delegate")
    if other := own.filter(person=person).first():
        known = {"since": day(other.since), "until": day(other.until)}
        sentence = _("%(delegate)s stands in for you from %(since)s to %(until)s. End that first.")
        raise _wrong("since", sentence % {"delegate": other.delegate.name, **known})
    if other := own.filter(person=to).first():
        known = {"person": to.name, "since": day(other.since), "until": day(other.until)}
        sentence = _(
            "%(person)s is away from %(since)s to %(until)s. Choose somebody who is there."
        )
        raise _wrong("delegate", sentence % known)
    if other := own.filter(delegate=person).first():
        known = {"person": other.person.name, "since": day(other.since), "until": day(other.until)}
        sentence = _(
            "You stand in for %(person)s from %(since)s to %(until)s."
            " End that first and tell them, so that somebody is there."
        )
        raise _wrong("since", sentence % known)


def _wrong(field: str, sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={field: sentence})
