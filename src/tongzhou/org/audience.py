"""Who hears of changes in the organisation."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department, FormerHome


@heard_by("delegation.started", "delegation.ended")
def about_standing_in(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])
    yield UUID(entry.payload["delegate"])


@heard_by(
    "person.password_changed",
    "person.rights_changed",
    "person.passkey_added",
    "person.passkeys_ended",
    "person.second_factor_ended",
    "person.recovery_code_used",
    "person.recovery_codes_made",
    "person.identity_linked",
    "person.messenger_account_changed",
    "person.sign_in_renamed",
)
def whose_account_it_is(entry: Entry) -> Iterable[UUID]:
    """Whoever knows the new password could sign in the person's name."""
    yield UUID(entry.payload["person"])


@heard_by("department.acting_head_named", "department.acting_head_ended")
def whoever_acts_as_head(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


@heard_by("department.head_appointed", "department.deputy_appointed")
def who_leads_and_who_led(entry: Entry) -> Iterable[UUID]:
    for seat in ("person", "before"):
        if entry.payload.get(seat):
            yield UUID(entry.payload[seat])


@heard_by("department.liaison_appointed", "department.liaison_released")
def whoever_answers_for_a_department(entry: Entry) -> Iterable[UUID]:
    yield UUID(entry.payload["person"])


@heard_by("department.renamed", "department.moved", "department.recoded", "department.dissolved")
def who_speaks_for_the_department(entry: Entry) -> Iterable[UUID]:
    """Of a dissolved one: the successor's people, and everybody who came along."""
    department = Department.objects.filter(pk=entry.subject).first()
    if department is None:
        return
    leading = (department.head_id, department.deputy_id)
    yield from (key for key in leading if key)
    yield from department.liaisons.values_list("person", flat=True)
    if department.dissolved_at:
        came = FormerHome.objects.filter(department=department, until=department.dissolved_at)
        yield from came.values_list("person", flat=True)
