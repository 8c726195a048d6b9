"""Tells people what happened, and notes what they have read."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.discussions.hearing import heeded
from tongzhou.journal.audience import PERSONAL, listeners
from tongzhou.journal.events import EVENTS
from tongzhou.journal.models import Entry
from tongzhou.notices.models import Notice
from tongzhou.notices.queries.wishes import wishes_of
from tongzhou.notices.timing import Wishes, mail_at, next_week
from tongzhou.notices.topics import WITH_THE_WEEK
from tongzhou.org.models import Delegation, Person


def tell(entries: Iterable[Entry]) -> None:
    """One notice for everybody concerned who may see the matter at this moment.

    While somebody is away, the delegate hears it too, unless it is personal. Followers hear
    everything; whoever muted the collaboration hears what waits for them.
    """
    known: dict[UUID, Person] = {}
    wishes: dict[UUID, Wishes] = {}
    standing_in = _delegates()
    made: list[Notice] = []
    for entry in entries:
        heard = listeners(entry)
        if entry.kind not in PERSONAL:
            also = {one for person in heard for one in standing_in.get(person, ())}
            heard |= also - {entry.actor}
        heard = heeded(entry, heard)
        people = [person for person in _people(heard, known) if _may_see(person, entry)]
        wishes |= wishes_of([person.pk for person in people if person.pk not in wishes])
        later = _with_the_week(entry)
        made += [_notice(entry, person, wishes[person.pk], later) for person in people]
    Notice.objects.bulk_create(made, ignore_conflicts=True)


def _delegates() -> dict[UUID, list[UUID]]:
    """By whoever is away today; asked once for all entries that are told together."""
    found: dict[UUID, list[UUID]] = {}
    away = Delegation.objects.on(clock.today())
    for person, delegate in away.values_list("person", "delegate"):
        found.setdefault(person, []).append(delegate)
    return found


def _people(wanted: set[UUID], known: dict[UUID, Person]) -> list[Person]:
    """Active ones. Where each stands is asked once for all entries that are told together."""
    for person in Person.objects.filter(pk__in=wanted - known.keys()):
        person.memo = {}
        known[person.pk] = person
    return [known[one] for one in wanted & known.keys() if known[one].is_active]


def _may_see(person: Person, entry: Entry) -> bool:
    if entry.collaboration is None:
        return True
    return Collaboration.objects.visible_to(person).filter(pk=entry.collaboration).exists()


def _with_the_week(entry: Entry) -> Callable[[Person], bool]:
    """Who reads of it on Monday: everybody but the person in charge."""
    if entry.kind not in WITH_THE_WEEK or entry.collaboration is None:
        return lambda _person: False
    rows = Collaboration.objects.filter(pk=entry.collaboration)
    in_charge = rows.values_list("person_in_charge", flat=True).first()
    return lambda person: person.pk != in_charge


def _notice(
    entry: Entry, person: Person, wishes: Wishes, waits: Callable[[Person], bool]
) -> Notice:
    by_mail = EVENTS[entry.kind].mail and bool(settings.EMAIL_HOST) and bool(person.mail)
    now = clock.now()
    at = mail_at(entry.kind, wishes, now) if by_mail else None
    if at and waits(person):
        at = next_week(wishes, now)
    return Notice(
        person=person,
        entry=entry,
        collaboration_id=entry.collaboration,
        kind=entry.kind,
        created_at=now,
        mail_state=Notice.Mail.PENDING if at else Notice.Mail.NONE,
        next_at=at,
    )


@transaction.atomic
def read(notices: Iterable[UUID], *, by: Person) -> int:
    """Note that the person has read these of the own notices; how many were new."""
    return _read_now(Notice.objects.filter(person=by, pk__in=notices))


@transaction.atomic
def read_all(*, by: Person, until: int) -> int:
    """Everything up to the entry the person could see; what came since stays unread."""
    return _read_now(Notice.objects.filter(person=by, entry_id__lte=until))


def _read_now(notices: QuerySet[Notice]) -> int:
    return notices.filter(read_at=None).update(read_at=clock.now())
