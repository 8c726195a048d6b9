"""The columns of the division table: what each is called and how typed text becomes a value.

Values have the canonical form of `queries.content`: ids and dates as Python objects here, text
there. Reading raises `Invalid` with what would be right.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.dates import check_order, read_date, read_range
from tongzhou.core.verdicts import Invalid

NAME, DELIVERABLE, CRITERION, CRITERIA = 200, 2000, 400, 20
FREE = ("responsible", "consulted", "informed", "effort_days", "ask")
"""Columns nobody signs: free to change as long as the work goes on."""
LONGEST_BUFFER, LONGEST_LAG, MOST_EFFORT = 366, 366, Decimal(99999)
OWN = "field-"
"""How the columns an organisation gave itself begin; behind it stands the id of the field."""
NONE = {"", "无", "無", "none", "-", "—", "/"}

_BETWEEN = re.compile(r"[、,，;；\n/]")
_CLAUSES = re.compile(r"[;；\n]")
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_DECIMAL = re.compile(r"\d{1,5}(?:\.\d{1,2})?")
_WAIT = re.compile(r"(\d{1,5})(FS|SS|FF|SF)?([+-]\d{1,3})?", re.IGNORECASE)
_QUALIFIED = re.compile(r"([^()]{1,80})\(([^()]{1,80})\)")


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` names the editor of the cell."""

    key: str
    label: Promise
    kind: str

    @property
    def signed(self) -> bool:
        """Changes only through a change request once the table is in force."""
        return self.key not in FREE


COLUMNS = {
    column.key: column
    for column in (
        Column("name", _("Task"), "text"),
        Column("department", _("Department"), "department"),
        Column("responsible", _("Responsible R"), "people"),
        Column("accountable", _("Accountable A"), "person"),
        Column("dates", _("Start – end"), "text"),
        Column("start", pgettext_lazy("row", "Start"), "date"),
        Column("end", pgettext_lazy("row", "End"), "date"),
        Column("buffer_days", _("Buffer (days)"), "number"),
        Column("deliverable", _("Deliverable"), "text"),
        Column("supports", _("Supporting departments"), "departments"),
        Column("criteria", _("Acceptance criteria"), "text"),
        Column("waits_for", _("Waits for"), "text"),
        Column("consulted", _("Consulted C"), "people"),
        Column("informed", _("Informed I"), "people"),
        Column("effort_days", _("Person-days"), "number"),
        Column("ask", _("Agreed request"), "select"),
    )
}  # fmt: skip


def is_own(column: str) -> bool:
    return column.startswith(OWN)


def is_column(column: str) -> bool:
    """Whether an own one is in use is known to the `Choices` it is read with."""
    return column in COLUMNS or is_own(column)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something a cell may name; `notes` tell those of one name apart."""

    id: UUID
    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What the cells of one collaboration may name: no other id is ever taken."""

    people: tuple[Named, ...] = ()
    departments: tuple[Named, ...] = ()
    numbers: dict[int, UUID] = field(default_factory=dict)
    asks: frozenset[UUID] = frozenset()
    year: int | None = None
    own: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)


def read(column: str, text: str, choices: Choices) -> Any:
    """The value of a cell, errors filed under its column."""
    try:
        if is_own(column):
            return choices.own[column](text)
        return READERS[column](text.strip(), choices)
    except KeyError:
        raise Invalid(_("There is no such column.")) from None
    except Invalid as wrong:
        raise Invalid(wrong.sentence, errors={column: wrong.sentence}) from None


def plain(text: str) -> str:
    """Full-width digits, letters and brackets as ordinary ones; outer spaces gone."""
    return unicodedata.normalize("NFKC", text).strip()


def tidy(text: str, longest: int) -> str:
    """Text as people typed it, without characters no screen shows."""
    kept = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    kept = kept.strip()
    if len(kept) > longest:
        raise Invalid(
            _("Please use at most %(longest)s characters; these are %(length)s.")
            % {"longest": longest, "length": len(kept)}
        )
    return kept


def whole(text: str, *, least: int, most: int) -> int:
    """A whole number between two bounds, also in full-width digits."""
    typed = plain(text)
    if _WHOLE.fullmatch(typed) and least <= int(typed) <= most:
        return int(typed)
    raise Invalid(
        _("Please give a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    )


def _name(text: str, _choices: Choices) -> str:
    name = " ".join(tidy(text, NAME).split())
    if not name:
        raise Invalid(_("A task needs a name."))
    return name


def _deliverable(text: str, _choices: Choices) -> str:
    text = tidy(text, DELIVERABLE)
    return "" if text in NONE else text


def _criteria(text: str, _choices: Choices) -> tuple[str, ...]:
    found = [part.strip() for part in _CLAUSES.split(text)]
    criteria = tuple(dict.fromkeys(tidy(part, CRITERION) for part in found if part not in NONE))
    if len(criteria) > CRITERIA:
        raise Invalid(_("Please give at most %(most)s criteria.") % {"most": CRITERIA})
    return criteria


def _day(text: str, choices: Choices) -> date | None:
    return read_date(text, year=choices.year) if text else None


def _dates(text: str, choices: Choices) -> tuple[date | None, date | None]:
    if plain(text) in NONE:
        return None, None
    first, mark, last = plain(text).partition("~")
    if mark and not (first.strip() and last.strip()):
        return _day(first.strip(), choices), _day(last.strip(), choices)
    return check_order(*read_range(text, year=choices.year))


def _buffer(text: str, _choices: Choices) -> int:
    return whole(text or "0", least=0, most=LONGEST_BUFFER)


def _effort(text: str, _choices: Choices) -> Decimal | None:
    typed = plain(text)
    if typed in NONE:
        return None
    if not _DECIMAL.fullmatch(typed):
        raise Invalid(_("Please give person-days like 3 or 2.5."))
    return Decimal(typed).quantize(Decimal("0.1"))


def _department(text: str, choices: Choices) -> UUID:
    if not text:
        raise Invalid(_("A task needs a department that owns it."))
    return _find(text, choices.departments)


def _departments(text: str, choices: Choices) -> tuple[UUID, ...]:
    return tuple(_find(part, choices.departments) for part in _parts(text))


def _person(text: str, choices: Choices) -> UUID | None:
    return _find(text, choices.people) if plain(text) not in NONE else None


def _people(text: str, choices: Choices) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(_find(part, choices.people) for part in _parts(text)))


def _informed(text: str, choices: Choices) -> tuple[UUID, ...]:
    everybody = (*choices.departments, *choices.people)
    return tuple(dict.fromkeys(_find(part, everybody) for part in _parts(text)))


def _waits(text: str, choices: Choices) -> tuple[tuple[UUID, str, int], ...]:
    found: dict[UUID, tuple[UUID, str, int]] = {}
    for part in _parts(text):
        typed = _WAIT.fullmatch(plain(part).replace(" ", ""))
        on = choices.numbers.get(int(typed[1])) if typed else None
        if typed is None or on is None:
            raise Invalid(
                _("“%(text)s” is no row: give row numbers such as 2, 2SS or 2FS+3.")
                % {"text": part[:40]}
            )
        found[on] = (on, (typed[2] or "FS").upper(), int(typed[3] or 0))
    return tuple(found.values())


def _ask(text: str, choices: Choices) -> UUID | None:
    if not text:
        return None
    found = next((ask for ask in choices.asks if str(ask) == text), None)
    if found is None:
        raise Invalid(_("There is no such agreed request here."))
    return found


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if plain(part) not in NONE]


def _find(text: str, among: Iterable[Named]) -> UUID:
    """By id, by name, or by «name（what tells it apart)»."""
    typed = plain(text)
    qualified = _QUALIFIED.fullmatch(typed)
    found: dict[UUID, Named] = {}
    for one in among:
        name, notes = plain(one.name), [plain(note) for note in one.notes]
        by_note = qualified and name == qualified[1].strip() and qualified[2].strip() in notes
        if typed in (name, str(one.id)) or by_note:
            found[one.id] = one
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise Invalid(_("“%(name)s” is not one of the choices here.") % {"name": text[:40]})
    told_apart = ", ".join(f"{one.name}（{one.notes[-1]}）" for one in found.values() if one.notes)
    raise Invalid(
        _("There are several of the name “%(name)s”; please choose: %(choices)s")
        % {"name": text[:40], "choices": told_apart}
    )


READERS: dict[str, Callable[[str, Choices], Any]] = {
    "name": _name,
    "department": _department,
    "responsible": _people,
    "accountable": _person,
    "dates": _dates,
    "start": _day,
    "end": _day,
    "buffer_days": _buffer,
    "deliverable": _deliverable,
    "supports": _departments,
    "criteria": _criteria,
    "waits_for": _waits,
    "consulted": _people,
    "informed": _informed,
    "effort_days": _effort,
    "ask": _ask,
}
