"""The departments and people of a bundle, as far as this house does not know them yet.

Who and what is known here (by code, by sign-in name) stays as it is: a bundle tells history, it
does not move anybody. New people cannot sign in before they are invited.
"""

import re

from django.db.models.functions import Lower

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.org.actions.departments import create_department
from tongzhou.org.actions.people import create_person
from tongzhou.org.actions.seats import appoint_deputy, appoint_head, appoint_liaison
from tongzhou.org.models import Department, Person
from tongzhou.past.bundle import Bundle
from tongzhou.past.bundle import Department as Told

LONGEST_CODE = 30


def departments_of(bundle: Bundle, *, by: Person | None) -> dict[str, Department]:
    """By key of the bundle, parents before children."""
    known = {one.code: one for one in Department.objects.all()}
    told = {one.key: one for one in bundle.departments}
    found: dict[str, Department] = {}
    for key in told:
        _settle(key, told, known, found, by)
    return found


def _settle(
    key: str, told: dict[str, Told], known: dict[str, Department],
    found: dict[str, Department], by: Person | None, below: tuple[str, ...] = (),
) -> Department:  # fmt: skip
    if key in found:
        return found[key]
    code, one = code_of(key), told[key]
    if code not in known:
        upward = [parent for parent in one.parents[:1] if parent in told and parent not in below]
        parent = _settle(upward[0], told, known, found, by, (*below, key)) if upward else None
        root = min(known.values(), key=lambda one: len(one.path), default=None)
        above = parent if parent and parent.dissolved_at is None else root
        known[code] = _made(above, code, one.name, by)
    found[key] = known[code]
    return found[key]


def _made(above: Department | None, code: str, name: str, by: Person | None) -> Department:
    """Where a department of this name stands already, the code tells the two apart."""
    beside = Department.objects.living().filter(parent=above, name=name[:80]).exists()
    return create_department(
        above, by=by, name=f"{name[:45]} ({code})" if beside else name[:80], code=code
    )


def close_dissolved(bundle: Bundle, found: dict[str, Department]) -> None:
    """After the seats: what no longer exists stands below its successor, or what stood above it."""
    for one in bundle.departments:
        row = found[one.key]
        successor = found.get(one.successor or "") or row.parent
        if one.dissolved and row.dissolved_at is None and successor and not row.children.exists():
            row.dissolved_at, row.successor = clock.now(), successor
            row.save(update_fields=["dissolved_at", "successor"])


def people_of(
    bundle: Bundle, departments: dict[str, Department], *, by: Person | None
) -> dict[str, Person]:
    known = {one.login: one for one in Person.objects.annotate(low=Lower("login"))}
    root = min(Department.objects.living(), key=lambda one: len(one.path), default=None)
    found = {}
    for one in bundle.people:
        login = one.key.lower()
        home = next(
            (departments[s.department] for s in one.seats if s.department in departments), root
        )
        if login not in known and home:
            living = home if home.dissolved_at is None else root
            try:
                known[login] = create_person(
                    living or home, by=by, login=login, name=(one.name or one.key)[:60]
                )
            except Invalid:
                continue
        if login in known:
            found[one.key] = known[login]
    return found


def fill_vacant_seats(
    bundle: Bundle, departments: dict[str, Department], people: dict[str, Person], *,
    by: Person | None,
) -> None:  # fmt: skip
    """The first head leads, a second one is the deputy; further ones are liaisons."""
    for one in bundle.departments:
        row = Department.objects.get(pk=departments[one.key].pk)
        if row.dissolved_at or row.head_id or row.liaisons.exists():
            continue
        leading = [people[key] for key in (*one.heads, *one.deputies) if key in people]
        leading = list(dict.fromkeys(leading))
        if leading:
            appoint_head(row, by=by, person=leading[0])
        if leading[1:]:
            appoint_deputy(row, by=by, person=leading[1])
        for person in dict.fromkeys(people[key] for key in one.liaisons if key in people):
            appoint_liaison(row, by=by, person=person)


def code_of(key: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", key.lower()).strip("-")[:LONGEST_CODE] or "department"
