"""What can happen to a file."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class FileKept(Event):
    """Somebody handed in a file; its hash says later whether it still is the same."""

    kind: ClassVar[str] = "file.kept"
    sentence: ClassVar[Promise] = _("%(actor)s added the file “%(name)s”.")
    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileWithdrawn(Event):
    """Whoever uploaded it took it back."""

    kind: ClassVar[str] = "file.withdrawn"
    sentence: ClassVar[Promise] = _("%(actor)s took back the file “%(name)s”.")
    name: str


@dataclass(frozen=True, kw_only=True)
class FileRestored(Event):
    """Taking it back was undone."""

    kind: ClassVar[str] = "file.restored"
    sentence: ClassVar[Promise] = _("%(actor)s put back the file “%(name)s”.")
    name: str
