"""What can happen to the ways other systems know a person."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(Event):
    kind = "person.identity_linked"
    sentence = _("%(person)s signs in through %(issuer)s as well.")
    mail = True
    person: PersonId
    issuer: str


@dataclass(frozen=True, kw_only=True)
class BrowserEnded(Event):
    kind = "person.browser_ended"
    sentence = _("%(actor)s signed %(person)s out of one browser.")
    person: PersonId
