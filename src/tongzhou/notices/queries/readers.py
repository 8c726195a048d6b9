"""Who has read what somebody wrote, told to nobody but whoever wrote it."""

from dataclasses import dataclass
from uuid import UUID

from tongzhou.notices.models import Notice


@dataclass(frozen=True, slots=True)
class Readers:
    """Names by pinyin; each person counts once, however often they were told of it."""

    read: list[str]
    unread: list[str]


def readers_of(subject: UUID, *, besides: UUID) -> Readers:
    """Of everybody who was told of it but the one who wrote it."""
    told = Notice.objects.filter(entry__subject=subject).exclude(person=besides)
    rows = told.order_by("person__pinyin", "person__login").values_list(
        "person", "person__name", "read_at"
    )
    names, read = dict[UUID, str](), set[UUID]()
    for person, name, at in rows:
        names[person] = name
        if at:
            read.add(person)
    return Readers(
        [name for person, name in names.items() if person in read],
        [name for person, name in names.items() if person not in read],
    )
