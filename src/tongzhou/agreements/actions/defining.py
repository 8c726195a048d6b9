"""Which definition of a word holds here: chosen by the initiator, signed by all."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.actions.providing import set_provisions
from tongzhou.agreements.binding import Content
from tongzhou.agreements.queries.definitions import read_choice, word_called, words_of
from tongzhou.agreements.terms import terms_content
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import as_initiator
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Person


def choose(case: Collaboration, term: UUID, *, choice: str, text: str = "", by: Person) -> None:
    """`choice` is the id of one of the sides' wordings, or «common» with a `text` of its own."""
    with transaction.atomic():
        case = moves.locked(case)
        as_initiator(by, case)
        if case.state != "dividing":
            raise NotPossibleNow(
                _(
                    "Definitions are chosen before signing; it is “%(state)s” now. What was signed"
                    " changes by request."
                )
                % {"state": COLLABORATION.state(case.state).label}
            )
        terms = terms_content(case)
        word = word_called(words_of(case, terms), term)
        if word is None:
            raise Http404
        others = [one for one in terms.get("definitions", ()) if one["id"] != str(term)]
        wanted = [*others, read_choice(word, choice, text)]
        set_provisions(case, "definitions", wanted, by=by)


def settle_definitions(case: Collaboration, rows: Mapping[UUID, Content], *, by: Person) -> None:
    """Exactly the words that are used are defined: by the choice, or as all sides mean them.

    The case is held, and no word is open any more.
    """
    words = words_of(case, None, list(rows.values()))
    settled = [word.settled for word in words]
    set_provisions(case, "definitions", [one for one in settled if one], by=by)
