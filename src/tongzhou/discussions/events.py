"""What can happen in a discussion. The words of a comment stay out of the journal."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """Somebody commented on a matter and named nobody."""

    kind: ClassVar[str] = "comment.written"
    sentence: ClassVar[Promise] = _("%(actor)s commented on “%(about)s”.")
    matter: str
    about: str


@dataclass(frozen=True, kw_only=True)
class CommentMentioned(Event):
    """A comment names people or departments; `named` holds the ids of both."""

    kind: ClassVar[str] = "comment.mentioned"
    sentence: ClassVar[Promise] = _("%(actor)s mentioned %(named)s in a comment on “%(about)s”.")
    mail: ClassVar[bool] = True
    matter: str
    about: str
    named: tuple[PersonId, ...]


@dataclass(frozen=True, kw_only=True)
class CommentEdited(Event):
    """The author changed the wording; the earlier one is kept."""

    kind: ClassVar[str] = "comment.edited"
    sentence: ClassVar[Promise] = _("%(actor)s changed a comment on “%(about)s”.")
    about: str


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(Event):
    """The author took a comment away; that there was one stays."""

    kind: ClassVar[str] = "comment.removed"
    sentence: ClassVar[Promise] = _("%(actor)s removed a comment on “%(about)s”.")
    about: str


@dataclass(frozen=True, kw_only=True)
class CommentRestored(Event):
    """Removing it was undone."""

    kind: ClassVar[str] = "comment.restored"
    sentence: ClassVar[Promise] = _("%(actor)s put back a comment on “%(about)s”.")
    about: str


@dataclass(frozen=True, kw_only=True)
class StanceTaken(Event):
    """Somebody follows or mutes a collaboration, or does neither any more (`mode` is empty)."""

    kind: ClassVar[str] = "stance.taken"
    sentence: ClassVar[Promise] = _("%(actor)s chose what to hear of this collaboration.")
    mode: str
