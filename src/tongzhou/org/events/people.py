"""What can happen to people, those who stand in for them, and their keys."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class PersonCreated(Event):
    kind = "person.created"
    sentence = _("%(actor)s added %(person)s to %(department)s.")
    person: PersonId
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class PersonMoved(Event):
    kind = "person.moved"
    sentence = _("%(actor)s moved %(person)s from %(before)s to %(department)s.")
    person: PersonId
    before: DepartmentId
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class PersonLeft(Event):
    kind = "person.left"
    sentence = _("%(actor)s closed the account of %(person)s.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class PersonReturned(Event):
    kind = "person.returned"
    sentence = _("%(actor)s reopened the account of %(person)s.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class PersonAnonymised(Event):
    kind = "person.anonymised"
    sentence = _("%(actor)s removed the personal data of a former colleague.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    kind = "person.invited"
    sentence = _("%(actor)s made a one-time link with which %(person)s chooses a password.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    kind = "person.password_changed"
    sentence = _("%(actor)s changed the password of %(person)s.")
    mail = True
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    kind = "person.sessions_ended"
    sentence = _("%(actor)s signed %(person)s out of all other browsers.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class PreferenceChosen(Event):
    kind = "person.preference_chosen"
    sentence = _("%(actor)s changed how pages are shown to them.")
    language: str
    theme: str


@dataclass(frozen=True, kw_only=True)
class DelegationStarted(Event):
    kind = "delegation.started"
    sentence = _("%(delegate)s stands in for %(person)s from %(since)s to %(until)s.")
    mail = True
    person: PersonId
    delegate: PersonId
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(Event):
    kind = "delegation.ended"
    sentence = _("%(delegate)s no longer stands in for %(person)s.")
    person: PersonId
    delegate: PersonId


@dataclass(frozen=True, kw_only=True)
class TokenCreated(Event):
    kind = "token.created"
    sentence = _("%(actor)s created the access token “%(name)s”.")
    name: str


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    kind = "token.revoked"
    sentence = _("%(actor)s revoked the access token “%(name)s”.")
    name: str
