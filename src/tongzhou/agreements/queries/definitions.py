"""The words of a collaboration: which are used, what each side means, what is signed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.definitions.content import common, is_common, of_meaning
from tongzhou.agreements.definitions.used import Word, used
from tongzhou.agreements.provisions.checker import Flaw
from tongzhou.agreements.reading import ids_in
from tongzhou.agreements.terms import terms_content
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.org.models import Department, Person
from tongzhou.plans.queries import signed_contents
from tongzhou.terms.language import language
from tongzhou.ui.formats import joined

LONGEST = 1000
COMMON = "common"


@dataclass(frozen=True)
class DefinitionsPage:
    words: list[Word]
    departments: Mapping[str, str]
    may_write: bool
    is_open: bool


def words_of(
    case: Collaboration, terms: Content | None = None, rows: Iterable[Content] | None = None
) -> list[Word]:
    """As the table and the terms stand, or as they would read."""
    said = language()
    if not said.meanings:
        return []
    terms = terms or terms_content(case)
    rows = list(signed_contents(case.pk).values() if rows is None else rows)
    return used(said, paths_of(case, rows), terms, rows)


def paths_of(case: Collaboration, rows: Iterable[Content]) -> list[str]:
    """Of the departments that take part, own a row or support one."""
    _people, named = ids_in(rows)
    parties = case.parties.order_by().values_list("department", flat=True)
    found = Department.objects.filter(pk__in=[*named, *parties, case.department_id]).order_by()
    return list(found.values_list("path", flat=True))


def page(case: Collaboration, person: Person) -> DefinitionsPage:
    words = words_of(case)
    named = {str(one.department): one.department_name for word in words for one in word.meanings}
    return DefinitionsPage(
        words=words,
        departments=named,
        may_write=case.state == "dividing" and initiates(person, case) is not None,
        is_open=case.state in ("asking", "dividing"),
    )


def flaws_of(words: Iterable[Word]) -> list[Flaw]:
    return [Flaw((), _open_sentence(word)) for word in words if word.is_open]


def require_defined(
    case: Collaboration,
    before: tuple[Content, Sequence[Content]],
    after: tuple[Content, Sequence[Content]],
) -> None:
    """Of a change: words it brings in, or redefines, that mean different things to those who sign."""
    known = {word.term for word in words_of(case, *before)}
    words = words_of(case, *after)
    told = [_open_sentence(one) for one in words if one.is_open and one.term not in known]
    if told:
        raise NotPossibleNow(" ".join(told))


def read_choice(word: Word, choice: str, text: str) -> Content:
    """`choice` is the id of a wording, or that a common one is written."""
    if choice == COMMON:
        if not text.strip():
            raise _wrong(_("Write the definition that all sides will sign."))
        if len(text) > LONGEST:
            raise _wrong(_("At most %(limit)s characters, please.") % {"limit": LONGEST})
        return common(word.term, word.name, text)
    meaning = next((one for one in word.meanings if str(one.id) == choice), None)
    if meaning is None:
        raise _wrong(_("Please choose one of the definitions, or write one."))
    return of_meaning(word.name, meaning)


def chosen_id(word: Word) -> str:
    """Which of the choices is the present one, for a form."""
    if word.chosen is None:
        return ""
    if is_common(word.chosen):
        return COMMON
    said = {(str(one.department), one.number): str(one.id) for one in word.meanings}
    return said.get((word.chosen["department"], word.chosen["number"]), "")


def word_called(words: Iterable[Word], term: UUID) -> Word | None:
    return next((word for word in words if word.term == term), None)


def _open_sentence(word: Word) -> str:
    facts: dict[str, Any] = {
        "word": word.name, "departments": joined(one.department_name for one in word.meanings),
    }  # fmt: skip
    if word.chosen:
        return _("What was chosen for “%(word)s” reads otherwise by now: choose again.") % facts
    return _("“%(word)s” means different things to %(departments)s: choose one definition.") % facts


def _wrong(sentence: str) -> Invalid:
    return Invalid(sentence, errors={"definition": sentence})
