"""Microsoft Project XML (MSPDI), read: tasks, links with lag, resources, calendars, baselines."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.core.workbook_guard import INFLATED, MB
from tongzhou.plans.exchange.elements import local, own, text, within
from tongzhou.plans.exchange.found import Block, Column, Found, Line, SheetFacts
from tongzhou.plans.exchange.mspdi_calendar import read_calendar
from tongzhou.plans.exchange.statuses import NOTHING, Status
from tongzhou.plans.workbook.contents import CellError

KINDS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
TENTHS_A_DAY = 4800
"""Lags are tenths of minutes; a working day has 480 minutes unless the file says otherwise."""
MOST_TASKS = 10_000
MOST_TAGS = 1_500_000
PERCENT_LAGS = {"19", "20"}
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HOURS = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:[\d.]+S)?)?")
COLUMNS = tuple(
    Column(at, title, field)
    for at, (title, field) in enumerate(
        (("Name", "name"), ("Start", "start"), ("Finish", "end"), ("PercentComplete", "percent"),
         ("Resource", "people"), ("PredecessorLink", "waits"), ("Notes", "note"))
    )
)  # fmt: skip


def read_project(data: bytes) -> Found:
    """Raises `Invalid` for what is no project, or asks for things outside the file."""
    root = parsed(data)
    if local(root.tag) != "Project":
        raise Invalid(
            _("This XML is no Microsoft Project file. In Project choose “Save as → XML”.")
        )
    per_day = int(text(root, "MinutesPerDay") or 480) * 10 or TENTHS_A_DAY
    elements = within(root, "Tasks", "Task")
    if len(elements) > MOST_TASKS:
        raise Invalid(_("At most 10,000 rows at a time. Please split the file."))
    found = Found("project", title=text(root, "Title") or text(root, "Name"))
    found.start, found.finish = _span(root, elements)
    _count(found, root, elements)
    found.blocks = [Block("Project", 0, COLUMNS)]
    found.sheets = (SheetFacts("Project", len(elements), 0),)
    _read_tasks(found, root, elements, per_day)
    found.week, found.special = read_calendar(root)
    found.facts["special_days"] = len(found.special)
    return found


def parsed(data: bytes) -> ET.Element:
    """No document type, no entities: nothing outside the file is ever fetched."""
    if len(data) > INFLATED // 2:
        raise Invalid(_("The file is larger than %(most)s MB.") % {"most": INFLATED // 2 // MB})
    plain = data.replace(b"\0", b"") if b"\0" in data[:200] else data
    if plain.count(b"<") > MOST_TAGS:
        raise Invalid(_("At most 10,000 rows at a time. Please split the file."))
    if _FORBIDDEN.search(plain):
        raise Invalid(_("This XML defines entities of its own; for safety it is not read."))
    try:
        return ET.fromstring(data)  # noqa: S314 — entities were refused above
    except (ET.ParseError, ExpatError, ValueError, LookupError):
        raise Invalid(_("This XML is damaged or cut off. Please save it again.")) from None


def _span(root: ET.Element, elements: list[ET.Element]) -> tuple[date | None, date | None]:
    """From the first start to the last finish; what the file says of itself where it has no task."""
    starts = [day for one in elements if (day := _day(text(one, "Start")))]
    ends = [day for one in elements if (day := _day(text(one, "Finish")))]
    first, last = _day(text(root, "StartDate")), _day(text(root, "FinishDate"))
    return min(starts, default=first), max(ends, default=last)


def _count(found: Found, root: ET.Element, elements: list[ET.Element]) -> None:
    real = [one for one in elements if text(one, "IsNull") != "1"]
    links = [link for one in real for link in own(one, "PredecessorLink")]
    kinds = Counter(KINDS.get(text(link, "Type") or "1", "FS") for link in links)
    found.facts = {
        "tasks": len(elements), "null_tasks": len(elements) - len(real),
        "summary": sum(text(one, "Summary") == "1" for one in real),
        "milestones": sum(text(one, "Milestone") == "1" for one in real),
        "links": len(links), "resources": len(within(root, "Resources", "Resource")),
        "assignments": len(within(root, "Assignments", "Assignment")),
        "calendars": len(within(root, "Calendars", "Calendar")),
        "baselines": sum(len(own(task, "Baseline")) for task in real),
        **{f"links_{kind}": count for kind, count in kinds.items()},
    }  # fmt: skip


def _read_tasks(found: Found, root: ET.Element, elements: list[ET.Element], per_day: int) -> None:
    """Summaries are what their tasks are part of; the root task is the project itself."""
    who = _people(root)
    trail: dict[int, str] = {}
    for place, one in enumerate(elements):
        if text(one, "IsNull") == "1":
            continue
        name, level = text(one, "Name"), int(text(one, "OutlineLevel") or 1)
        trail = {depth: title for depth, title in trail.items() if depth < level}
        is_summary = text(one, "Summary") == "1" or text(one, "UID") == "0"
        if is_summary:
            if level > 0:
                trail[level] = name
            continue
        line = _line(
            one, place, " / ".join(trail[depth] for depth in sorted(trail)), per_day, found
        )
        line.people = tuple(dict.fromkeys(who.get(line.key, ())))
        found.blocks[0].lines.append(line)


def _line(one: ET.Element, place: int, group: str, per_day: int, found: Found) -> Line:
    uid = text(one, "UID")
    line = Line(
        " ".join(text(one, "Name").split())[:200],
        f"Task {text(one, 'ID') or place}",
        key=uid,
        group=group,
    )
    line.start, line.end = _day(text(one, "Start")), _day(text(one, "Finish"))
    if line.start and line.end and line.end < line.start:
        line.end = line.start
    line.baseline = _baseline(one)
    line.milestone = text(one, "Milestone") == "1"
    line.note = text(one, "Notes")[:2000]
    share = text(one, "PercentComplete")
    if share.isdigit() and 0 < int(share) <= 100:
        line.status = Status("done" if share == "100" else "some", int(share), f"{share}%")
    else:
        line.status = NOTHING
    line.effort = _person_days(text(one, "Work"), per_day)
    line.waits = tuple(_wait(link, per_day, line, found) for link in own(one, "PredecessorLink"))
    return line


def _baseline(one: ET.Element) -> tuple[date | None, date | None]:
    """The first of up to eleven; only dates in their order."""
    kept = own(one, "Baseline")
    first = next((child for child in kept if (text(child, "Number") or "0") == "0"), None)
    if first is None:
        return None, None
    start, end = _day(text(first, "Start")), _day(text(first, "Finish"))
    return (start, end) if start and end and start <= end else (None, None)


def _wait(link: ET.Element, per_day: int, line: Line, found: Found) -> tuple[str, str, int]:
    raw, unit = text(link, "LinkLag") or "0", text(link, "LagFormat")
    lag = 0 if unit in PERCENT_LAGS else round(float(raw) / per_day)
    if unit in PERCENT_LAGS and raw != "0":
        sentence = _("A lag in percent is not taken over.")
        found.hints.append(CellError("Project", line.where, sentence))
    return text(link, "PredecessorUID"), KINDS.get(text(link, "Type") or "1", "FS"), lag


def _people(root: ET.Element) -> dict[str, list[str]]:
    names = {text(one, "UID"): text(one, "Name") for one in within(root, "Resources", "Resource")}
    found: dict[str, list[str]] = {}
    for one in within(root, "Assignments", "Assignment"):
        name = names.get(text(one, "ResourceUID"), "")
        if name:
            found.setdefault(text(one, "TaskUID"), []).append(name[:40])
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _person_days(text: str, per_day: int) -> float | None:
    """«PT16H0M0S» at eight hours a day are two."""
    typed = _HOURS.fullmatch(text)
    if typed is None:
        return None
    minutes = int(typed[1] or 0) * 1440 + int(typed[2] or 0) * 60 + int(typed[3] or 0)
    return round(minutes * 10 / per_day, 1) or None
