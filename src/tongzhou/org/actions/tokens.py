"""API tokens: shown once, kept as a hash, open only what their scopes name."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org import policy
from tongzhou.org.events import TokenCreated, TokenRevoked
from tongzhou.org.models import Person, Token
from tongzhou.org.scopes import EVERYDAY, SCOPES
from tongzhou.org.tokens import PREFIX, hashed


def create_token(
    person: Person, *, by: Person | None, name: str, scopes: Sequence[str] = EVERYDAY
) -> str:
    """The secret, which nobody can read again."""
    if not scopes or not set(scopes) <= set(SCOPES):
        sentence = _("Choose what the token opens.")
        raise Invalid(sentence, errors={"scopes": sentence})
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        policy.may_be_own(by, person).require()
        token = Token.objects.create(
            person=person, name=name.strip()[:60], hash=hashed(secret), created_at=clock.now(),
            scopes=sorted(scopes),
        )  # fmt: skip
        record(TokenCreated(subject=token.pk, name=token.name), by=by or person)
    return secret


def revoke_token(token: Token, *, by: Person) -> None:
    with transaction.atomic():
        locked = Token.objects.select_for_update().get(pk=token.pk)
        policy.may_revoke(by, locked).require()
        if locked.revoked_at:
            raise NotPossibleNow(_("This token is already revoked."))
        locked.revoked_at = clock.now()
        locked.save(update_fields=["revoked_at"])
        record(TokenRevoked(subject=locked.pk, name=locked.name), by=by)


def take_calls(token: Token, lot: int, *, window: datetime, most: int) -> bool:
    """Take a lot of the calls this token may make in the minute; false when none are left.

    Two who open a minute at once: one opens it, the other takes from what it opened.
    """
    rows = Token.objects.filter(pk=token.pk)
    more = rows.filter(window=window, taken__lte=most - lot)
    fresh = rows.exclude(window=window)
    return bool(
        more.update(taken=F("taken") + lot)
        or fresh.update(window=window, taken=lot, used_at=clock.now())
        or more.update(taken=F("taken") + lot)
    )
