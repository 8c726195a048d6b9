"""What can happen to what is known of a person."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    """`changed` names fields, never what stands in them: a person can be anonymised later."""

    kind = "person.profile_changed"
    sentence = _("%(actor)s changed the details of %(person)s.")
    person: PersonId
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MessengerAccountChanged(Event):
    """`systems` without the accounts themselves; whoever has one signs in with it."""

    kind = "person.messenger_account_changed"
    sentence = _("%(actor)s changed the messenger account with which %(person)s signs in.")
    mail = True
    person: PersonId
    systems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SecondHomeTaken(Event):
    kind = "person.second_home_taken"
    sentence = _("%(actor)s also placed %(person)s in %(department)s.")
    person: PersonId
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class SecondHomeLeft(Event):
    kind = "person.second_home_left"
    sentence = _("%(actor)s noted that %(person)s no longer also works in %(department)s.")
    person: PersonId
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class RightsChanged(Event):
    kind = "person.rights_changed"
    sentence = _("%(actor)s changed whether %(person)s administers or audits.")
    mail = True
    person: PersonId
    administrator: bool
    auditor: bool


@dataclass(frozen=True, kw_only=True)
class RosterTaken(Event):
    """`people` are ids; names of hundreds would make no sentence."""

    kind = "roster.taken"
    sentence = _("%(actor)s took people over from a table: %(created)s new, %(changed)s changed.")
    people: tuple[str, ...]
    created: int
    changed: int
