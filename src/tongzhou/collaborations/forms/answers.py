"""The shape of an answer: a sentence, terms, options, a person; typed text stays when it is wrong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.verbs import Given
from tongzhou.collaborations.forms.efforts import read_effort
from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.terms import AnswerTerms, OptionTerms, refuse, wrong
from tongzhou.core.dates import read_coming_date
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.models import Department, Person

T = TypeVar("T")


def read_answer(ask: Ask, data: QueryDict, *, by: Person) -> Given:
    """Raises `Invalid` with every field that cannot be read."""
    errors: dict[str, Sentence] = {}
    given = Given(
        sentence=_text(data, "sentence"),
        terms=AnswerTerms(
            what=_text(data, "what"),
            by_date=_tried(errors, "by_date", lambda: read_day(data, "by_date")),
            effort_days=_tried(errors, "effort_days", lambda: _effort(data)),
            people=_text(data, "people"),
            give_back=_text(data, "give_back"),
        ),
        options=_tried(errors, "options", lambda: read_options(data)) or (),
        option=_tried(errors, "option", lambda: _id(data, "option")),
        department=_tried(errors, "department", lambda: _department(data, by)),
        person=_tried(errors, "person", lambda: _colleague(ask, data)),
        until=_tried(errors, "until", lambda: read_day(data, "until")),
        seen=read_version(data),
    )
    refuse(errors)
    return given


def read_day(data: QueryDict, name: str) -> date | None:
    """A date without a year is one to come."""
    typed = _text(data, name)
    return read_coming_date(typed) if typed else None


def read_options(data: QueryDict) -> tuple[OptionTerms, ...]:
    """The filled rows of `option_what`, `option_by_date`, `option_effort`."""
    names = ("option_what", "option_by_date", "option_effort")
    rows = zip(*(data.getlist(name) for name in names), strict=False)
    try:
        return tuple(
            OptionTerms(
                what=what.strip(),
                by_date=read_coming_date(day) if day.strip() else None,
                effort_days=read_effort(effort),
            )
            for what, day, effort in rows
            if what.strip() or day.strip() or effort.strip()
        )
    except Invalid as problem:
        raise wrong(options=problem.sentence) from problem


def read_version(data: QueryDict) -> int | None:
    typed = data.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _text(data: QueryDict, name: str) -> str:
    return data.get(name, "").replace("\r\n", "\n").strip()


def _effort(data: QueryDict) -> Decimal | None:
    return read_effort(_text(data, "effort_days"))


def _tried(errors: dict[str, Sentence], name: str, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Invalid as problem:
        errors[name] = problem.sentence
        return None


def _id(data: QueryDict, name: str) -> UUID | None:
    typed = _text(data, name)
    if not typed:
        return None
    try:
        return UUID(typed)
    except ValueError:
        raise wrong(**{name: _("Choose one of the list.")}) from None


def _department(data: QueryDict, by: Person) -> Department | None:
    key = _id(data, "department")
    if key is None:
        return None
    found = Department.objects.visible_to(by).living().filter(pk=key).first()
    if found is None:
        raise wrong(department=_("Choose one of the list."))
    return found


def _colleague(ask: Ask, data: QueryDict) -> Person | None:
    """By id, or by name where a name was typed."""
    typed = _text(data, "person")
    if not typed:
        return None
    people = Person.objects.active().filter(department=ask.department_id)
    found: Person | None
    try:
        found = people.filter(pk=UUID(typed)).first()
    except ValueError:
        found = people.filter(name=typed).first()
    if found is None:
        raise wrong(person=_("Choose one of the list."))
    return found
