"""What people are asked to say in one sentence: there, and not endless."""

from collections.abc import Mapping
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, Sentence


def require_said(
    texts: Mapping[str, str], *, longest: int, needed: Mapping[str, Sentence] | None = None
) -> None:
    """`texts` by field; `needed` holds what to ask for where a field must not stay empty."""
    wanted = needed or {}
    errors: dict[str, Sentence] = {}
    for field, text in texts.items():
        if not text.strip() and field in wanted:
            errors[field] = wanted[field]
        elif len(text) > longest:
            errors[field] = _("At most %(limit)s characters, please.") % {"limit": longest}
    if errors:
        refuse(errors)


def refuse(errors: dict[str, Sentence]) -> NoReturn:
    raise Invalid(_("Please correct the marked fields."), errors=errors)
