"""Thanks become public when the person thanked agrees, and private again when they would rather."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.models import Person
from tongzhou.thanks import policy
from tongzhou.thanks.events import ThanksHidden, ThanksMentioned
from tongzhou.thanks.models import Mention, Thanks


def agree(thanks: Thanks, *, by: Person) -> Mention:
    """Everybody of the collaboration may read it; the digest of the next week says so."""
    policy.may_decide(by, thanks).require()
    with transaction.atomic():
        row = _locked(thanks)
        if row.mentions.filter(ended_at=None).exists():
            raise NotPossibleNow(_("Everybody who takes part reads it already."))
        mention = Mention(thanks=row, at=clock.now())
        mention.save(force_insert=True)
        event = ThanksMentioned(
            subject=row.pk, collaboration=row.collaboration_id, person=PersonId(row.person_id),
            department=DepartmentId(row.department_id), giver=DepartmentId(row.giver_id),
            what=row.about,
        )  # fmt: skip
        record(event, by=by, keeps=[mention])
    return mention


def take_back(thanks: Thanks, *, by: Person) -> None:
    policy.may_decide(by, thanks).require()
    with transaction.atomic():
        row = _locked(thanks)
        if not _end(row, by=by):
            raise NotPossibleNow(_("Only you, your head and who thanked you read it."))


def forget(person: Person) -> None:
    """Whoever is forgotten is no longer named anywhere in public."""
    with transaction.atomic():
        for row in Thanks.objects.select_for_update(of=("self",)).filter(person=person).public():
            _end(row, by=None)


def _end(row: Thanks, *, by: Person | None) -> bool:
    mention = row.mentions.filter(ended_at=None).first()
    if mention is None:
        return False
    mention.ended_at = clock.now()
    mention.save(update_fields=["ended_at"])
    event = ThanksHidden(subject=row.pk, person=PersonId(row.person_id))
    record(event, by=by, keeps=[mention])
    return True


def _locked(thanks: Thanks) -> Thanks:
    row: Thanks = Thanks.objects.select_for_update(of=("self",)).get(pk=thanks.pk)
    return row
