"""Sets up, checks and ends the second step of signing in."""

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import one_time, policy
from tongzhou.org.events.second_factors import (
    RecoveryCodesMade,
    RecoveryCodeUsed,
    SecondFactorEnded,
    SecondFactorSet,
)
from tongzhou.org.models import Person
from tongzhou.org.models.second_factors import RecoveryCode, SecondFactor

COUNT = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that could be misread on paper."""
BY_CODE, BY_RECOVERY = "totp", "recovery"


def start(person: Person, *, by: Person) -> SecondFactor:
    """A fresh secret, which counts for nothing until a code made with it is entered."""
    policy.may_be_own(by, person).require()
    with transaction.atomic():
        found = SecondFactor.objects.select_for_update().filter(person=person).first()
        if found and found.confirmed_at:
            raise NotPossibleNow(_("One-time codes are set up already. End them first."))
        fresh = {"secret": one_time.new_secret(), "created_at": clock.now(), "used_step": 0}
        made, _is_new = SecondFactor.objects.update_or_create(person=person, defaults=fresh)
        return made


def confirm(person: Person, *, by: Person, code: str) -> list[str]:
    """The app shows the right code: from now on it is asked for. Returns recovery codes, once."""
    policy.may_be_own(by, person).require()
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(person=person).first()
        if factor is None or factor.confirmed_at:
            raise NotPossibleNow(_("There is nothing to confirm. Set up one-time codes first."))
        if not _take(factor, code):
            raise wrong_code()
        factor.confirmed_at = clock.now()
        factor.save(update_fields=["confirmed_at"])
        record(SecondFactorSet(subject=person.pk, person=PersonId(person.pk)), by=by)
        return _fresh_codes(person)


def renew_codes(person: Person, *, by: Person) -> list[str]:
    """When most are spent or somebody has seen them: ten new ones, and the old open nothing."""
    policy.may_be_own(by, person).require()
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(person=person).first()
        if factor is None or not factor.confirmed_at:
            raise NotPossibleNow(_("Recovery codes belong to one-time codes. Set these up first."))
        record(RecoveryCodesMade(subject=person.pk, person=PersonId(person.pk)), by=by)
        return _fresh_codes(person)


def check(person: Person, code: str) -> str:
    """How the code proves who it is: by the app, or by a recovery code that is spent by it."""
    plain = code.replace(" ", "").strip().lower()
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().get(person=person)
        if plain.isdecimal() and _take(factor, plain):
            return BY_CODE
        if _spend(person, plain):
            return BY_RECOVERY
    raise wrong_code()


def check_app(person: Person, code: str) -> str | None:
    """The code of the app alone."""
    plain = code.replace(" ", "").strip()
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().get(person=person)
        return BY_CODE if plain.isdecimal() and _take(factor, plain) else None


def end(person: Person, *, by: Person) -> None:
    """One's own after a fresh proof, or by an administrator when phone and paper are lost."""
    if by.pk != person.pk and not by.is_administrator:
        raise Refused(_("Only %(person)s or an administrator may do this.") % {"person": person})
    with transaction.atomic():
        if not SecondFactor.objects.select_for_update().filter(person=person).exists():
            raise NotPossibleNow(_("There are no one-time codes to end."))
        SecondFactor.objects.filter(person=person).delete()
        RecoveryCode.objects.filter(person=person).delete()
        record(SecondFactorEnded(subject=person.pk, person=PersonId(person.pk)), by=by)


def wrong_code() -> Invalid:
    sentence = _("This code is not right, or was used already. Wait for the next one.")
    return Invalid(sentence, errors={"code": sentence})


def _take(factor: SecondFactor, code: str) -> bool:
    step = one_time.matched(factor.secret, code, clock.now(), after=factor.used_step)
    if step is None:
        return False
    factor.used_step = step
    factor.save(update_fields=["used_step"])
    return True


def _spend(person: Person, code: str) -> bool:
    open_codes = RecoveryCode.objects.filter(person=person, used_at=None)
    if not open_codes.filter(hash=_hashed(code)).update(used_at=clock.now()):
        return False
    event = RecoveryCodeUsed(subject=person.pk, person=PersonId(person.pk), left=open_codes.count())
    record(event, by=person)
    return True


def _fresh_codes(person: Person) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = ["-".join(_letters() for _part in range(2)) for _code in range(COUNT)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, hash=_hashed(code)) for code in codes
    )
    return codes


def _letters() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(5))


def _hashed(code: str) -> str:
    """Fifty random bits: nothing to be guessed from the hash within the life of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
