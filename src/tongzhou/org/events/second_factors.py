"""What can happen to the second step of signing in."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class SecondFactorSet(Event):
    kind = "person.second_factor_set"
    sentence = _("%(person)s signs in with a one-time code from now on.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class SecondFactorEnded(Event):
    kind = "person.second_factor_ended"
    sentence = _("%(actor)s ended the one-time codes of %(person)s.")
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Event):
    kind = "person.recovery_code_used"
    sentence = _("%(person)s used a recovery code; %(left)s are left.")
    person: PersonId
    left: int


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(Event):
    """The ones before open nothing any more."""

    kind = "person.recovery_codes_made"
    sentence = _("%(person)s had new recovery codes made.")
    person: PersonId
