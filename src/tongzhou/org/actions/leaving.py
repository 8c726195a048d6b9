"""Somebody leaves: the account closes, and what was in hand passes to a successor."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import policy
from tongzhou.org.actions.rights import lay_down
from tongzhou.org.actions.seats import fill, give_liaison, take_liaison
from tongzhou.org.events import DelegationEnded, PersonLeft
from tongzhou.org.handover import HAND_OVERS
from tongzhou.org.models import Delegation, Department, Liaison, Person


def retire(person: Person, *, by: Person | None, successor: Person | None = None) -> None:
    """Open pages end at their next request. Without a successor seats fall vacant, and open
    matters pass to whoever is next in line."""
    with transaction.atomic():
        _check_successor(person, successor)
        policy.may_manage_organisation(by).require()
        if successor is not None:
            for each in HAND_OVERS:
                each.pass_on(person, successor, by)
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if not locked.is_active:
            raise NotPossibleNow(_("This account is already closed."))
        if by is not None and by.pk == person.pk:
            raise NotPossibleNow(_("Another administrator has to close your account."))
        _check_administrators(locked)
        _pass_seats(locked, successor, by)
        _end_delegations(locked, by)
        lay_down(locked, by=by)
        locked.is_active = False
        locked.session_round += 1
        locked.save(update_fields=["is_active", "session_round"])
        record(PersonLeft(subject=person.pk, person=PersonId(person.pk)), by=by)
    person.is_active = person.is_administrator = person.is_auditor = False


def _check_successor(person: Person, successor: Person | None) -> None:
    if successor is None:
        return
    sentence: Sentence
    if successor.pk == person.pk:
        sentence = _("Choose somebody else as successor.")
        raise Invalid(sentence, errors={"successor": sentence})
    if not Person.objects.active().filter(pk=successor.pk).exists():
        sentence = _("The account of %(person)s is closed.") % {"person": successor.name}
        raise Invalid(sentence, errors={"successor": sentence})


def _check_administrators(person: Person) -> None:
    others = Person.objects.active().filter(is_administrator=True).exclude(pk=person.pk)
    if person.is_administrator and not others.exists():
        raise NotPossibleNow(_("Somebody has to administer the house: name another one first."))


def _pass_seats(person: Person, successor: Person | None, by: Person | None) -> None:
    """A deputy becomes head without keeping both seats."""
    led = Department.objects.select_for_update().filter(Q(head=person) | Q(deputy=person))
    for department in led.order_by("pk"):
        if department.head_id == person.pk:
            fill(department, "head", successor, by=by)
            if successor and department.deputy_id == successor.pk:
                fill(department, "deputy", None, by=by)
        if department.deputy_id == person.pk:
            is_head = successor is not None and department.head_id == successor.pk
            fill(department, "deputy", None if is_head else successor, by=by)
    for liaison in Liaison.objects.filter(person=person).select_related("department"):
        take_liaison(liaison.department, person, by=by)
        if successor:
            give_liaison(liaison.department, successor, by=by)


def _end_delegations(person: Person, by: Person | None) -> None:
    """Nobody stands in for, or by, somebody who is gone."""
    both = Q(person=person) | Q(delegate=person)
    for one in Delegation.objects.filter(both, ended_at=None, until__gte=clock.today()):
        one.ended_at = clock.now()
        one.save(update_fields=["ended_at"])
        event = DelegationEnded(
            subject=one.pk, person=PersonId(one.person_id), delegate=PersonId(one.delegate_id)
        )
        record(event, by=by, keeps=[one])
