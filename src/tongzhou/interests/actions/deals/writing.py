"""A package deal is begun, its open points are written, all sides are asked, it may be withdrawn."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.interests.actions.deals.forgetting import forget
from tongzhou.interests.actions.jointly import Jointly
from tongzhou.interests.actions.said import refuse, require_words
from tongzhou.interests.events.deals import DealDrafted, DealOpened, DealRevised, DealWithdrawn
from tongzhou.interests.models import Deal, DealChoice, DealClash, DealSide, DealTerm
from tongzhou.org.models import Department, Person

FEWEST_TERMS, MOST_TERMS = 2, 12
MOST_CHOICES = 6
MOST_SIDES = 8
MOST_CLASHES = 30
LONGEST_QUESTION, LONGEST_NAME, LONGEST_CHOICE = 200, 80, 120

JOINTLY = Jointly[Deal](
    row=Deal, side=DealSide, part="deal", drafted=DealDrafted, opened=DealOpened,
    revised=DealRevised, withdrawn=DealWithdrawn, forget=partial(forget, package=True),
)  # fmt: skip


def draft(
    collaboration: Collaboration, *, question: str, departments: Sequence[Department], by: Person
) -> Deal:
    said = require_words(
        "question", question, LONGEST_QUESTION, _("Say in a line what is to be settled together.")
    )
    if not 2 <= len(departments) <= MOST_SIDES:
        refuse("departments", _("Choose two to eight departments: one alone trades nothing."))
    return JOINTLY.draft(collaboration, said, departments, by=by)


def add_term(deal: Deal, *, name: str, today: str, ways: Sequence[str], by: Person) -> DealTerm:
    """`today` is how it is without a package: what every side compares with."""
    said = require_words("name", name, LONGEST_NAME, _("Say in a few words what is open."))
    now = require_words("today", today, LONGEST_CHOICE, _("Say how it is today."))
    names = _ways(now, ways)
    with transaction.atomic():
        row = JOINTLY.writable(deal, by)
        last = row.terms.aggregate(last=Max("position"))["last"] or 0
        if row.terms.count() >= MOST_TERMS:
            raise NotPossibleNow(_("Twelve open points are enough: nobody weighs more."))
        if row.terms.filter(name=said).exists():
            refuse("name", _("There is an open point of this name."))
        term = DealTerm(deal=row, position=last + 1, name=said)
        term.save(force_insert=True)
        DealChoice.objects.bulk_create(
            DealChoice(term=term, position=place, name=one) for place, one in enumerate(names)
        )
    return term


def remove_term(term: DealTerm, *, by: Person) -> None:
    with transaction.atomic():
        JOINTLY.writable(term.deal, by)
        DealTerm.objects.filter(pk=term.pk).delete()


def forbid(deal: Deal, *, one: DealChoice, other: DealChoice, by: Person) -> DealClash:
    """These two never stand in one package."""
    if one.term_id == other.term_id:
        refuse("other", _("Two ways of one point exclude each other anyway. Choose another point."))
    if one.is_today and other.is_today:
        refuse("other", _("That is how it is today, so it does go together."))
    with transaction.atomic():
        row = JOINTLY.writable(deal, by)
        own = DealChoice.objects.filter(term__deal=row, pk__in=[one.pk, other.pk]).count()
        if own < 2:
            refuse("one", _("Choose two ways of this package deal."))
        if row.clashes.count() >= MOST_CLASHES:
            raise NotPossibleNow(_("Thirty exclusions are enough. Merge some of the open points."))
        first, second = sorted((one, other), key=lambda choice: choice.pk)
        clash, _made = DealClash.objects.get_or_create(deal=row, one=first, other=second)
    return clash


def allow(clash: DealClash, *, by: Person) -> None:
    with transaction.atomic():
        JOINTLY.writable(clash.deal, by)
        DealClash.objects.filter(pk=clash.pk).delete()


def open_deal(deal: Deal, *, by: Person) -> Deal:
    return JOINTLY.open(deal, _require_terms, by=by)


def revise(deal: Deal, *, reason: str, by: Person) -> Deal:
    """Back to writing; all points are deleted and every side weighs anew."""
    return JOINTLY.revise(deal, _weigh_anew, reason=reason, by=by)


def withdraw(deal: Deal, *, reason: str, by: Person) -> Deal:
    return JOINTLY.withdraw(deal, reason=reason, by=by)


def _require_terms(deal: Deal) -> None:
    if deal.terms.count() < FEWEST_TERMS:
        raise NotPossibleNow(
            _("Write at least two open points first: with one there is nothing to trade.")
        )


def _weigh_anew(deal: Deal) -> None:
    deal.sides.update(handed_in_at=None, handed_in_by=None)


def _ways(today: str, ways: Sequence[str]) -> list[str]:
    names = [today, *(line.strip() for line in ways if line.strip())]
    if len(names) < 2:
        refuse("ways", _("Write at least one other way, each on a line of its own."))
    if len(names) > MOST_CHOICES:
        refuse("ways", _("Five other ways are enough: nobody compares more."))
    if any(len(one) > LONGEST_CHOICE for one in names):
        refuse("ways", _("At most %(limit)s characters, please.") % {"limit": LONGEST_CHOICE})
    if len({one.casefold() for one in names}) < len(names):
        refuse("ways", _("Two ways are the same: that is no choice."))
    return names
