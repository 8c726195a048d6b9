"""What the provider says about itself, and what it answers to a code."""

import base64
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from authlib.oidc.core import CodeIDToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from tongzhou.channels.outbound import NotAllowed, Unanswered, fetch, post
from tongzhou.core.verdicts import WithoutEffect

WELL_KNOWN = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""None that rests on a shared secret, and never «none»."""
LEEWAY = 60
KEEP = 600
_kept: dict[str, tuple[float, dict[str, Any]]] = {}


class NoProvider(WithoutEffect):
    """The provider does not answer, or not as agreed."""

    status = 503
    retry_after = 30


@dataclass(frozen=True, slots=True)
class Account:
    subject: str
    mail: str
    proved_at: int | None


def about() -> dict[str, Any]:
    """Its own description, kept for ten minutes; it must speak for the issuer we asked."""
    issuer = settings.OIDC_ISSUER
    at, found = _kept.get(issuer, (0.0, {}))
    if time.monotonic() - at > KEEP or not found:
        found = _json(issuer + WELL_KNOWN)
        if str(found.get("issuer", "")).rstrip("/") != issuer:
            raise _astray()
        _kept[issuer] = (time.monotonic(), found)
    return found


def account_of(code: str, *, nonce: str, verifier: str, back: str) -> Account:
    """Whom the provider vouches for. Raises `NoProvider`."""
    told = _exchange(code, verifier, back)
    claims = _judged(str(told.get("id_token", "")), nonce, str(told.get("access_token", "")))
    mail = claims.get("email", "") if claims.get("email_verified") is True else ""
    proved = claims.get("auth_time")
    return Account(str(claims["sub"]), str(mail), int(proved) if proved else None)


def _exchange(code: str, verifier: str, back: str) -> dict[str, Any]:
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }
    pair = f"{quote(settings.OIDC_CLIENT, safe='')}:{quote(settings.OIDC_SECRET, safe='')}"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
        "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
    }
    return _json(str(about().get("token_endpoint", "")), urlencode(body).encode(), headers)


def _judged(token: str, nonce: str, access: str) -> CodeIDToken:
    wanted = {
        "iss": {"essential": True, "values": [settings.OIDC_ISSUER, settings.OIDC_ISSUER + "/"]},
        "aud": {"essential": True, "value": settings.OIDC_CLIENT},
        "nonce": {"essential": True, "value": nonce},
    }
    try:
        keys = KeySet.import_key_set(_json(str(about().get("jwks_uri", ""))))
        read = jwt.decode(token, keys, algorithms=ALGORITHMS)
        params = {"nonce": nonce, "client_id": settings.OIDC_CLIENT, "access_token": access}
        claims = CodeIDToken(read.claims, read.header, wanted, params)
        claims.validate(leeway=LEEWAY)
    except (JoseError, ValueError, KeyError) as error:
        raise _astray() from error
    return claims


def _json(url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Any:
    try:
        reply = post(url, body, headers or {}) if body is not None else fetch(url, {})
        found = json.loads(reply.body)
    except (NotAllowed, Unanswered, ValueError) as error:
        raise _astray() from error
    if reply.status != 200 or not isinstance(found, dict):
        raise _astray()
    return found


def _astray() -> NoProvider:
    return NoProvider(
        _("The company's sign-in does not answer as it should. Try again, or use your password.")
    )
