"""Who calls: the person whose token comes with the request. Session cookies open nothing here."""

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from tongzhou.org.models import Person, Token
from tongzhou.org.tokens import hashed

SCHEME = "bearer "
KEPT = "tongzhou.token"
"""Where the request remembers its token; no header can write there."""


class BearerToken(HttpBearer):
    """From here on the request is the person's, in the person's language."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        found = caller(request)
        return found.person if found else None


def caller(request: HttpRequest) -> Token | None:
    """The token, asked once a request; None for an unknown or revoked one."""
    if KEPT not in request.META:
        request.META[KEPT] = _find(request)
    found: Token | None = request.META[KEPT]
    return found


def _find(request: HttpRequest) -> Token | None:
    sent = request.headers.get("Authorization", "")
    if not sent.lower().startswith(SCHEME):
        return None
    valid = Token.objects.filter(revoked_at=None, person__is_active=True)
    secret = sent[len(SCHEME) :].strip()
    token = valid.select_related("person__department").filter(hash=hashed(secret)).first()
    if token is None:
        return None
    token.person.memo = {}
    token.person.is_program = True
    request.user = token.person
    translation.activate(token.person.language)
    return token
