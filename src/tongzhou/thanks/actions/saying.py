"""A department thanks a person of another, for a fact the house knows."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.models import Person
from tongzhou.thanks import policy
from tongzhou.thanks.events import ThanksSaid
from tongzhou.thanks.facts import Fact, facts_of
from tongzhou.thanks.models import Thanks

LONGEST = 300


@dataclass(frozen=True)
class Words:
    """`fact` is a key as `facts.Fact.key` has it."""

    person: UUID
    fact: str
    sentence: str


def say(case: Collaboration, words: Words, *, by: Person) -> Thanks:
    """Once for each fact by each department; the person and their head hear it."""
    sentence = _sound(words.sentence)
    with transaction.atomic():
        locked = Collaboration.objects.select_for_update(of=("self",)).get(pk=case.pk)
        fact = _fact(locked, words)
        giver = policy.giver_for(by, fact.person, locked)
        of_it = {
            "person": fact.person, "giver": giver, "matter": fact.matter, "fact": fact.kind,
        }  # fmt: skip
        if Thanks.objects.filter(**of_it).exists():
            raise NotPossibleNow(_("Your department has said thanks for this already."))
        thanks = Thanks(
            **of_it, collaboration=locked, about=fact.title, department=fact.person.department,
            sentence=sentence, by=by, at=clock.now(),
        )  # fmt: skip
        thanks.save(force_insert=True)
        event = ThanksSaid(
            subject=thanks.pk, person=PersonId(fact.person.pk), giver=DepartmentId(giver.pk),
            case=locked.number, what=fact.title,
        )  # fmt: skip
        record(event, by=by, keeps=[thanks])
    return thanks


def forget(person: UUID) -> None:
    """Words to somebody who is forgotten may name them: they go; what they were for stays."""
    Thanks.objects.filter(person=person).exclude(sentence="").update(sentence="")


def _fact(case: Collaboration, words: Words) -> Fact:
    for one in facts_of([case.pk]):
        if one.key == words.fact and one.person.pk == words.person:
            if not one.person.is_active:
                raise NotPossibleNow(_("%(person)s has left.") % {"person": one.person.name})
            return one
    raise NotPossibleNow(_("What you want to say thanks for has changed. Please reload the page."))


def _sound(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        _refuse(_("One sentence, please."))
    if len(said) > LONGEST:
        _refuse(_("At most %(limit)s characters, please.") % {"limit": LONGEST})
    return said


def _refuse(sentence: object) -> None:
    raise Invalid(str(sentence), errors={"sentence": str(sentence)})
