"""What can happen to passkeys."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(Event):
    kind = "person.passkey_added"
    sentence = _("%(person)s signs in with the passkey “%(name)s” as well.")
    person: PersonId
    name: str


@dataclass(frozen=True, kw_only=True)
class PasskeyRenamed(Event):
    kind = "person.passkey_renamed"
    sentence = _("%(actor)s calls the passkey “%(before)s” “%(name)s” now.")
    person: PersonId
    before: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PasskeyRemoved(Event):
    kind = "person.passkey_removed"
    sentence = _("%(actor)s removed the passkey “%(name)s”.")
    person: PersonId
    name: str


@dataclass(frozen=True, kw_only=True)
class PasskeysEnded(Event):
    kind = "person.passkeys_ended"
    sentence = _("%(actor)s ended all passkeys of %(person)s.")
    person: PersonId
