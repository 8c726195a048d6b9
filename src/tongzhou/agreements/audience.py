"""Who hears of agreements and changes: those who must sign, those who wait, those it binds."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.agreements.models import ChangeRequest, Provision, Seat, Version
from tongzhou.agreements.provisions.vocabulary import rows_named
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department
from tongzhou.plans.models import Role


@heard_by("agreement.circulated")
def those_who_sign(entry: Entry) -> Iterable[UUID]:
    """The heads whose signature is missing, and their deputies."""
    open_seats = Seat.objects.filter(row__version=entry.subject, signature=None)
    return _heads(open_seats.values_list("department", flat=True))


@heard_by("agreement.signed", "agreement.objected", "agreement.withdrawn")
def who_waits_for_it(entry: Entry) -> Iterable[UUID]:
    """The person in charge and who asked for the change."""
    version = Version.objects.select_related("collaboration", "change").get(pk=entry.subject)
    asked = [version.change.by_id] if version.change else []
    return [version.collaboration.person_in_charge_id, *asked]


@heard_by("agreement.objected", "agreement.withdrawn")
def who_had_to_sign(entry: Entry) -> Iterable[UUID]:
    """Every head with a seat: who has signed learns that it is not final."""
    seats = Seat.objects.filter(row__version=entry.subject)
    return _heads(seats.values_list("department", flat=True))


@heard_by("change.objected_afterwards")
def whose_change_is_objected_to(entry: Entry) -> Iterable[UUID]:
    change = _change(entry)
    asked = [change.objects_to.by_id] if change.objects_to else []
    return [change.collaboration.person_in_charge_id, *asked]


@heard_by("change.submitted")
def who_reviews(entry: Entry) -> Iterable[UUID]:
    return [_change(entry).collaboration.person_in_charge_id]


@heard_by(
    "change.taken_up", "change.rejected", "change.withdrawn", "change.applied", "change.confirmed",
    "change.reverted", "change.applied_at_once",
)  # fmt: skip
def who_asked(entry: Entry) -> Iterable[UUID]:
    change = _change(entry)
    return [change.by_id, change.collaboration.person_in_charge_id]


@heard_by(
    "change.applied",
    "change.rejected",
    "change.took_effect",
    "change.confirmed",
    "change.reverted",
    "change.applied_at_once",
)
def whom_it_changes(entry: Entry) -> Iterable[UUID]:
    """Everybody with a part in the rows, and the heads of all parties."""
    change = _change(entry)
    tasks = change.lines.values_list("task", flat=True)
    people = Role.objects.filter(task__in=tasks, person__isnull=False)
    parties = change.collaboration.parties.values_list("department", flat=True)
    return [*people.values_list("person", flat=True), *_heads(parties)]


@heard_by("clause.fired", "clause.lapsed")
def whom_a_clause_concerns(entry: Entry) -> Iterable[UUID]:
    """Who leads, the heads of all parties, who carries the rows it speaks of, whom it names."""
    one = Provision.objects.select_related("collaboration").get(pk=entry.subject)
    case, then = one.collaboration, one.content["then"]
    carried = Role.objects.filter(
        task__in=list(map(UUID, rows_named(one.content))), person__isnull=False
    )
    named = [UUID(then["person"])] if "person" in then else []
    parties = case.parties.values_list("department", flat=True)
    carriers = carried.values_list("person", flat=True)
    return [case.person_in_charge_id, *named, *carriers, *_heads(parties)]


def _change(entry: Entry) -> ChangeRequest:
    rows = ChangeRequest.objects.select_related("collaboration")
    change: ChangeRequest = rows.get(pk=entry.subject)
    return change


def _heads(departments: Iterable[UUID]) -> list[UUID]:
    rows = Department.objects.filter(pk__in=set(departments)).values_list("head", "deputy")
    return [person for pair in rows for person in pair if person]
