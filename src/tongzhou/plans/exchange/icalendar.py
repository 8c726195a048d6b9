"""iCalendar files: events and to-dos become tasks; what is broken in one leaves the others."""

import re
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from tongzhou.plans.exchange.delimited import decoded
from tongzhou.plans.exchange.found import Block, Column, Found, Line, SheetFacts
from tongzhou.plans.exchange.statuses import NOTHING, Status
from tongzhou.plans.workbook.contents import CellError

MOST = 10_000
COUNTED = {
    "VEVENT": "events",
    "VTODO": "todos",
    "VTIMEZONE": "timezones",
    "VCALENDAR": "calendars",
    "VALARM": "alarms",
}
TAKEN = ("VEVENT", "VTODO")
_ESCAPED = re.compile(r"\\([nN,;\\])")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(T\d{6})?")
_STATUS = {
    "COMPLETED": Status("done", 100), "IN-PROCESS": Status("some", 0), "CANCELLED": Status("dropped", 0, "CANCELLED"),
}  # fmt: skip
Properties = dict[str, str]


def read_calendar(data: bytes) -> Found:
    found = Found("calendar", facts=dict.fromkeys(COUNTED.values(), 0))
    block = Block(
        "iCalendar",
        0,
        (Column(0, "SUMMARY", "name"), Column(1, "DTSTART", "start"), Column(2, "DTEND", "end")),
    )
    inside: list[tuple[str, int, Properties]] = []
    for number, text in _lines(decoded(data)):
        name, value = _property(text)
        if name == "BEGIN":
            kind = value.strip().upper()
            inside.append((kind, number, {}))
            if kind in COUNTED:
                found.facts[COUNTED[kind]] += 1
        elif name == "END" and inside:
            kind, place, facts = inside.pop()
            if kind in TAKEN and len(block.lines) < MOST:
                block.lines.append(_line(kind, place, facts, found))
        elif inside and name:
            inside[-1][2].setdefault(name, value)
    if block.lines:
        found.blocks.append(block)
    found.sheets = (SheetFacts("iCalendar", len(block.lines), 0),)
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    """Folded lines are put together; a blank line between them is forgiven."""
    lines: list[tuple[int, str]] = []
    for number, raw in enumerate(
        text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1
    ):
        if raw[:1] in (" ", "\t") and raw.strip() and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + raw[1:])
        elif raw.strip():
            lines.append((number, raw))
    return lines


def _property(text: str) -> tuple[str, str]:
    quoted = False
    for at, sign in enumerate(text):
        quoted ^= sign == '"'
        if sign == ":" and not quoted:
            name = text[:at].split(";", 1)[0].strip().upper()
            plain = _ESCAPED.sub(
                lambda found: "\n" if found[1] in "nN" else found[1], text[at + 1 :]
            )
            return name, plain.strip()
    return "", ""


def _line(kind: str, place: int, facts: Properties, found: Found) -> Line:
    where = f"L{place}"
    title = facts.get("SUMMARY") or facts.get("DESCRIPTION", "").split("\n")[0] or _untitled(kind)
    line = Line(" ".join(title.split())[:200], where, note=facts.get("DESCRIPTION", "")[:2000])
    line.start = _day(facts.get("DTSTART", ""), where, found)
    line.end = _day(facts.get("DUE") or facts.get("DTEND", ""), where, found) or line.start
    if (
        line.start
        and line.end
        and line.end > line.start
        and len(facts.get("DTEND", "").strip()) == 8
    ):
        line.end -= timedelta(days=1)
    if line.start and line.end and line.end < line.start:
        line.end = line.start
    line.start = line.start or line.end
    line.status = _STATUS.get(facts.get("STATUS", "").upper(), NOTHING)
    share = facts.get("PERCENT-COMPLETE", "")
    if share.isdigit() and 0 < int(share) <= 100 and line.status is NOTHING:
        line.status = Status("done" if share == "100" else "some", int(share))
    return line


def _untitled(kind: str) -> str:
    return "VTODO" if kind == "VTODO" else "VEVENT"


def _day(text: str, where: str, found: Found) -> date | None:
    if not text:
        return None
    typed = _DAY.match(text.strip())
    try:
        return (
            date(*(int(part) for part in typed.groups()[:3]))
            if typed
            else _none(text, where, found)
        )
    except ValueError:
        return _none(text, where, found)


def _none(text: str, where: str, found: Found) -> date | None:
    sentence = _("“%(text)s” names no day that exists.") % {"text": text[:40]}
    found.hints.append(CellError("iCalendar", where, sentence))
    return None
