"""The verbs of a department's language: say what a word means, take it back, take a table in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing
from tongzhou.terms.events import TermGivenUp, TermWorded
from tongzhou.terms.language import forget
from tongzhou.terms.models import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    LONGEST_TEXT,
    Spelling,
    Term,
    Wording,
    key_of,
)
from tongzhou.terms.policy import standing_of_liaison

MOST_SPELLINGS = 8


@dataclass(frozen=True, kw_only=True)
class Said:
    """`spellings` are further ways to write the word: short forms, English."""

    text: str
    example: str = ""
    unlike: str = ""
    spellings: Sequence[str] = ()


def introduce(name: str, *, department: Department, said: Said, by: Person) -> Wording:
    """A word the house does not know yet, or one to which this department adds its meaning."""
    _require_name(name)
    with transaction.atomic():
        standing = standing_of_liaison(by, department)
        term = _held(_term_called(name))
        return _write(term, department, said, standing, seen=0)


def word(term: Term, *, department: Department, said: Said, seen: int, by: Person) -> Wording:
    """`seen` is the number of the wording it was written over; 0 where there was none."""
    with transaction.atomic():
        standing = standing_of_liaison(by, department)
        return _write(_held(term), department, said, standing, seen=seen)


def give_up(term: Term, *, department: Department, seen: int, by: Person) -> None:
    """The word means nothing of its own there any more; what it meant stays readable."""
    with transaction.atomic():
        standing = standing_of_liaison(by, department)
        term = _held(term)
        last = _last(term, department)
        if last is None or not last.text:
            raise NotPossibleNow(
                _("%(department)s gives this word no meaning of its own.")
                % {"department": department}
            )
        _require_seen(last, seen, mine="")
        made = _create(term, department, last.number + 1, Said(text=""), standing)
        event = TermGivenUp(
            subject=term.pk, name=term.name, department=DepartmentId(department.pk),
            number=made.number,
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[made])


def take_in(lines: Iterable[tuple[str, Department, Said]], *, by: Person | None) -> int:
    """A whole table, all or nothing; what is said already in the same words stays as it is.

    Without `by` it comes with the history of another house.
    """
    count = 0
    with transaction.atomic():
        for name, department, said in lines:
            _require_name(name)
            standing = standing_of_liaison(by, department) if by else None
            term = _held(_term_called(name))
            last = _last(term, department)
            if last and _reads_the_same(last, said) and not _new_spellings(term, said):
                continue
            _write(term, department, said, standing, seen=last.number if last else 0)
            count += 1
    return count


def _write(
    term: Term, department: Department, said: Said, standing: Standing | None, *, seen: int
) -> Wording:
    _require_said(said)
    last = _last(term, department)
    _require_seen(last, seen if last is None or last.text or seen else last.number, mine=said.text)
    _spell(term, said)
    made = _create(term, department, last.number + 1 if last else 1, said, standing)
    event = TermWorded(
        subject=term.pk, name=term.name, department=DepartmentId(department.pk), number=made.number
    )
    record(
        event,
        by=standing.person if standing else None,
        on_behalf_of=standing.on_behalf_of if standing else None,
        keeps=[made],
    )
    return made


def _create(
    term: Term, department: Department, number: int, said: Said, standing: Standing | None
) -> Wording:
    made = Wording.objects.create(
        term=term, department=department, number=number, text=said.text.strip(),
        example=said.example.strip(), unlike=said.unlike.strip(),
        by=standing.person if standing else None,
        on_behalf_of=standing.on_behalf_of if standing else None, at=clock.now(),
    )  # fmt: skip
    transaction.on_commit(forget)
    forget()
    return made


def _term_called(name: str) -> Term:
    """Of two who introduce a word at the same moment the second meets the first one's."""
    found = Spelling.objects.filter(key=key_of(name)).select_related("term").first()
    if found:
        return found.term
    try:
        with transaction.atomic():
            term = Term.objects.create(name=" ".join(name.split()))
            Spelling.objects.create(term=term, text=term.name, key=key_of(name))
            return term
    except IntegrityError:
        return Spelling.objects.select_related("term").get(key=key_of(name)).term


def _held(term: Term) -> Term:
    """Wordings of one word are written one after the other."""
    return Term.objects.select_for_update().get(pk=term.pk)


def _last(term: Term, department: Department) -> Wording | None:
    return Wording.objects.filter(term=term, department=department).order_by("-number").first()


def _spell(term: Term, said: Said) -> None:
    for text in _new_spellings(term, said):
        other = Spelling.objects.filter(key=key_of(text)).select_related("term").first()
        if other:
            sentence = _("“%(text)s” is already a way to write “%(name)s”.") % {
                "text": text, "name": other.term.name,
            }  # fmt: skip
            raise Invalid(sentence, errors={"spellings": sentence})
        Spelling.objects.create(term=term, text=text, key=key_of(text))


def _new_spellings(term: Term, said: Said) -> list[str]:
    known = set(term.spellings.values_list("key", flat=True))
    wanted = {key_of(one): " ".join(one.split()) for one in said.spellings if one.strip()}
    return [text for key, text in wanted.items() if key and key not in known]


def _reads_the_same(last: Wording, said: Said) -> bool:
    return (last.text, last.example, last.unlike) == (
        said.text.strip(), said.example.strip(), said.unlike.strip(),
    )  # fmt: skip


def _require_seen(last: Wording | None, seen: int, *, mine: str) -> None:
    if seen != (last.number if last else 0):
        raise Stale(mine={"text": mine}, theirs={"text": last.text if last else ""})


def _require_name(name: str) -> None:
    if not key_of(name):
        raise _wrong("name", _("Which word is it?"))
    if len(" ".join(name.split())) > LONGEST_NAME:
        raise _wrong("name", _("At most %(limit)s characters, please.") % {"limit": LONGEST_NAME})


def _require_said(said: Said) -> None:
    if not said.text.strip():
        raise _wrong("text", _("What does it mean here? One sentence, please."))
    limits = {"text": LONGEST_TEXT, "example": LONGEST_SENTENCE, "unlike": LONGEST_SENTENCE}
    for name, limit in limits.items():
        if len(getattr(said, name)) > limit:
            raise _wrong(name, _("At most %(limit)s characters, please.") % {"limit": limit})
    if len(said.spellings) > MOST_SPELLINGS or any(len(x) > LONGEST_NAME for x in said.spellings):
        facts = {"most": MOST_SPELLINGS, "limit": LONGEST_NAME}
        sentence = _("At most %(most)s other spellings of at most %(limit)s characters.") % facts
        raise _wrong("spellings", sentence)


def _wrong(field: str, sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={field: sentence})
