"""@所有人: everybody who takes part in a collaboration, called by those who answer for a side."""

import re

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.discussions import pace, policy
from tongzhou.discussions.models import Comment
from tongzhou.discussions.naming import Named
from tongzhou.org.models import Department, Liaison, Person

CALL = re.compile(r"(?<![\w@.])@(?:所有人|everyone\b)", re.ASCII)
"""Understood in every language of the house."""


def called_in(text: str, case: Collaboration | None, *, by: Person) -> list[Named]:
    """Each of them as if named one by one; nobody when the text calls nobody."""
    if not CALL.search(text):
        return []
    if case is None:
        raise _wrong(_("Everybody can be called within a collaboration only. Please name people."))
    verdict = policy.may_call_everybody(by, case)
    if not verdict:
        raise _wrong(verdict.reason)
    pace.require_calls(by)
    return [Named(one.name, person=one) for one in everybody(case, but=by)]


def everybody(case: Collaboration, *, but: Person) -> list[Person]:
    answering, _department = taking_part(case)
    people = Person.objects.active().filter(answering).exclude(pk=but.pk)
    return list(people.select_related("department"))


def taking_part(case: Collaboration) -> tuple[Q, Q]:
    """Those who answer for a party, are named or spoke here; then their departments."""
    parties = case.parties.values("department")
    headed = Department.objects.filter(pk__in=parties, head__isnull=False).values("head")
    liaisons = Liaison.objects.filter(department__in=parties).values("person")
    spoke = Comment.objects.filter(collaboration=case).values("by")
    named = case.named.values("person")
    people = Q(pk=case.person_in_charge_id) | Q(pk__in=headed) | Q(pk__in=liaisons)
    return people | Q(pk__in=named) | Q(pk__in=spoke), Q(department__in=parties)


def _wrong(sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={"text": sentence})
