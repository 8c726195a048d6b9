"""API tokens: shown once, kept as a hash."""

import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org import policy
from tongzhou.org.events import TokenCreated, TokenRevoked
from tongzhou.org.models import Person, Token
from tongzhou.org.tokens import PREFIX, hashed


def create_token(person: Person, *, by: Person | None, name: str) -> str:
    """The secret, which nobody can read again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        policy.may_be_own(by, person).require()
        token = Token.objects.create(
            person=person, name=name.strip()[:60], hash=hashed(secret), created_at=clock.now()
        )
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
