"""What can happen to departments."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class DepartmentCreated(Event):
    kind = "department.created"
    sentence = _("%(actor)s created the department “%(name)s”.")
    name: str
    code: str
    parent: DepartmentId | None


@dataclass(frozen=True, kw_only=True)
class DepartmentRenamed(Event):
    kind = "department.renamed"
    sentence = _("%(actor)s renamed the department “%(before)s” to “%(name)s”.")
    before: str
    name: str


@dataclass(frozen=True, kw_only=True)
class SealCut(Event):
    kind = "department.seal_cut"
    sentence = _("%(actor)s changed the seal of %(department)s.")
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class DepartmentMoved(Event):
    kind = "department.moved"
    sentence = _("%(actor)s moved %(department)s from %(before)s to %(parent)s.")
    department: DepartmentId
    before: DepartmentId | None
    parent: DepartmentId | None


@dataclass(frozen=True, kw_only=True)
class HeadAppointed(Event):
    kind = "department.head_appointed"
    sentence = _("%(actor)s made %(person)s head of %(department)s (before: %(before)s).")
    department: DepartmentId
    person: PersonId | None
    before: PersonId | None


@dataclass(frozen=True, kw_only=True)
class DeputyAppointed(Event):
    kind = "department.deputy_appointed"
    sentence = _("%(actor)s made %(person)s deputy head of %(department)s (before: %(before)s).")
    department: DepartmentId
    person: PersonId | None
    before: PersonId | None


@dataclass(frozen=True, kw_only=True)
class LiaisonAppointed(Event):
    kind = "department.liaison_appointed"
    sentence = _("%(actor)s made %(person)s a liaison of %(department)s.")
    department: DepartmentId
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class LiaisonReleased(Event):
    kind = "department.liaison_released"
    sentence = _("%(person)s is no longer a liaison of %(department)s, says %(actor)s.")
    department: DepartmentId
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class PromiseChanged(Event):
    """`limit` is how many person-days a liaison may promise without the head."""

    kind = "department.promise_changed"
    sentence = _("%(actor)s set the response promise of %(department)s to %(hours)s working hours.")
    department: DepartmentId
    hours: int
    limit: int | None


@dataclass(frozen=True, kw_only=True)
class DepartmentDyed(Event):
    kind = "department.dyed"
    sentence = _("%(actor)s gave %(department)s another colour.")
    department: DepartmentId
    hue: int


@dataclass(frozen=True, kw_only=True)
class DepartmentsOrdered(Event):
    kind = "department.ordered"
    sentence = _("%(actor)s moved %(department)s within the order of the departments.")
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class DepartmentDissolved(Event):
    kind = "department.dissolved"
    sentence = _("%(actor)s dissolved %(department)s; %(successor)s took over.")
    department: DepartmentId
    successor: DepartmentId


@dataclass(frozen=True, kw_only=True)
class ActingHeadNamed(Event):
    kind = "department.acting_head_named"
    sentence = _("%(person)s acts as head of %(department)s from %(since)s to %(until)s.")
    mail = True
    department: DepartmentId
    person: PersonId
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class ActingHeadEnded(Event):
    kind = "department.acting_head_ended"
    sentence = _("%(person)s no longer acts as head of %(department)s.")
    department: DepartmentId
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class DepartmentDescribed(Event):
    kind = "department.described"
    sentence = _("%(actor)s described what %(department)s does and needs.")
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class DepartmentRecoded(Event):
    kind = "department.recoded"
    sentence = _("%(actor)s changed the code of %(department)s from %(before)s to %(code)s.")
    department: DepartmentId
    before: str
    code: str
