"""Checks of what is typed into the forms of this package."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence

AT_REST = ("archived", "cancelled", "discarded")


def require_living(case: Collaboration) -> None:
    if case.state in AT_REST:
        raise NotPossibleNow(_("This collaboration has ended; nothing more is aligned in it."))


def require_words(field: str, text: str, longest: int, empty: Sentence) -> str:
    """The words without blanks around them."""
    said = text.strip()
    if not said:
        refuse(field, empty)
    return within(field, said, longest)


def within(field: str, text: str, longest: int) -> str:
    if len(text) > longest:
        refuse(field, _("At most %(limit)s characters, please.") % {"limit": longest})
    return text.strip()


def refuse(field: str, sentence: Sentence) -> None:
    raise Invalid(sentence, errors={field: sentence})


def one_of(field: str, value: object, choices: Sequence[object]) -> None:
    if value not in choices:
        refuse(field, _("Choose one."))
