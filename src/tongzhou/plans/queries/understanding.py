"""What an uploaded file says, as far as it was explained."""

import hashlib
from collections.abc import Mapping as Facts
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from uuid import UUID

from python_calamine import CalamineError, CalamineWorkbook

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.workbook_guard import not_a_workbook, require_harmless
from tongzhou.org.models import Department, Person
from tongzhou.plans.cells import is_own, plain
from tongzhou.plans.exchange import opening, titles
from tongzhou.plans.exchange.converting import contents_of
from tongzhou.plans.exchange.found import Block, Found
from tongzhou.plans.exchange.reading import Wanted, read_grids, read_plan, require_something
from tongzhou.plans.models import HeadingMemory
from tongzhou.plans.queries.baselines import other_days
from tongzhou.plans.queries.fields import own_headings
from tongzhou.plans.workbook.contents import Contents, Request
from tongzhou.plans.workbook.reading import read_book
from tongzhou.plans.workbook.sheets import REQUEST

FIELDS = (*titles.TITLES, "")
"""What a column may be said to mean; empty leaves it out."""


@dataclass(frozen=True)
class Understood:
    """`found` is empty for a workbook of the three templates: nothing was guessed there."""

    contents: Contents
    found: Found | None = None


def understand(
    data: bytes, mapping: Facts[str, Any], *, into: Collaboration | None = None, strict: bool = True
) -> Understood:
    """Raises `Invalid` for what cannot be read; `strict` also for what holds no task."""
    kind = opening.kind_of(data)
    wanted = _wanted(mapping)
    if kind == "xlsx":
        require_harmless(data)
        if is_ours(data):
            contents = read_book(data, wanted.own)
            return Understood(contents if into is None else _of(into, contents))
        found = read_grids(opening.grids(data), wanted)
    else:
        found = read_plan(data, wanted)
        found.hints += other_days(found)
    if strict:
        require_something(found)
    return Understood(contents_of(found, _request(mapping, into)), found)


def _of(into: Collaboration, contents: Contents) -> Contents:
    """Only its rows: what the workbook says of the request was settled long ago."""
    errors = tuple(error for error in contents.errors if error.sheet != REQUEST.name)
    return replace(contents, request=_request({}, into), errors=errors)


def is_ours(data: bytes) -> bool:
    """A workbook that has our form of a request is one of the three templates."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
    except (CalamineError, OSError, ValueError):
        raise not_a_workbook() from None
    return any(plain(name) == REQUEST.name for name in book.sheet_names)


def shape_key(shape: str) -> str:
    return hashlib.sha256(shape.encode()).hexdigest()


def remembered(person: Person | None, found: Found | None) -> dict[str, dict[str, str]]:
    """By shape what the person said earlier about tables of the same headings."""
    if person is None or found is None:
        return {}
    shapes = {shape_key(block.shape): block.shape for block in found.blocks}
    known = HeadingMemory.objects.filter(by=person, shape__in=list(shapes))
    return {shapes[one.shape]: dict(one.columns) for one in known}


def first_guess(found: Found, name: str, by: Person) -> dict[str, str]:
    """What a new collaboration would be called and who would lead it, until somebody says so."""
    return {
        "name": (found.title or name.rsplit(".", 1)[0])[:120],
        "department": by.department.name,
        "lead": str(by.department_id),
        "year": str(clock.today().year),
    }


def explained(
    sent: Facts[str, str], found: Found | None, before: Facts[str, Any]
) -> dict[str, Any]:
    """From a form what the file, its columns and its years are said to be; nothing unasked."""
    if found is None:
        return {}
    said = dict(before.get("request", {}))
    for key, longest in (("name", 120), ("year", 4)):
        if key in sent:
            said[key] = " ".join(sent[key].split())[:longest]
    for key in ("lead", "others"):
        chosen = sent.get(key, said.get(key, ""))
        department = _department(chosen)
        said[key] = str(department.pk) if department else ""
        if key == "lead" and department:
            said["department"] = department.name
    return {"request": said, "columns": _columns(sent, found, before.get("columns", {}))}


def shapes_of(found: Found) -> list[Block]:
    """The first table of each kind of headings whose columns may be said to mean something else."""
    kinds: dict[str, Block] = {}
    for block in found.blocks if found.kind == "table" else ():
        if not {"cross", "roles"} & {one.field for one in block.columns}:
            kinds.setdefault(block.shape, block)
    return list(kinds.values())


def _columns(
    sent: Facts[str, str], found: Found, before: dict[str, dict[str, str]]
) -> dict[str, dict[str, str]]:
    chosen = dict(before)
    for number, block in enumerate(shapes_of(found)):
        said = {str(one.at): sent.get(f"column:{number}:{one.at}", "?") for one in block.columns}
        said = {at: field for at, field in said.items() if field in FIELDS or is_own(field)}
        if any(said.get(str(one.at), one.field) != one.field for one in block.columns):
            chosen[block.shape] = said
    return chosen


def _department(key: str) -> Department | None:
    try:
        return Department.objects.living().filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _wanted(mapping: Facts[str, Any]) -> Wanted:
    said = mapping.get("request", {})
    year = str(said.get("year", ""))
    return Wanted(
        int(year) if year.isdigit() and 1970 <= int(year) <= 2199 else clock.today().year,
        mapping.get("columns", {}),
        own_headings(),
    )


def _request(mapping: Facts[str, Any], into: Collaboration | None) -> Request:
    """A foreign file has no request: what it is called and who leads it is said on the page."""
    if into is not None:
        return Request(name=into.name, initiator=into.department.name)
    said = mapping.get("request", {})
    return Request(name=str(said.get("name", "")), initiator=str(said.get("department", "")))
