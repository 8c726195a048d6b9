"""Departments come into being and are named, coloured and put in order."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.names import reading_of_words
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org import policy
from tongzhou.org.actions import history
from tongzhou.org.actions.checks import (
    check_between,
    check_living,
    checked_code,
    checked_name,
    checked_path,
    id_of,
    locked,
)
from tongzhou.org.events import (
    DepartmentCreated,
    DepartmentDyed,
    DepartmentRenamed,
    DepartmentsOrdered,
    PromiseChanged,
    SealCut,
)
from tongzhou.org.models import HUES, Department, Person
from tongzhou.org.standing import as_head

LONGEST_SEAL = 8


def create_department(
    parent: Department | None, *, by: Person | None, name: str, code: str
) -> Department:
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        others = list(Department.objects.select_for_update().values_list("code", flat=True))
        department = Department(
            code=checked_code(code, taken=others), parent=parent, founded_at=clock.now(),
            hue=len(others) % HUES, position=len(others),
        )  # fmt: skip
        _set_name(department, checked_name(name))
        above = Department.objects.select_related("successor").get(pk=parent.pk) if parent else None
        if above:
            check_living(above)
        _require_own_name(department)
        department.path = checked_path(f"{above.path if above else '/'}{department.code}/")
        department.save(force_insert=True)
        created = DepartmentCreated(
            subject=department.pk, name=department.name, code=department.code, parent=id_of(parent)
        )
        record(created, by=by)
    return department


def rename_department(department: Department, *, by: Person | None, name: str) -> None:
    """The old name stays an alias: the search finds it, and what was signed shows it."""
    with transaction.atomic():
        row = locked(department, by=by)
        before, after = row.name, checked_name(name)
        if before == after:
            return
        history.keep_name(row)
        _set_name(row, after)
        _require_own_name(row)
        row.renamed_at = clock.now()
        row.save(update_fields=["name", "pinyin", "initials", "renamed_at"])
        record(DepartmentRenamed(subject=row.pk, before=before, name=after), by=by)
    department.name = row.name


def cut_seal(department: Department, *, by: Person | None, seal_text: str) -> None:
    """What the red seal says; empty: the department's name and 印."""
    with transaction.atomic():
        row = locked(department, by=by)
        cut = "".join(seal_text.split())[:LONGEST_SEAL]
        if cut == row.seal_text:
            return
        history.keep_name(row)
        row.seal_text, row.renamed_at = cut, clock.now()
        row.save(update_fields=["seal_text", "renamed_at"])
        record(SealCut(subject=row.pk, department=DepartmentId(row.pk)), by=by)
    department.seal_text = row.seal_text


def dye_department(department: Department, *, by: Person | None, hue: int) -> None:
    """The colour by which a department is told apart in tables and charts."""
    with transaction.atomic():
        row = locked(department, by=by)
        check_between(hue, 0, HUES - 1, field="hue")
        if hue == row.hue:
            return
        row.hue = hue
        row.save(update_fields=["hue"])
        record(DepartmentDyed(subject=row.pk, department=DepartmentId(row.pk), hue=hue), by=by)
    department.hue = row.hue


def order_departments(department: Department, *, by: Person | None, place: str) -> None:
    """One step `up` or `down` among its siblings; at the end already: nothing happens."""
    with transaction.atomic():
        row = locked(department, by=by)
        if place not in ("up", "down"):
            raise Invalid(_("Up or down, please."))
        siblings = list(
            Department.objects.living().select_for_update()
            .filter(parent=row.parent_id).order_by("position", "path")
        )  # fmt: skip
        here = next(at for at, one in enumerate(siblings) if one.pk == row.pk)
        there = here + (1 if place == "down" else -1)
        if not 0 <= there < len(siblings):
            raise NotPossibleNow(
                _("%(department)s already stands there.") % {"department": row.name}
            )
        siblings.insert(there, siblings.pop(here))
        for position, one in enumerate(siblings):
            one.position = position
        Department.objects.bulk_update(siblings, ["position"])
        record(DepartmentsOrdered(subject=row.pk, department=DepartmentId(row.pk)), by=by)


def set_promise(department: Department, *, by: Person, hours: int, limit_days: int | None) -> None:
    """Answers within `hours` working hours; liaisons promise up to `limit_days` person-days."""
    with transaction.atomic():
        row = Department.objects.select_for_update().get(pk=department.pk)
        policy.may_set_promise(by, row).require()
        check_living(row)
        check_between(hours, 1, 240, field="hours")
        if limit_days is not None:
            check_between(limit_days, 0, 365, field="limit_days")
        row.response_hours, row.accept_limit_days = hours, limit_days
        row.save(update_fields=["response_hours", "accept_limit_days"])
        standing = as_head(by, row)
        event = PromiseChanged(
            subject=row.pk, department=DepartmentId(row.pk), hours=hours, limit=limit_days
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of if standing else None)
    department.response_hours, department.accept_limit_days = hours, limit_days


def _require_own_name(department: Department) -> None:
    """Beside each other departments differ by name; 财务部 may stand in every subsidiary."""
    beside = Department.objects.living().filter(parent=department.parent_id)
    if beside.filter(name=department.name).exclude(pk=department.pk).exists():
        facts = {"name": department.name}
        sentence = _("A department called “%(name)s” already stands there.") % facts
        raise Invalid(sentence, errors={"name": sentence})


def _set_name(department: Department, name: str) -> None:
    sounds = reading_of_words(name)
    department.name = name
    department.pinyin, department.initials = sounds.pinyin[:300], sounds.initials[:80]
