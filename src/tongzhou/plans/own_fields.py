"""Own fields of an organisation: how typed text becomes what is kept, and how that is shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Department, Person
from tongzhou.plans.cells import OWN, plain, tidy, whole
from tongzhou.plans.models import CustomField

LONGEST_TEXT, LONGEST_LINK = 400, 1000
BETWEEN = "、"
_LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_QUALIFIED = re.compile(r"([^()]{1,80})\(([^()]{1,80})\)")
_SEVERAL = re.compile(r"[、,，;；\n]")


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """`kind` is one of `CustomField.Kind`; `options` are the words of a choice."""

    id: UUID
    name: str
    kind: str
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{OWN}{self.id}"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a cell of an own column is to hold."""

    field: CustomField
    text: str


OwnReader = Callable[[str], Filled]


def read_filled(field: CustomField, typed: str) -> Filled:
    return Filled(field, read_value(field, typed))


def read_value(field: CustomField, typed: str) -> str:
    """Canonical text; the empty text clears the field."""
    text = typed.strip()
    return READERS[field.kind](field, text) if text else ""


def shown_value(kind: str, text: str) -> str:
    """As people read it and could type it again; people and departments are shown by name."""
    return f"{text}%" if text and kind == CustomField.Kind.PROGRESS else text


def _number(_field: CustomField, text: str) -> str:
    try:
        number = Decimal(plain(text).replace(",", ""))
    except InvalidOperation:
        raise Invalid(_("Please give a number.")) from None
    if not number.is_finite() or abs(number) >= 10**15:
        raise Invalid(_("Please give a number."))
    return f"{number.normalize():f}"


def _choice(field: CustomField, text: str) -> str:
    if text not in field.options:
        raise Invalid(_("“%(text)s” is not one of the choices.") % {"text": text[:40]})
    return text


def _choices(field: CustomField, text: str) -> str:
    chosen = {_choice(field, part.strip()) for part in _SEVERAL.split(text) if part.strip()}
    return BETWEEN.join(option for option in field.options if option in chosen)


def _person(_field: CustomField, text: str) -> str:
    """By id, by name, or by «name（department）» where several have the same name."""
    known = Person.objects.active()
    found = known.filter(_named(text))[:2]
    told_apart = _QUALIFIED.fullmatch(plain(text))
    if not found and told_apart:
        name, department = told_apart[1].strip(), told_apart[2].strip()
        found = known.filter(name=name, department__name=department)[:2]
    return _only([str(one.pk) for one in found], text)


def _department(_field: CustomField, text: str) -> str:
    found = Department.objects.living().filter(_named(text))[:2]
    return _only([str(one.pk) for one in found], text)


def _named(text: str) -> Q:
    try:
        return Q(pk=UUID(text))
    except ValueError:
        return Q(name=plain(text))


def _only(found: list[str], text: str) -> str:
    if len(found) != 1:
        raise Invalid(_("“%(name)s” is not one of the choices here.") % {"name": text[:40]})
    return found[0]


def _link(_field: CustomField, text: str) -> str:
    if len(text) > LONGEST_LINK or not _LINK.fullmatch(text):
        raise Invalid(_("Please give a link that begins with https://"))
    return text


READERS: dict[str, Callable[[CustomField, str], str]] = {
    "text": lambda _field, text: tidy(text, LONGEST_TEXT),
    "number": _number,
    "date": lambda _field, text: read_date(text).isoformat(),
    "choice": _choice,
    "choices": _choices,
    "person": _person,
    "department": _department,
    "link": _link,
    "progress": lambda _field, text: str(whole(text.rstrip("%％"), least=0, most=100)),
}
