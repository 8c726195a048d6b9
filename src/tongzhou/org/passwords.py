"""Passwords in one spelling, and good enough."""

import unicodedata

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Person

LONGEST = 256


def normal(password: str) -> str:
    """Keyboards write «é» or «が» in two ways; both are the same password."""
    return unicodedata.normalize("NFC", password)


def check_new(password: str, person: Person, *, field: str = "password") -> str:
    """The normal form; raises `Invalid` with every reason why it is too weak."""
    if len(password) > LONGEST:
        sentence = _("A password has at most %(count)s characters.") % {"count": LONGEST}
        raise Invalid(sentence, errors={field: sentence})
    text = normal(password)
    try:
        validate_password(text, person)
    except ValidationError as weak:
        sentence = " ".join(weak.messages)
        raise Invalid(sentence, errors={field: sentence}) from weak
    return text
