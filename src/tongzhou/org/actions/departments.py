"""Departments come into being, get their people, and move within the tree."""

import re
from uuid import UUID

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org import policy
from tongzhou.org.events import (
    DepartmentCreated,
    DepartmentMoved,
    DepartmentRenamed,
    DeputyAppointed,
    HeadAppointed,
    LiaisonAppointed,
    LiaisonReleased,
    PromiseChanged,
    SealCut,
)
from tongzhou.org.models import HUES, Department, Liaison, Person
from tongzhou.org.standing import as_head

LONGEST_PATH = 400
LONGEST_SEAL = 8
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")


def create_department(
    parent: Department | None, *, by: Person | None, name: str, code: str
) -> Department:
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        siblings = list(Department.objects.select_for_update().values_list("code", flat=True))
        department = Department(
            name=_checked_name(name), code=_checked_code(code, taken=siblings), parent=parent,
            hue=len(siblings) % HUES, position=len(siblings),
        )  # fmt: skip
        above = Department.objects.get(pk=parent.pk).path if parent else "/"
        department.path = _checked_path(f"{above}{department.code}/")
        department.save(force_insert=True)
        created = DepartmentCreated(
            subject=department.pk, name=department.name, code=department.code, parent=_id(parent)
        )
        record(created, by=by)
    return department


def rename_department(department: Department, *, by: Person | None, name: str) -> None:
    with transaction.atomic():
        locked = _locked(department, by=by)
        before, locked.name = locked.name, _checked_name(name)
        if before == locked.name:
            return
        locked.save(update_fields=["name"])
        record(DepartmentRenamed(subject=locked.pk, before=before, name=locked.name), by=by)
    department.name = locked.name


def cut_seal(department: Department, *, by: Person | None, seal_text: str) -> None:
    """What the red seal says; empty: the department's name and 印."""
    with transaction.atomic():
        locked = _locked(department, by=by)
        locked.seal_text = "".join(seal_text.split())[:LONGEST_SEAL]
        locked.save(update_fields=["seal_text"])
        record(SealCut(subject=locked.pk, department=DepartmentId(locked.pk)), by=by)
    department.seal_text = locked.seal_text


def move_department(
    department: Department, *, by: Person | None, parent: Department | None
) -> None:
    """Re-parent with everything below; a department never comes to stand below itself."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        # The whole tree: two moves at once could otherwise close a circle.
        tree = {one.pk: one for one in Department.objects.select_for_update().order_by("pk")}
        moving, target = tree[department.pk], tree[parent.pk] if parent else None
        before = moving.parent_id
        if target and moving.contains(target):
            raise NotPossibleNow(
                _("%(parent)s belongs to %(department)s and cannot stand above it.")
                % {"parent": target.name, "department": moving.name}
            )
        if before == (target.pk if target else None):
            return
        _move_subtree(moving, to=target)
        record(
            DepartmentMoved(
                subject=moving.pk, department=DepartmentId(moving.pk),
                before=DepartmentId(before) if before else None, parent=_id(target),
            ),
            by=by,
        )  # fmt: skip
    department.refresh_from_db()


def appoint_head(department: Department, *, by: Person | None, person: Person | None) -> None:
    """None leaves the seat vacant."""
    _appoint(department, by=by, person=person, seat="head", event=HeadAppointed)


def appoint_deputy(department: Department, *, by: Person | None, person: Person | None) -> None:
    _appoint(department, by=by, person=person, seat="deputy", event=DeputyAppointed)


def appoint_liaison(department: Department, *, by: Person | None, person: Person) -> Liaison:
    with transaction.atomic():
        locked = _locked(department, by=by)
        _check_active(person)
        rows = Liaison.objects.filter(department=locked)
        if rows.filter(person=person).exists():
            raise NotPossibleNow(_("%(person)s already is a liaison.") % {"person": person.name})
        liaison = Liaison.objects.create(department=locked, person=person, position=rows.count())
        record(_of(LiaisonAppointed, locked, person), by=by)
    return liaison


def release_liaison(department: Department, *, by: Person | None, person: Person) -> None:
    with transaction.atomic():
        locked = _locked(department, by=by)
        gone, _rows = Liaison.objects.filter(department=locked, person=person).delete()
        if not gone:
            raise NotPossibleNow(_("%(person)s is no liaison.") % {"person": person.name})
        record(_of(LiaisonReleased, locked, person), by=by)


def set_promise(department: Department, *, by: Person, hours: int, limit_days: int | None) -> None:
    """Answers within `hours` working hours; liaisons promise up to `limit_days` person-days."""
    with transaction.atomic():
        locked = Department.objects.select_for_update().get(pk=department.pk)
        policy.may_set_promise(by, locked).require()
        _check_between(hours, 1, 240, field="hours")
        if limit_days is not None:
            _check_between(limit_days, 0, 365, field="limit_days")
        locked.response_hours, locked.accept_limit_days = hours, limit_days
        locked.save(update_fields=["response_hours", "accept_limit_days"])
        standing = as_head(by, locked)
        event = PromiseChanged(
            subject=locked.pk, department=DepartmentId(locked.pk), hours=hours, limit=limit_days
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of if standing else None)
    department.response_hours, department.accept_limit_days = hours, limit_days


def _locked(department: Department, *, by: Person | None) -> Department:
    locked = Department.objects.select_for_update().get(pk=department.pk)
    policy.may_manage_organisation(by).require()
    return locked


def _appoint(
    department: Department, *, by: Person | None, person: Person | None, seat: str,
    event: type[HeadAppointed | DeputyAppointed],
) -> None:  # fmt: skip
    with transaction.atomic():
        locked = _locked(department, by=by)
        if person:
            _check_active(person)
        before: UUID | None = getattr(locked, f"{seat}_id")
        if before == (person.pk if person else None):
            return
        setattr(locked, seat, person)
        locked.save(update_fields=[seat])
        appointed = event(
            subject=locked.pk, department=DepartmentId(locked.pk),
            person=PersonId(person.pk) if person else None,
            before=PersonId(before) if before else None,
        )  # fmt: skip
        record(appointed, by=by)
    setattr(department, seat, person)


def _move_subtree(moving: Department, *, to: Department | None) -> None:
    old = moving.path
    new = _checked_path(f"{to.path if to else '/'}{moving.code}/")
    moving.parent = to
    moving.save(update_fields=["parent"])
    below = Department.objects.filter(path__startswith=old)
    longest = max(len(path) for path in below.values_list("path", flat=True))
    _checked_path("x" * (longest - len(old) + len(new)))
    below.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))


def _checked_name(name: str) -> str:
    text = " ".join(name.split())
    if not 0 < len(text) <= 80:
        sentence = _("A department's name has 1 to 80 characters.")
        raise Invalid(sentence, errors={"name": sentence})
    return text


def _checked_code(code: str, *, taken: list[str]) -> str:
    text = code.strip().lower()
    sentence: Sentence
    if not CODE.fullmatch(text):
        sentence = _("A code has 1 to 30 letters a–z, digits, - or _.")
        raise Invalid(sentence, errors={"code": sentence})
    if text in taken:
        sentence = _("Another department has the code “%(code)s”.") % {"code": text}
        raise Invalid(sentence, errors={"code": sentence})
    return text


def _checked_path(path: str) -> str:
    if len(path) > LONGEST_PATH:
        raise Invalid(_("The tree of departments would become too deep."))
    return path


def _check_between(value: int, least: int, most: int, *, field: str) -> None:
    if not least <= value <= most:
        facts = {"least": least, "most": most}
        sentence = _("Between %(least)s and %(most)s, please.") % facts
        raise Invalid(sentence, errors={field: sentence})


def _check_active(person: Person) -> None:
    if not person.is_active:
        raise NotPossibleNow(_("The account of %(person)s is closed.") % {"person": person.name})


def _id(department: Department | None) -> DepartmentId | None:
    return DepartmentId(department.pk) if department else None


def _of(
    event: type[LiaisonAppointed | LiaisonReleased], department: Department, person: Person
) -> LiaisonAppointed | LiaisonReleased:
    return event(
        subject=department.pk,
        department=DepartmentId(department.pk),
        person=PersonId(person.pk),
    )
