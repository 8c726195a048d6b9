"""An asker's answers to a department's intake form: read from text by the type of each question."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import IntakeField, IntakeForm
from tongzhou.core.dates import read_coming_date
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.files.models import StoredFile
from tongzhou.files.uploads import Upload
from tongzhou.org.models import Person

LONGEST = 1000
MOST_DIGITS = 14
YES, NO = "yes", "no"
Handed: TypeAlias = "StoredFile | Upload"
"""A file kept before, or one that comes with this form."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer; `text` is as it will be read, the typed value stands beside it.

    `file` is an upload until the ask is saved.
    """

    field: IntakeField
    text: str
    number: Decimal | None = None
    day: date | None = None
    person: Person | None = None
    file: "Handed | None" = None


@dataclass(frozen=True)
class Filled:
    """A version of the form with what was said; questions left empty are not in it."""

    form: IntakeForm
    said: tuple[Said, ...] = ()

    @property
    def pairs(self) -> list[list[str]]:
        return [[one.field.label, one.text] for one in self.said]

    def missing(self) -> list[IntakeField]:
        answered = {one.field.pk for one in self.said}
        return [f for f in self.form.fields.all() if f.is_required and f.pk not in answered]


def read_filled(
    form: IntakeForm,
    typed: Mapping[UUID, str],
    people: Sequence[Person] = (),
    files: Mapping[UUID, Handed] = MappingProxyType({}),
) -> tuple[Filled, dict[UUID, Sentence]]:
    """What could be read, and what is wrong by the key of the question.

    `typed` is text by key, `files` what was handed in; `people` are those a typed name may mean.
    """
    said, errors = [], {}
    for field in form.fields.all():
        if field.kind == IntakeField.Kind.FILE:
            if file := files.get(field.key):
                said.append(Said(field=field, text=file.name or "", file=file))
            continue
        text = typed.get(field.key, "").replace("\r\n", "\n").strip()
        if not text:
            continue
        try:
            said.append(read_value(field, text, people))
        except Invalid as wrong:
            errors[field.key] = wrong.sentence
    return Filled(form, tuple(said)), errors


def read_value(field: IntakeField, text: str, people: Sequence[Person] = ()) -> Said:
    """Raises `Invalid` with what would be right."""
    if len(text) > LONGEST:
        facts = {"limit": LONGEST, "length": len(text)}
        raise Invalid(_("Please keep it under %(limit)s characters; these are %(length)s.") % facts)
    match field.kind:
        case IntakeField.Kind.NUMBER:
            number = _number(text)
            return Said(field=field, text=f"{number.normalize():f}", number=number)
        case IntakeField.Kind.DATE:
            day = read_coming_date(text)
            return Said(field=field, text=day.isoformat(), day=day)
        case IntakeField.Kind.CHOICE if text not in field.offered:
            raise Invalid(_("Choose one of the list."))
        case IntakeField.Kind.YES_NO if text not in (YES, NO):
            raise Invalid(_("Choose yes or no."))
        case IntakeField.Kind.PERSON:
            person = _person(text, people)
            return Said(field=field, text=person.name, person=person)
        case _:
            return Said(field=field, text=text)


def _number(text: str) -> Decimal:
    plain = "".join(unicodedata.normalize("NFKC", text).replace(",", "").split())
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Invalid(_("A number, please, such as 1200 or 3.5.")) from None
    if not number.is_finite() or abs(number) >= 10**MOST_DIGITS:
        raise Invalid(_("A number, please, such as 1200 or 3.5."))
    return number.quantize(Decimal("0.0001"))


def _person(text: str, people: Sequence[Person]) -> Person:
    found = [one for one in people if text in (one.name, one.login)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(
            _("Several people are called “%(name)s”: use the sign-in name.") % {"name": text[:60]}
        )
    raise Invalid(_("Nobody here is called “%(name)s”.") % {"name": text[:60]})
