"""What a delivery brings for each criterion, and who confirms it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.core import clock
from tongzhou.core.figures import Amount, Measured
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.models import Person
from tongzhou.org.standing import as_person
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions.locking import locked_delivery
from tongzhou.outcomes.criteria import Kind, read
from tongzhou.outcomes.events import ConfirmationAsked, CriterionConfirmed
from tongzhou.outcomes.models import Delivery, DeliveryFigure, Result
from tongzhou.outcomes.states import DELIVERY

MOST_FIGURES = 6


@dataclass(frozen=True, kw_only=True)
class Brought:
    """For one criterion: a figure with its source, a day, or who will confirm it."""

    amount: Amount | None = None
    source: str = ""
    day: date | None = None
    person: Person | None = None


def write_results(
    delivery: Delivery, brought: Mapping[UUID, Brought], *, has_file: bool
) -> list[Result]:
    """A row for every criterion; without a day of its own it is the day of the delivery."""
    criteria = list(delivery.task.criteria.all())
    if not set(brought) <= {one.pk for one in criteria}:
        raise Invalid(_("The criteria were changed meanwhile. Please look at them again."))
    year = (delivery.task.end or clock.today()).year
    written = []
    for place, criterion in enumerate(criteria, start=1):
        given = brought.get(criterion.pk, Brought())
        result = Result(
            delivery=delivery, criterion=criterion, position=place, text=criterion.text, year=year,
            kind=read(criterion.text, year=year).kind,
            value=given.amount.value if given.amount else None,
            unit=given.amount.unit if given.amount else "",
            day=given.day or delivery.at.astimezone(clock.zone()).date(),
            source=given.source, has_file=has_file, person=given.person,
        )  # fmt: skip
        result.verdict = result.judged()
        result.save(force_insert=True)
        written.append(result)
    return written


def ask_to_confirm(results: Iterable[Result], *, by: Person) -> None:
    for result in results:
        if result.person:
            _ask(result, result.person, by=by)


def write_figures(delivery: Delivery, figures: tuple[Measured, ...]) -> list[DeliveryFigure]:
    if len(figures) > MOST_FIGURES:
        raise Invalid(_("At most %(most)s figures, please.") % {"most": MOST_FIGURES})
    return DeliveryFigure.objects.bulk_create(
        DeliveryFigure(
            delivery=delivery, position=place, what=one.what, value=one.amount.value,
            unit=one.amount.unit, source=one.source,
        )
        for place, one in enumerate(figures, start=1)
    )  # fmt: skip


def confirm(delivery: Delivery, result: UUID, *, by: Person) -> Result:
    """Only the person named, or the delegate; the verdict follows."""
    with transaction.atomic():
        delivery = locked_delivery(delivery)
        found = Result.objects.select_related("person").filter(delivery=delivery, pk=result).first()
        if found is None or found.kind != Kind.PERSON:
            raise Invalid(_("There is no such criterion to confirm."))
        policy.may_confirm(by, found).require()
        DELIVERY.check(delivery.state, "confirm")
        if found.confirmed_at:
            raise NotPossibleNow(_("This has been confirmed already."))
        found.confirmed_at, found.confirmed_by = clock.now(), by
        found.verdict = found.judged()
        found.save(update_fields=["confirmed_at", "confirmed_by", "verdict"])
        standing = as_person(by, found.person) if found.person else None
        record(
            CriterionConfirmed(
                subject=delivery.pk, collaboration=delivery.task.collaboration_id,
                task=delivery.task.name, criterion=found.text,
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of if standing else None,
            keeps=[found],
        )  # fmt: skip
        return found


def _ask(result: Result, person: Person, *, by: Person) -> None:
    task = result.delivery.task
    bring_in_person(task.collaboration, person, by=by)
    event = ConfirmationAsked(
        subject=result.delivery_id, collaboration=task.collaboration_id, task=task.name,
        criterion=result.text, person=PersonId(person.pk),
    )  # fmt: skip
    record(event, by=by)
