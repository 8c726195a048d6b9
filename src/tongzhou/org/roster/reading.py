"""Understands each cell of a table of people; every complaint names its sheet and cell."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from tongzhou.core.names import spelled
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.roster.columns import ALWAYS, ROLES, field_of, title_of
from tongzhou.org.roster.tables import Rows, read_tables

HEADING_ROWS = 10
SEPARATORS = re.compile(r"[,，、;；\n]+")
STEPS = re.compile(r"[/／>＞\\]+")
LONGEST = {"name": 60, "login": 60, "title": 60, "mobile": 30, "mail": 254, "wecom": 80,
           "dingtalk": 80, "feishu": 80, "pinyin": 200, "skills": 700}  # fmt: skip
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellError:
    sheet: str
    cell: str
    sentence: Sentence

    @property
    def where(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(slots=True)
class Line:
    """One person as the table has it; an empty cell says nothing about its field."""

    sheet: str
    row: int
    columns: dict[str, int]
    facts: dict[str, Any] = field(default_factory=dict)

    def cell(self, key: str) -> str:
        return address(self.row, self.columns.get(key, 0))

    @property
    def login(self) -> str:
        login: str = self.facts.get("login", "")
        return login


@dataclass(slots=True)
class Roster:
    lines: list[Line] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def wrong(self, line: Line, key: str, sentence: Sentence) -> None:
        self.errors.append(CellError(line.sheet, line.cell(key), sentence))


def read_roster(data: bytes) -> Roster:
    """Raises `Invalid` when this is no table of people; everything else is an error at a cell."""
    found = [(name, rows, _headings(rows)) for name, rows in read_tables(data)]
    tables = [(name, rows, place) for name, rows, place in found if place is not None]
    if not tables:
        raise Invalid(_("No row of headings was found: 姓名, 账号 and 部门 are needed."))
    name, rows, place = tables[0]
    roster = Roster()
    columns = _columns(roster, name, rows, place)
    for number, row in enumerate(rows[place + 1 :], start=place + 1):
        if any(row):
            roster.lines.append(_line(roster, Line(name, number, columns), row))
    if not roster.lines:
        raise Invalid(_("The table has headings but nobody below them."))
    _find_twice(roster)
    return roster


def address(row: int, column: int) -> str:
    """(1, 2) is C2."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def _headings(rows: Rows) -> int | None:
    for number, row in enumerate(rows[:HEADING_ROWS]):
        named = {field_of(cell) for cell in row}
        if {"name", "login"} <= named:
            return number
    return None


def _columns(roster: Roster, sheet: str, rows: Rows, place: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for number, heading in enumerate(rows[place]):
        key = field_of(heading)
        if not key and heading:
            roster.ignored.append(heading[:40])
        elif key in columns:
            twice = _("The column “%(title)s” stands here twice.") % {"title": heading}
            roster.errors.append(CellError(sheet, address(place, number), twice))
        elif key:
            columns[key] = number
    return columns


def _line(roster: Roster, line: Line, row: list[str]) -> Line:
    failed = set()
    for key, column in line.columns.items():
        text = row[column] if column < len(row) else ""
        if not text:
            continue
        try:
            line.facts[key] = READERS.get(key, _plain)(text)
            _check_length(key, text)
        except Invalid as wrong:
            roster.wrong(line, key, wrong.sentence)
            failed.add(key)
    for key in ALWAYS:
        if key not in line.facts and key not in failed:
            roster.wrong(line, key, _("“%(field)s” is missing.") % {"field": title_of(key)})
    return line


def _find_twice(roster: Roster) -> None:
    """Two rows for one person, or one account elsewhere for two people."""
    for key in ("login", "wecom", "dingtalk", "feishu"):
        first: dict[str, Line] = {}
        for line in roster.lines:
            value = line.facts.get(key)
            if value is None:
                continue
            if value in first:
                other = {"value": value, "cell": first[value].cell(key)}
                roster.wrong(line, key, _("“%(value)s” already stands in %(cell)s.") % other)
            first.setdefault(value, line)


def _check_length(key: str, text: str) -> None:
    most = LONGEST.get(key)
    if most and len(text) > most:
        raise Invalid(_("At most %(most)s characters.") % {"most": most})


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _login(text: str) -> str:
    login = _folded(text).lower()
    if any(one.isspace() for one in login):
        raise Invalid(_("A sign-in name has 1 to 60 characters and no spaces."))
    return login


def _mail(text: str) -> str:
    mail = _folded(text)
    try:
        validate_email(mail)
    except ValidationError:
        raise Invalid(_("“%(mail)s” is no mail address.") % {"mail": text[:60]}) from None
    return mail


def _hours(text: str) -> Decimal:
    try:
        hours = Decimal(_folded(text).removesuffix("小时").removesuffix("小時").strip())
    except InvalidOperation:
        hours = Decimal(0)
    if not Decimal("0.5") <= hours <= 16:
        raise Invalid(_("Between half an hour and 16 hours a day."))
    return hours.quantize(Decimal("0.1"))


def _path(text: str) -> Path:
    return tuple(filter(None, (" ".join(step.split()) for step in STEPS.split(text))))


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(_path(one) for one in SEPARATORS.split(text) if one.strip())


def _roles(text: str) -> frozenset[str]:
    words = [_folded(one).lower() for one in SEPARATORS.split(text) if one.strip()]
    unknown = [
        word for word in words if word not in ROLES and word not in ("成员", "成員", "member")
    ]
    if unknown:
        raise Invalid(
            _("“%(word)s” is no role. Possible: 负责人, 副职, 接口人.") % {"word": unknown[0][:30]}
        )
    return frozenset(ROLES[word] for word in words if word in ROLES)


def _skills(text: str) -> tuple[str, ...]:
    named: Iterator[str] = filter(None, map(_plain, SEPARATORS.split(text)))
    skills = tuple(dict.fromkeys(named))
    if len(skills) > 20 or any(len(one) > 30 for one in skills):
        raise Invalid(_("At most 20 skills of 30 characters each."))
    return skills


def _pinyin(text: str) -> str:
    sounds = spelled(text)
    if not sounds.pinyin:
        raise Invalid(_("Write pinyin with letters, one space between syllables: ou wen."))
    return sounds.pinyin


READERS: dict[str, Callable[[str], Any]] = {
    "login": _login, "mail": _mail, "mobile": _folded, "hours": _hours, "department": _path,
    "pinyin": _pinyin, "parent": _path, "second": _paths, "roles": _roles, "skills": _skills,
    "wecom": _folded, "dingtalk": _folded, "feishu": _folded,
}  # fmt: skip
