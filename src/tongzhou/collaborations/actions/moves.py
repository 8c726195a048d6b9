"""`move` is the one function that changes a collaboration's state."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from tongzhou.collaborations import balls
from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.events.cases import MOVED
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.states import COLLABORATION, SETTLED
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.journal.actions import record
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Liaison, Person

END_OF_DAY = time(18)
REVIEW_TIME = timedelta(days=7)
OF_EVERY_ROW = "check_in"
"""The ball that each row in work has, once the journal has been read."""
OF_WHO_GAINED = "gain"
"""The ball of whoever says whether a gain came, however the collaboration itself ends."""
MOVING = ("state", "state_since", "resumes_to", "changed_at", "sent_at")
"""The fields a move writes."""


def locked(collaboration: Collaboration) -> Collaboration:
    """The row as it stands now, kept from others until the transaction ends."""
    rows = Collaboration.objects.select_for_update(of=("self",))
    related = rows.select_related("department__head", "person_in_charge")
    case: Collaboration = related.get(pk=collaboration.pk)
    return case


def move(
    collaboration: Collaboration,
    verb: str,
    *,
    by: Person | None,
    to: str | None = None,
    reason: str = "",
    on_behalf_of: Person | None = None,
    keeps: Iterable[Model] = (),
) -> Collaboration:
    """Do what the lifecycle lists; who may is judged by the caller.

    `collaboration` itself is brought up to date as well. `to` chooses where a verb has several
    targets; `reason` is kept in the journal, whose entry vouches for the rows in `keeps`.
    """
    with transaction.atomic():
        case = locked(collaboration)
        before = case.state
        case.state = COLLABORATION.after(before, verb, to)
        case.resumes_to = before if verb == "pause" else ""
        case.changed_at = clock.now()
        case.state_since = case.changed_at
        if verb == "send":
            case.sent_at = case.changed_at
        case.save(update_fields=MOVING)
        event = MOVED[verb](
            subject=case.pk, collaboration=case.pk, before=before, after=case.state, reason=reason
        )
        record(event, by=by, on_behalf_of=on_behalf_of, keeps=keeps)
        settle(case)
        if case.state == "archived":
            balls.rest_all(case)
    for name in MOVING:
        setattr(collaboration, name, getattr(case, name))
    return case


def divide_if_settled(collaboration: Collaboration, *, by: Person | None) -> None:
    """Call after each change of an ask: goes on when the last one is settled and one was agreed.

    Also hands the initiator the ball while nothing is asked of anybody.
    """
    case = locked(collaboration)
    if case.state != "asking":
        return
    states = set(case.asks.values_list("state", flat=True))
    if states & {"agreed", "left_open"} and states <= set(SETTLED):
        move(collaboration, "divide", by=by)
    else:
        settle(case)


def settle(case: Collaboration) -> None:
    """The collaboration's own ball, as its state names it.

    While the work goes on the balls are those of its rows, and in the end that of the
    retrospective; until they are there, the initiator's. A delivery or a warning among them may
    be settled before the other rows have theirs, so it does not count.
    """
    balls.settle(
        "collaboration",
        case.pk,
        case,
        state=case.state,
        title=case.name,
        holders=[_initiator(case)] if _is_with_the_initiator(case) else [],
    )


def _is_with_the_initiator(case: Collaboration) -> bool:
    if case.state == "asking":
        return not case.asks.exclude(state__in=(*SETTLED, "draft")).exists()
    if case.state == "delivering":
        return not case.balls.filter(kind=OF_EVERY_ROW).exists()
    if case.state in ("reviewing", "cancelled"):
        return not case.balls.exclude(kind__in=("collaboration", OF_WHO_GAINED)).exists()
    return COLLABORATION.state(case.state).ball == "initiator"


def _initiator(case: Collaboration) -> Holder:
    others = _other_liaisons(case.department_id, case.person_in_charge_id)
    return Holder(
        department=case.department,
        person=case.person_in_charge,
        deputy=others[0].person if others else None,
        due_at=_due(case),
    )


@Prepared
def _other_liaisons(department: UUID, person: UUID) -> QuerySet[Liaison]:
    liaisons = Liaison.objects.filter(department=department).exclude(person=person)
    return liaisons.select_related("person")[:1]


def _due(case: Collaboration) -> datetime | None:
    match COLLABORATION.state(case.state).clock:
        case "wanted" if case.wanted_date:
            return _close_of_work(case.wanted_date)
        case "seven_days":
            since = case.state_since.astimezone(clock.zone()).date()
            return max(_close_of_work(since + REVIEW_TIME), case.state_since)
        case _:
            return None


def _close_of_work(day: date) -> datetime:
    """The end of the last working day not after `day`."""
    last = calendar().add_working_days(day + timedelta(days=1), -1)
    return datetime.combine(last, END_OF_DAY, tzinfo=clock.zone())
