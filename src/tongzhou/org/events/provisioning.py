"""What can happen when an identity provider keeps people and departments in step."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class PersonProvisioned(Event):
    kind = "person.provisioned"
    sentence = _("From now on an identity provider keeps %(person)s up to date.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class PersonUnprovisioned(Event):
    kind = "person.unprovisioned"
    sentence = _("The identity provider no longer knows %(person)s.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class DepartmentProvisioned(Event):
    kind = "department.provisioned"
    sentence = _("From now on an identity provider keeps %(department)s up to date.")
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class DepartmentUnprovisioned(Event):
    kind = "department.unprovisioned"
    sentence = _("The identity provider no longer knows %(department)s.")
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class SignInRenamed(Event):
    """Without the names: who is anonymised later leaves none behind."""

    kind = "person.sign_in_renamed"
    sentence = _("%(actor)s changed the sign-in name of %(person)s.")
    mail = True
    person: PersonId
