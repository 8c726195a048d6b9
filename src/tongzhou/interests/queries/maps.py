"""The interest map of a collaboration as one reader sees it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404

from tongzhou.collaborations.models import Collaboration
from tongzhou.interests import policy
from tongzhou.interests.models import Interest, SharedInterest
from tongzhou.org.models import Department, Person


@dataclass(frozen=True, slots=True)
class MapLine:
    """`interest` None with `is_said`: it was written down and is not open to the reader."""

    department: Department
    interest: Interest | None
    is_said: bool
    is_own: bool


def map_of(case: Collaboration, person: Person) -> list[MapLine]:
    parties = Department.objects.filter(takes_part__collaboration=case).select_related("head")
    visible = Interest.objects.visible_to(person).filter(pk=OuterRef("pk"))
    rows = Interest.objects.filter(collaboration=case).annotate(is_seen=Exists(visible))
    said = {row.department_id: row for row in rows.select_related("measure")}
    seen = {key: row for key, row in said.items() if row.is_seen}
    return [
        MapLine(one, seen.get(one.pk), one.pk in said, bool(policy.may_speak(person, one)))
        for one in parties.order_by("-takes_part__is_initiator", "takes_part__position")
    ]


def chosen_party(case: Collaboration, named: str, person: Person) -> Department:
    """The party of this key; the first that the person speaks for where none is named."""
    parties = Department.objects.filter(takes_part__collaboration=case).select_related("head")
    found = list(parties.order_by("-takes_part__is_initiator", "takes_part__position"))
    if named:
        chosen = next((one for one in found if str(one.pk) == named), None)
    else:
        chosen = next((one for one in found if policy.may_speak(person, one)), found[0])
    if chosen is None:
        raise Http404
    return chosen


def parties_of(case: Collaboration) -> list[Department]:
    rows = Department.objects.filter(takes_part__collaboration=case)
    return list(rows.order_by("-takes_part__is_initiator", "takes_part__position"))


def shared_of(case: Collaboration) -> list[SharedInterest]:
    rows = SharedInterest.objects.filter(collaboration=case).select_related("by")
    return list(rows.prefetch_related("departments"))


def interest_of(case: Collaboration, department: Department) -> Interest | None:
    """For whoever speaks for the department; the view has asked."""
    return Interest.objects.filter(collaboration=case, department=department).first()
