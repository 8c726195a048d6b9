"""Departments move within the tree and are dissolved into a successor."""

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org import policy
from tongzhou.org.actions import history, seats
from tongzhou.org.actions.checks import check_living, checked_code, checked_path, id_of, tree
from tongzhou.org.events import (
    DepartmentDissolved,
    DepartmentMoved,
    DepartmentRecoded,
    PersonMoved,
)
from tongzhou.org.models import Department, Person


def move_department(
    department: Department, *, by: Person | None, parent: Department | None
) -> None:
    """Re-parent with everything below; a department never comes to stand below itself."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        # The whole tree: two moves at once could otherwise close a circle.
        everything = tree()
        moving = everything[department.pk]
        target = everything[parent.pk] if parent else None
        for one in (moving, target):
            if one:
                check_living(one)
        if target and moving.contains(target):
            raise NotPossibleNow(
                _("%(parent)s belongs to %(department)s and cannot stand above it.")
                % {"parent": target.name, "department": moving.name}
            )
        if moving.parent_id != (target.pk if target else None):
            _move(moving, by=by, to=target)
    department.refresh_from_db()


def recode_department(department: Department, *, by: Person | None, code: str) -> None:
    """The short name in imports and addresses; everything below follows. Case does not count."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        everything = tree()
        row = everything[department.pk]
        check_living(row)
        others = {one.code for one in everything.values() if one.pk != row.pk}
        before, after = row.code, checked_code(code, taken=others)
        if before == after:
            return
        row.code = after
        row.save(update_fields=["code"])
        _move_subtree(row, to=everything[row.parent_id] if row.parent_id else None)
        recoded = DepartmentRecoded(
            subject=row.pk, department=DepartmentId(row.pk), before=before, code=after
        )
        record(recoded, by=by)
    department.refresh_from_db()


def dissolve_department(
    department: Department, *, by: Person | None, successor: Department | None
) -> None:
    """People, what stands below, and everything still open pass to the successor.

    The department stays as a name below its successor, whose people now fill its seats: requests
    on their way reach them, signatures of the past keep the name they were given under.
    """
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        everything = tree()
        ending = everything[department.pk]
        heir = everything[successor.pk] if successor else None
        check_living(ending)
        _check_heir(ending, heir)
        assert heir is not None
        _pass_down(ending, heir, by=by)
        _pass_people(ending, heir, by=by)
        history.keep_place(ending)
        ending.dissolved_at, ending.successor = clock.now(), heir
        ending.save(update_fields=["dissolved_at", "successor"])
        _move_subtree(ending, to=heir)
        ending.absorbed.update(successor=heir)
        record(
            DepartmentDissolved(
                subject=ending.pk, department=DepartmentId(ending.pk),
                successor=DepartmentId(heir.pk),
            ),
            by=by,
        )  # fmt: skip
        for one in heir.absorbed.select_for_update().order_by("pk"):
            _pass_seats(one, heir, by=by)
    department.refresh_from_db()


def _check_heir(ending: Department, heir: Department | None) -> None:
    if heir is None or heir.pk == ending.pk:
        sentence = _("Choose which department takes over.")
        raise Invalid(sentence, errors={"successor": sentence})
    check_living(heir)
    if ending.contains(heir):
        facts = {"successor": heir.name, "department": ending.name}
        raise NotPossibleNow(
            _("%(successor)s belongs to %(department)s. Move it out first.") % facts
        )


def _pass_down(ending: Department, heir: Department, *, by: Person | None) -> None:
    below = Department.objects.filter(parent=ending).order_by("position", "path")
    for child in below:
        if child.dissolved_at is None:
            _move(child, by=by, to=heir)
        else:
            _move_subtree(child, to=heir)


def _pass_people(ending: Department, heir: Department, *, by: Person | None) -> None:
    people = list(Person.objects.select_for_update().filter(department=ending).order_by("pk"))
    history.keep_home(*people)
    Person.objects.filter(pk__in=[one.pk for one in people]).update(department=heir)
    for one in people:
        moved = PersonMoved(
            subject=one.pk, person=PersonId(one.pk), before=DepartmentId(ending.pk),
            department=DepartmentId(heir.pk),
        )  # fmt: skip
        record(moved, by=by)


def _pass_seats(ended: Department, heir: Department, *, by: Person | None) -> None:
    ended.acting_heads.open().update(ended_at=clock.now())
    seats.fill(ended, "head", heir.head, by=by, acting_until=heir.acting_until)
    seats.fill(ended, "deputy", heir.deputy, by=by)
    wanted = [row.person for row in heir.liaisons.select_related("person")]
    for row in ended.liaisons.select_related("person"):
        if row.person not in wanted:
            seats.take_liaison(ended, row.person, by=by)
    for person in wanted:
        seats.give_liaison(ended, person, by=by)


def _move(moving: Department, *, by: Person | None, to: Department | None) -> None:
    before = moving.parent_id
    history.keep_place(moving)
    _move_subtree(moving, to=to)
    moved = DepartmentMoved(
        subject=moving.pk, department=DepartmentId(moving.pk),
        before=DepartmentId(before) if before else None, parent=id_of(to),
    )  # fmt: skip
    record(moved, by=by)


def _move_subtree(moving: Department, *, to: Department | None) -> None:
    old = moving.path
    new = checked_path(f"{to.path if to else '/'}{moving.code}/")
    moving.parent = to
    moving.save(update_fields=["parent"])
    below = Department.objects.filter(path__startswith=old)
    longest = max(len(path) for path in below.values_list("path", flat=True))
    checked_path("x" * (longest - len(old) + len(new)))
    below.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    moving.path = new
