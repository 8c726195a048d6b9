"""A sent collaboration of marketing and product with one ask that waits, written as plain rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tests.company import Company
from tongzhou.collaborations import balls
from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.models import Ask, Ball, Collaboration, Party
from tongzhou.core import clock
from tongzhou.core.ids import new_id
from tongzhou.journal.actions import record
from tongzhou.journal.audience import heard_by
from tongzhou.journal.events import Event, PersonId
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person


@dataclass(frozen=True, kw_only=True)
class BeaconLit(Event):
    """Heard by the people it names, also by mail."""

    kind: ClassVar[str] = "beacon.lit"
    sentence: ClassVar[Promise] = _("%(actor)s lit %(colour)s for %(people)s")
    mail: ClassVar[bool] = True

    colour: str
    people: tuple[PersonId, ...]


@heard_by("beacon.lit")
def those_named(entry: Entry) -> list[UUID]:
    return [UUID(one) for one in entry.payload["people"]]


def light(case: Collaboration | None, *people: Person, by: Person, colour: str = "red") -> Entry:
    event = BeaconLit(
        subject=new_id(),
        collaboration=case and case.pk,
        colour=colour,
        people=tuple(person.pk for person in people),
    )
    with transaction.atomic():
        return record(event, by=by)


def sent_case(company: Company, *, visibility: str = "parties") -> Collaboration:
    now = clock.now()
    case = Collaboration.objects.create(
        number=f"协-2023-{Collaboration.objects.count() + 1:04}",
        name="Q3 用户活跃度提升",
        department=company.marketing,
        person_in_charge=company.lin,
        created_by=company.lin,
        visibility=visibility,
        state="asking",
        created_at=now,
        sent_at=now,
        state_since=now,
        changed_at=now,
    )
    Party.objects.create(collaboration=case, department=company.marketing, is_initiator=True)
    Party.objects.create(collaboration=case, department=company.product)
    return case


def waiting_ask(
    company: Company,
    *,
    due_at: datetime,
    paused_because: str = "",
    case: Collaboration | None = None,
) -> Ball:
    """Product's liaison is asked; her deputy in this matter is the head."""
    case = case or sent_case(company)
    ask = Ask.objects.create(
        collaboration=case, department=company.product, what="活动页改版", state="sent"
    )
    holder = Holder(
        department=company.product,
        person=company.liu,
        waiting=company.lin,
        due_at=due_at,
        paused_because=paused_because,
    )
    with transaction.atomic():
        balls.settle("ask", ask.pk, case, state="sent", title=ask.what, holders=[holder])
    return Ball.objects.get(matter=ask.pk)
