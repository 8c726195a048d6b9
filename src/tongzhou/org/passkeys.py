"""What is asked of a device that keeps a passkey (WebAuthn), and what its answer is worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Passkey, Person

KEY = "passkey_challenge"
PATIENCE = timedelta(minutes=5)
UNLOCKED = UserVerificationRequirement.REQUIRED
"""Having the device is one factor, unlocking it by finger, face or PIN the other."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is served: a passkey works for this name only."""

    name: str
    origins: list[str]


@dataclass(frozen=True, slots=True)
class Registered:
    credential: str
    public_key: str
    sign_count: int


def options(request: HttpRequest, *, person: Person | None, purpose: str) -> str:
    """JSON for the browser; its challenge works once, for this purpose, for a few minutes."""
    place = _place(request)
    if purpose == "set-up" and person:
        made, as_json = _to_create(place, person)
    else:
        found = generate_authentication_options(
            rp_id=place.name,
            allow_credentials=_known(person.passkeys.all()) if person else [],
            user_verification=UNLOCKED,
        )
        made, as_json = found.challenge, options_to_json(found)
    request.session[KEY] = [purpose, bytes_to_base64url(made), clock.now().isoformat()]
    return as_json


def registered(request: HttpRequest, answer: str) -> Registered:
    """Raises `Invalid`."""
    place, challenge = _place(request), _challenge(request, "set-up")
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origins,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as wrong:
        raise unknown() from wrong
    return Registered(
        bytes_to_base64url(made.credential_id),
        bytes_to_base64url(made.credential_public_key),
        made.sign_count,
    )


def counted(request: HttpRequest, answer: str, passkey: Passkey, *, purpose: str) -> int:
    """How often the device says the key was used by now. Raises `Invalid`."""
    place, challenge = _place(request), _challenge(request, purpose)
    try:
        seen = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origins,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as wrong:
        raise unknown() from wrong
    return seen.new_sign_count


def unknown() -> Invalid:
    sentence = _("This passkey was not accepted, or it took too long. Please try again.")
    return Invalid(sentence, errors={"identity_password": sentence})


def _to_create(place: Place, person: Person) -> tuple[bytes, str]:
    made = generate_registration_options(
        rp_id=place.name,
        rp_name="同舟 Tongzhou",
        user_id=person.pk.bytes,
        user_name=person.login,
        user_display_name=person.name,
        exclude_credentials=_known(person.passkeys.all()),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UNLOCKED
        ),
    )
    return made.challenge, options_to_json(made)


def _known(passkeys: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in passkeys
    ]


def _challenge(request: HttpRequest, purpose: str) -> bytes:
    """Spent by being asked for."""
    asked_for, challenge, at = request.session.pop(KEY, ("", "", ""))
    if asked_for != purpose or clock.now() - datetime.fromisoformat(at) > PATIENCE:
        raise unknown()
    return base64url_to_bytes(challenge)


def _place(request: HttpRequest) -> Place:
    """The house's own address, and the one this page was asked for (both are ours)."""
    own = urlsplit(settings.BASE_URL)
    here = urlsplit(request.build_absolute_uri("/"))
    name = here.hostname or ""
    origins = [f"{here.scheme}://{here.netloc}"]
    if own.hostname == name:
        origins.append(f"{own.scheme}://{own.netloc}")
    return Place(name, origins)
