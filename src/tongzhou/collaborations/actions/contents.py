"""What is written in a request 协作需求表: its fields, partner departments, milestones, named people."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.events.cases import PartyAdded, PartyRemoved, PersonNamed
from tongzhou.collaborations.models import Collaboration, Milestone, Named, Party, Preparation
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.models import Department, Person

TEXTS = (
    "name", "background", "goal", "people_needed", "budget_needed", "data_needed", "notes",
)  # fmt: skip
PREPARED = ("talked", "data", "alternatives", "objections", "own_head")
"""The points of the preparation list, in the order in which one goes through them."""
FIELDS = (*TEXTS, "wanted_date", "person_in_charge", "visibility")


@dataclass(frozen=True, kw_only=True)
class Contents:
    """`partners` are the departments beside the initiating one, `members` the people named for a

    confidential collaboration.
    """

    name: str
    person_in_charge: Person
    partners: tuple[Department, ...] = ()
    background: str = ""
    goal: str = ""
    wanted_date: date | None = None
    people_needed: str = ""
    budget_needed: str = ""
    data_needed: str = ""
    milestones: tuple[tuple[str, date | None], ...] = ()
    notes: str = ""
    visibility: str = Collaboration.Visibility.PARTIES
    members: tuple[Person, ...] = ()
    preparation: tuple[tuple[str, str], ...] = ()


def of(case: Collaboration) -> Contents:
    """What stands in the request now."""
    parties = case.parties.filter(is_initiator=False).select_related("department")
    members = case.named.filter(why=Named.Why.MEMBER).select_related("person").order_by("pk")
    return Contents(
        **{name: getattr(case, name) for name in FIELDS},
        partners=tuple(party.department for party in parties),
        milestones=tuple(case.milestones.values_list("name", "on")),
        members=tuple(row.person for row in members),
        preparation=_in_order(case.preparations.values_list("key", "note")),
    )


def differences(case: Collaboration, given: Contents) -> list[str]:
    """The names of the fields in which `given` differs from what stands."""
    now, new = _comparable(of(case)), _comparable(given)
    return [field.name for field in fields(Contents) if now[field.name] != new[field.name]]


def digests(given: Contents) -> dict[str, str]:
    """A short fingerprint of each field: tells later which of them a person touched."""
    return {
        name: sha256(repr(sorted(value) if isinstance(value, set) else value).encode()).hexdigest()[
            :8
        ]
        for name, value in _comparable(given).items()
    }


def shown(given: Contents, names: Iterable[str]) -> dict[str, Any]:
    """These fields as people read them, by the fields' keys."""
    return {name: _text(getattr(given, name)) for name in names}


def stands(case: Collaboration, names: Iterable[str]) -> dict[str, Any]:
    return shown(of(case), names)


def write(case: Collaboration, given: Contents) -> None:
    """Into the instance; the caller saves it."""
    if not given.name.strip():
        raise Invalid(_("The collaboration needs a name."), errors={"name": _("A short name.")})
    for name in FIELDS:
        setattr(case, name, getattr(given, name))
    for name in TEXTS:
        setattr(case, name, getattr(case, name).strip())


def write_rows(case: Collaboration, given: Contents, *, by: Person, is_new: bool = False) -> None:
    """`is_new`: nothing stands yet that would have to go."""
    _write_parties(case, given.partners, by=by, is_new=is_new)
    if not is_new:
        case.milestones.all().delete()
        case.preparations.all().delete()
    Milestone.objects.bulk_create(
        Milestone(collaboration=case, name=name, on=on, position=place)
        for place, (name, on) in enumerate(given.milestones)
    )
    _write_members(case, given, by=by, is_new=is_new)
    Preparation.objects.bulk_create(
        Preparation(collaboration=case, key=key, note=note) for key, note in given.preparation
    )


def _in_order(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    notes = dict(rows)
    return tuple((key, notes[key]) for key in PREPARED if key in notes)


def open_to_parties(case: Collaboration, *, by: Person | None) -> None:
    """Those who answer and sign for the parties of a confidential collaboration must see it.

    Only as long as they do: whoever has left such a seat no longer sees it by that.
    """
    seated = case.named.filter(why=Named.Why.SEAT)
    if case.visibility != Collaboration.Visibility.CONFIDENTIAL:
        seated.delete()
        return
    people: dict[UUID, Person] = {}
    for party in case.parties.select_related("department__head", "department__deputy"):
        liaisons = [row.person for row in party.department.liaisons.select_related("person")]
        for person in (party.department.head, party.department.deputy, *liaisons):
            if person:
                people[person.pk] = person
    seated.exclude(person__in=people).delete()
    _name(case, people.values(), why=Named.Why.SEAT, by=by)


def _write_parties(
    case: Collaboration, partners: Iterable[Department], *, by: Person, is_new: bool
) -> None:
    wanted = {one.pk: one for one in partners if one.pk != case.department_id}
    known = () if is_new else case.parties.filter(is_initiator=False)
    standing = {party.department_id: party for party in known}
    for pk in standing.keys() - wanted.keys():
        _require_without_asks(case, standing[pk])
        standing[pk].delete()
        record(
            PartyRemoved(subject=case.pk, collaboration=case.pk, department=DepartmentId(pk)), by=by
        )
    for place, (pk, department) in enumerate(wanted.items(), start=1):
        if pk not in standing:
            Party.objects.create(collaboration=case, department=department, position=place)
            event = PartyAdded(subject=case.pk, collaboration=case.pk, department=DepartmentId(pk))
            record(event, by=by)


def _require_without_asks(case: Collaboration, party: Party) -> None:
    asked = case.asks.filter(department=party.department_id).exclude(state="withdrawn")
    if asked.exists():
        sentence = _("%(department)s has been asked for something: withdraw that request first.")
        wrong = sentence % {"department": party.department}
        raise Invalid(wrong, errors={"partners": wrong})


def _write_members(case: Collaboration, given: Contents, *, by: Person, is_new: bool) -> None:
    if case.visibility == Collaboration.Visibility.CONFIDENTIAL:
        keep = {one.pk: one for one in (case.created_by, case.person_in_charge, *given.members)}
    else:
        keep = {one.pk: one for one in given.members}
    if not is_new:
        case.named.filter(why=Named.Why.MEMBER).exclude(person__in=keep).delete()
    if keep:
        _name(case, keep.values(), why=Named.Why.MEMBER, by=by)
    if case.state != "draft":
        open_to_parties(case, by=by)


def _name(
    case: Collaboration, people: Iterable[Person], *, why: Named.Why, by: Person | None
) -> None:
    """People who see it already for another reason are told nothing new."""
    known = set(case.named.values_list("person", "why"))
    named = [person for person in people if (person.pk, why.value) not in known]
    Named.objects.bulk_create(Named(collaboration=case, person=one, why=why) for one in named)
    seeing = {person for person, _why in known}
    fresh = [person for person in named if person.pk not in seeing]
    if fresh:
        ids = tuple(PersonId(person.pk) for person in fresh)
        record(PersonNamed(subject=case.pk, collaboration=case.pk, people=ids), by=by)


def _comparable(given: Contents) -> dict[str, Any]:
    trimmed = replace(given, **{name: getattr(given, name).strip() for name in TEXTS})
    values = {field.name: getattr(trimmed, field.name) for field in fields(Contents)}
    return values | {
        "person_in_charge": given.person_in_charge.pk,
        "visibility": str(given.visibility),
        "partners": {one.pk for one in given.partners},
        "members": {one.pk for one in given.members},
    }


def _text(value: Any) -> str:
    match value:
        case tuple():
            return "、".join(_text(item) for item in value)
        case None:
            return ""
        case date():
            return value.isoformat()
        case _:
            return str(value)
