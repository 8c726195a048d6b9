"""What a program sends becomes the form a page would have sent."""

import json
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid

PROOFS = ("identity_password", "passkey", "once", "csrfmiddlewaretoken")
"""Not taken from programs: nobody is proven to sit there; the key comes in its header."""
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def fill_form(request: HttpRequest) -> None:
    """`request.POST` as the page's view expects it. Raises `Invalid`."""
    if request.content_type in FORMS:
        typed = request.POST.copy()
    else:
        typed = _from_json(request.body)
        request._files = MultiValueDict()  # type: ignore[attr-defined]
    for name in PROOFS:
        typed.pop(name, None)
    request._post = typed  # type: ignore[attr-defined]
    request.META["CONTENT_TYPE"] = FORMS[1] if not request.FILES else request.META["CONTENT_TYPE"]


def _from_json(body: bytes) -> QueryDict:
    try:
        given = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise Invalid(_("The body is not valid JSON.")) from None
    if not isinstance(given, dict):
        raise Invalid(_("The body is an object with the fields of the form."))
    typed = QueryDict(mutable=True)
    for name, value in given.items():
        typed.setlist(name, [_text(name, one) for one in _each(value)])
    return typed


def _each(value: Any) -> list[Any]:
    """False and null are what an empty box sends: nothing."""
    if isinstance(value, list):
        return value
    return [] if value is None or value is False else [value]


def _text(name: str, value: Any) -> str:
    if isinstance(value, dict | list) or value is None:
        sentence = _("Texts, numbers and lists of them can be sent.")
        raise Invalid(sentence, errors={name: sentence})
    return "1" if value is True else str(value)
