"""A gap, an overlap, or a department's own duty comes into the register."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.duties import policy
from tongzhou.duties.actions.turns import settle
from tongzhou.duties.actions.wording import require_said
from tongzhou.duties.events import DutyEntered, GapReported, OverlapReported
from tongzhou.duties.models import Claim, Concern, Duty, Found, Tenure
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, Event
from tongzhou.org.models import Department, Person


@dataclass(frozen=True, kw_only=True)
class Described:
    """What has to be done again and again, how often, and what belongs to it."""

    name: str
    rhythm: str = Duty.Rhythm.ON_DEMAND
    description: str = ""


def report_gap(
    said: Described, *, concerned: Sequence[Department], by: Person, found: Found | None = None
) -> Duty:
    """`concerned` are the departments it lies between; without any it is the reporter's own."""
    with transaction.atomic():
        duty = _create(said, by=by, found=found, state="gap")
        _concern(duty, concerned or [by.department])
        settle(duty)
        record(GapReported(subject=duty.pk, name=duty.name), by=by)
        return duty


def report_overlap(
    said: Described, *, doing: Sequence[Department], by: Person, found: Found | None = None
) -> Duty:
    """`doing` are the departments that do it today; each may give it up."""
    if len({department.pk for department in doing}) < 2:
        sentence = _("Which departments do it? At least two, please.")
        raise Invalid(sentence, errors={"departments": sentence})
    with transaction.atomic():
        duty = _create(said, by=by, found=found, state="contested")
        _concern(duty, doing)
        Claim.objects.bulk_create(
            Claim(duty=duty, department=department, by=by, at=clock.now())
            for department in {one.pk: one for one in doing}.values()
        )
        settle(duty)
        event = OverlapReported(subject=duty.pk, name=duty.name)
        record(event, by=by, keeps=duty.claims.all())
        return duty


def enter(said: Described, *, department: Department, by: Person) -> Duty:
    """What a department does anyway; its head writes it down."""
    standing = policy.standing_of_head(by, department)
    with transaction.atomic():
        duty = _create(said, by=by, found=None, state="owned", owner=department)
        _concern(duty, [department])
        Claim.objects.create(
            duty=duty, department=department, by=by, on_behalf_of=standing.on_behalf_of,
            at=clock.now(),
        )  # fmt: skip
        Tenure.objects.create(duty=duty, department=department, since=clock.today(), by=by)
        event: Event = DutyEntered(
            subject=duty.pk, name=duty.name, department=DepartmentId(department.pk)
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=duty.claims.all())
        return duty


def _create(
    said: Described, *, by: Person, found: Found | None, state: str, owner: Department | None = None
) -> Duty:
    policy.may_report(by).require()
    require_said(said.name, said.description, said.rhythm)
    kind, where = found or ("", None)
    return Duty.objects.create(
        name=said.name.strip(),
        description=said.description.strip(),
        rhythm=said.rhythm,
        state=state,
        owner=owner,
        since=clock.today() if owner else None,
        found_in=kind,
        found_at=where,
        reported_by=by,
        reported_at=clock.now(),
    )


def _concern(duty: Duty, departments: Sequence[Department]) -> None:
    Concern.objects.bulk_create(
        Concern(duty=duty, department=one) for one in {one.pk: one for one in departments}.values()
    )
