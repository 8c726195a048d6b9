"""Break-glass: an administrator reads what is confidential, and everybody concerned is told."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.events.openings import OpeningEnded, OpeningStarted
from tongzhou.collaborations.models import Collaboration, Opening
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import policy
from tongzhou.org.models import Person

LASTS = timedelta(hours=4)
CONFIDENTIAL = Collaboration.Visibility.CONFIDENTIAL


def open_confidential(number: str, *, by: Person, reason: str) -> Opening:
    """Reading only: answering, signing and ruling stay with those whose task it is."""
    policy.may_manage_organisation(by).require()
    text = " ".join(reason.split())
    if not 5 <= len(text) <= 300:
        raise _wrong("reason", _("Say in one sentence why: everybody concerned will read it."))
    with transaction.atomic():
        found = Collaboration.objects.filter(number=number.strip(), visibility=CONFIDENTIAL).first()
        if found is None:
            raise _wrong("number", _("There is no confidential collaboration with this number."))
        case = locked(found)
        if case.openings.filter(person=by, ended_at=None).exists():
            raise NotPossibleNow(_("It is open to you already."))
        now = clock.now()
        opening = Opening.objects.create(
            collaboration=case, person=by, reason=text, at=now, until=now + LASTS
        )
        event = OpeningStarted(
            subject=case.pk, collaboration=case.pk, reason=text, until=opening.until
        )
        record(event, by=by, keeps=[opening])
    return opening


def close_opening(opening: Opening, *, by: Person | None) -> None:
    """`by` None: its time is over."""
    with transaction.atomic():
        case = locked(opening.collaboration)
        held = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
        if held.ended_at is not None:
            raise NotPossibleNow(_("It is closed already."))
        if by is not None:
            policy.may_be_own(by, held.person).require()
        held.ended_at = clock.now()
        held.save(update_fields=["ended_at"])
        reader = PersonId(held.person_id)
        event = OpeningEnded(subject=case.pk, collaboration=case.pk, person=reader)
        record(event, by=by, keeps=[held])


def close_what_is_over() -> None:
    over = Opening.objects.filter(ended_at=None, until__lte=clock.now())
    for opening in over.select_related("collaboration"):
        close_opening(opening, by=None)


def _wrong(field: str, sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={field: sentence})
