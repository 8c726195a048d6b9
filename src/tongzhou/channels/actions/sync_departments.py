"""Departments follow the directory of a messenger, by the same verbs an administrator uses."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from tongzhou.channels.apps.directory import Directory, Place
from tongzhou.channels.models import App, Mirrored
from tongzhou.channels.steps import Step
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.org.actions.departments import create_department, rename_department
from tongzhou.org.actions.moving import move_department
from tongzhou.org.actions.roster_seats import free_code
from tongzhou.org.models import Department, Person


@dataclass
class Aligned:
    """`ours` is the department of each place of the directory; `steps` what was done for it."""

    ours: dict[str, Department] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


def align(app: App, directory: Directory, *, by: Person | None) -> Aligned:
    """From the top down. What cannot be done is a conflict and stays as it is; nothing is dissolved."""
    known = {row.place: row.department for row in _rows(app)}
    done = Aligned()
    for place in _from_the_top(directory.places):
        before = known.get(place.id)
        try:
            with transaction.atomic():
                done.ours[place.id] = _aligned(app, place, before, done, by)
        except WithoutEffect as refusal:
            done.steps.append(Step("department_conflict", place.name, str(refusal.sentence)))
            if before is not None:
                done.ours[place.id] = before
    gone = known.keys() - {place.id for place in directory.places}
    done.steps.extend(Step("department_gone", known[one].name) for one in sorted(gone))
    return done


def _rows(app: App) -> list[Mirrored]:
    rows = Mirrored.objects.filter(app=app, department__dissolved_at=None)
    return list(rows.select_related("department"))


def _from_the_top(places: tuple[Place, ...]) -> Iterator[Place]:
    """Each after whatever it stands below; what hangs in the air stands below the root."""
    below: dict[str, list[Place]] = {}
    names = {place.id for place in places}
    for place in places:
        below.setdefault(place.above if place.above in names else "", []).append(place)
    waiting = list(below.get("", []))
    while waiting:
        place = waiting.pop(0)
        yield place
        waiting.extend(one for one in below.get(place.id, []) if one.id != place.id)


def _aligned(
    app: App, place: Place, before: Department | None, done: Aligned, by: Person | None
) -> Department:
    above = done.ours.get(place.above)
    if above is None:
        return _root()
    if before is None:
        return _found_or_made(app, place, above, done, by)
    if before.name != place.name:
        former = before.name
        rename_department(before, by=by, name=place.name)
        done.steps.append(Step("department_renamed", former, place.name))
    if before.parent_id != above.pk:
        move_department(before, by=by, parent=above)
        done.steps.append(Step("department_moved", before.name, above.name))
    return before


def _root() -> Department:
    """Theirs stands for ours, whatever either is called."""
    return Department.objects.living().filter(parent=None).order_by("path")[0]


def _found_or_made(
    app: App, place: Place, above: Department, done: Aligned, by: Person | None
) -> Department:
    taken = Mirrored.objects.filter(app=app).values("department")
    here = Department.objects.living().filter(parent=above, name=place.name)
    found = here.exclude(pk__in=taken).first()
    if found is None:
        codes = set(Department.objects.values_list("code", flat=True))
        code = free_code(place.name, codes)
        found = create_department(above, by=by, name=place.name, code=code)
        done.steps.append(Step("department_new", place.name, above.name))
    Mirrored.objects.create(app=app, place=place.id, department=found)
    return found
