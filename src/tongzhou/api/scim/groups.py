"""Groups: departments, and who works in them."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongzhou.api.scim.errors import Unfit, taken
from tongzhou.api.scim.filters import Comparison
from tongzhou.api.scim.resources import (
    Kind,
    Resource,
    compared,
    exactly,
    gathered,
    uuid_or_none,
    with_meta,
)
from tongzhou.api.scim.users import unplaced
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org import actions
from tongzhou.org.actions.provisioning import call_department
from tongzhou.org.actions.roster_seats import free_code
from tongzhou.org.models import Department, DepartmentIdentity, Person, SecondHome
from tongzhou.org.models.provisioning import PROVISIONED

CORE = "urn:ietf:params:scim:schemas:core:2.0:Group"
DEPARTMENT = "urn:tongzhou:params:scim:schemas:extension:2.0:Department"


def rows() -> "QuerySet[Department]":
    links = DepartmentIdentity.objects.filter(issuer=PROVISIONED)
    guests = SecondHome.objects.filter(person__is_active=True).select_related("person")
    found = Department.objects.living().select_related("parent")
    return found.prefetch_related(
        Prefetch("identities", links, to_attr="provisioned"),
        Prefetch("people", Person.objects.active().order_by("pk"), to_attr="at_home"),
        Prefetch("second_people", guests.order_by("person"), to_attr="guests"),
    )


def resource(request: HttpRequest, department: Department, *, full: bool = True) -> Resource:
    found: Resource = {
        "schemas": [CORE, DEPARTMENT],
        "id": str(department.pk),
        "displayName": department.name,
        DEPARTMENT: {"code": department.code, "parent": _parent(department)},
        "members": [_member(request, one) for one in _people(department)] if full else [],
    }
    for one in gathered(department, "provisioned"):
        found["externalId"] = one.subject
    return with_meta(request, found, "Group", "Groups")


def meant(one: Comparison) -> Q:
    if one.path == "displayname":
        return compared("name", one)
    if one.path == f"{DEPARTMENT.lower()}:code":
        return compared("code", one)
    if one.path == "id":
        return exactly(one, lambda value: Q(pk=uuid_or_none(value)), Q())
    if one.path == "externalid":
        return exactly(
            one, lambda value: Q(pk__in=_of_outside(str(value))), Q(pk__in=_of_outside())
        )
    if one.path in ("members", "members.value"):
        return exactly(one, _with_member, ~Q(people=None))
    raise Unfit("invalidFilter", _("This attribute cannot be filtered by."))


GROUPS = Kind("Group", "Groups", rows, resource, meant)


def take_in(body: Resource, *, by: Person) -> Department:
    said = _said(body)
    name = str(said.get("displayname") or "").strip()
    if not name:
        raise Unfit("invalidValue", _("displayName is missing."))
    above = _wanted_parent(said) or unplaced()
    if Department.objects.living().filter(name=name, parent=above).exists():
        facts = {"name": name}
        raise taken(_("A department called “%(name)s” already stands there.") % facts)
    own = said.get(DEPARTMENT.lower())
    code = str(own.get("code") or "") if isinstance(own, dict) else ""
    codes = set(Department.objects.values_list("code", flat=True))
    made = actions.create_department(above, by=by, name=name, code=code or free_code(name, codes))
    _link(made, said, by)
    _write_members(made, set(), said, by)
    return made


def write(department: Department, body: Resource, before: Resource, *, by: Person) -> None:
    said = _said(body)
    name = str(said.get("displayname") or department.name).strip()
    if name != department.name:
        actions.rename_department(department, by=by, name=name)
    above = _wanted_parent(said)
    if above and above.pk != department.parent_id:
        actions.move_department(department, by=by, parent=above)
    _link(department, said, by)
    held = {UUID(one["value"]) for one in before["members"]}
    _write_members(department, held, said, by)


def remove(department: Department, *, by: Person) -> None:
    """Dissolved into what it stands below: people and open matters pass there."""
    if department.parent is None:
        raise NotPossibleNow(_("The top of the tree stays."))
    actions.dissolve_department(department, by=by, successor=department.parent)
    call_department(department, "", by=by)


def _write_members(
    department: Department, held: set[UUID], said: dict[str, Any], by: Person
) -> None:
    wanted = _members(said)
    people = Person.objects.active().select_related("department").in_bulk(wanted | held)
    if wanted - set(people):
        raise Unfit("invalidValue", _("A member is nobody who works here."))
    for pk in sorted(wanted - held):
        _join(people[pk], department, by)
    for pk in sorted(held - wanted):
        _leave(people[pk], department, by)


def _join(person: Person, department: Department, by: Person) -> None:
    """Whoever has no place yet finds their home here; for the others it is a further one."""
    if person.department_id == department.pk:
        return
    if person.department_id == unplaced().pk:
        actions.move_person(person, by=by, to=department)
    elif not person.second_homes.filter(department=department).exists():
        actions.take_second_home(person, by=by, department=department)


def _leave(person: Person, department: Department, by: Person) -> None:
    """Who leaves their home goes to a further one, or to the top of the tree."""
    if person.second_homes.filter(department=department).exists():
        actions.leave_second_home(person, by=by, department=department)
        return
    other = person.second_homes.order_by("since", "id").select_related("department").first()
    target = other.department if other else unplaced()
    if target.pk != department.pk:
        actions.move_person(person, by=by, to=target)


def _people(department: Department) -> list[Person]:
    guests = (one.person for one in gathered(department, "guests"))
    return [*gathered(department, "at_home"), *guests]


def _member(request: HttpRequest, person: Person) -> Resource:
    address = request.build_absolute_uri(f"/scim/v2/Users/{person.pk}")
    return {"value": str(person.pk), "display": person.name, "type": "User", "$ref": address}


def _parent(department: Department) -> Resource | None:
    above = department.parent
    return {"value": str(above.pk), "display": above.name} if above else None


def _members(said: dict[str, Any]) -> set[UUID]:
    values = said.get("members") or []
    rows = values if isinstance(values, list) else [values]
    ids = [uuid_or_none(one.get("value") if isinstance(one, dict) else one) for one in rows]
    if None in ids:
        raise Unfit("invalidValue", _("A member is nobody who works here."))
    return {one for one in ids if one}


def _wanted_parent(said: dict[str, Any]) -> Department | None:
    own = said.get(DEPARTMENT.lower())
    parent = own.get("parent") if isinstance(own, dict) else None
    key = parent.get("value") if isinstance(parent, dict) else parent
    if not key:
        return None
    found = Department.objects.living().filter(Q(pk=uuid_or_none(key)) | Q(code=str(key).lower()))
    if (one := found.first()) is None:
        raise Unfit("invalidValue", _("There is no such department above."))
    return one


def _link(department: Department, said: dict[str, Any], by: Person) -> None:
    subject = str(said.get("externalid") or "").strip()[:255]
    other = DepartmentIdentity.objects.filter(issuer=PROVISIONED, subject=subject)
    if subject and other.exclude(department=department).exists():
        raise taken(_("Another department is already known by this externalId."))
    if subject:
        call_department(department, subject, by=by)


def _said(body: Resource) -> dict[str, Any]:
    return {name.lower(): value for name, value in body.items()}


def _with_member(value: Any) -> Q:
    person = uuid_or_none(value)
    return Q(people=person) | Q(second_people__person=person)


def _of_outside(subject: str = "") -> Any:
    found = DepartmentIdentity.objects.filter(issuer=PROVISIONED)
    return (found.filter(subject=subject) if subject else found).values("department")
