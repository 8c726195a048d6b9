"""How much room files take and may take: one person's, and the house's."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.files import store
from tongzhou.files.models import StoredFile
from tongzhou.org.models import Person

MB = 1024 * 1024
MOST_REFUSED = 1024 * MB
"""Of forms that were refused, waiting a day to be sent again."""


@dataclass(frozen=True, slots=True)
class Room:
    """In bytes; `most` is 0 where nobody set a limit."""

    taken: int
    most: int

    @property
    def percent(self) -> int:
        return min(100, self.taken * 100 // self.most) if self.most else 0

    @property
    def is_tight(self) -> bool:
        return self.percent >= 90


def room_of(person: Person) -> Room:
    """What was taken back no longer counts for whoever did; its bytes stay, for the house."""
    own = StoredFile.objects.filter(uploaded_by=person, withdrawn_at=None)
    return Room(own.aggregate(taken=Sum("size"))["taken"] or 0, settings.FILES_PERSON)


def room_of_house() -> Room:
    """The same content lies on the disk once, however often it was handed in."""
    contents = StoredFile.objects.order_by().values("sha256").annotate(bytes=Max("size"))
    return Room(contents.aggregate(taken=Sum("bytes"))["taken"] or 0, settings.FILES_HOUSE)


def require_room(size: int, *, by: Person) -> None:
    """Before the bytes are written. What is sent at the same moment may pass together, once."""
    if settings.FILES_PERSON:
        own = room_of(by)
        if own.taken + size > own.most:
            facts = {"taken": own.taken // MB, "most": own.most // MB}
            sentence = _(
                "You have %(taken)s of %(most)s MB in files. Please take back what nobody needs"
                " any more, or send a link instead."
            )
            raise NotPossibleNow(sentence % facts)
    if settings.FILES_HOUSE and room_of_house().taken + size > settings.FILES_HOUSE:
        raise NotPossibleNow(
            _("The house has no room for more files. Please tell your administrator.")
        )


def rooms() -> list[dict[str, Any]]:
    """Whose files take most."""
    kept = StoredFile.objects.filter(withdrawn_at=None).order_by()
    by_person = kept.values(
        "uploaded_by", "uploaded_by__name", "uploaded_by__department__name",
        "uploaded_by__department__hue",
    )  # fmt: skip
    rows = by_person.annotate(files=Count("pk"), bytes=Sum("size")).order_by("-bytes")[:50]
    return [{**row, "room": Room(row["bytes"], settings.FILES_PERSON)} for row in rows]


def unclaimed() -> Room:
    """Bytes of forms that were refused or never sent again: swept within a day."""
    known = set(StoredFile.objects.order_by().values_list("sha256", flat=True).distinct())
    return Room(sum(_size(path) for path in store.every() if path.name not in known), 0)


def _size(path: Path) -> int:
    """0 for what was being written and has its name by now."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def is_full_of_refused() -> bool:
    """No row counts them, so nobody may lay down more of them than the house has set aside."""
    return _refused(int(clock.now().timestamp()) // 60) > MOST_REFUSED


@lru_cache(maxsize=1)
def _refused(_minute: int) -> int:
    return unclaimed().taken
