"""Who may change the division table, and when."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.core.verdicts import YES, NotPossibleNow, Verdict, allow_if, no
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_liaison
from tongzhou.plans.cells import COLUMNS, is_own
from tongzhou.plans.models import PlanImport, PlanView, Role, Task, TaskStep

OPEN = ("draft", "asking", "dividing")
"""States of the collaboration in which the whole table may be edited."""
SIGNED = ("signing", "delivering", "accepting")
"""States in which only the columns that nobody signs may be edited."""


def edits_as(by: Person, task: Task) -> Standing | None:
    """The initiator, the owning department's liaison or head, or who holds R or A of the row."""
    return (
        initiates(by, task.collaboration) or as_liaison(by, task.department) or _as_holder(by, task)
    )


def may_edit(by: Person, task: Task, column: str = "") -> Verdict:
    """Handing a row to another department is the initiator's alone: nobody passes work on."""
    if column == "department":
        return allow_if(
            initiates(by, task.collaboration) is not None,
            _("Only the initiator may give a row to another department."),
        )
    return allow_if(
        edits_as(by, task) is not None,
        _("Only the initiator, the liaison or head of %(department)s, or who is responsible for this row may edit it.")
        % {"department": task.department.name},
    )  # fmt: skip


def may_add(by: Person, collaboration: Collaboration, department: Department) -> Verdict:
    """The initiator for any department, a department for itself."""
    if initiates(by, collaboration):
        return allow_if(not by.is_auditor, _("An auditor reads everything and changes nothing."))
    is_party = collaboration.parties.filter(department=department).exists()
    return allow_if(
        is_party and as_liaison(by, department) is not None,
        _("Only the initiator, or the liaison or head of %(department)s, may add rows for it.")
        % {"department": department.name},
    )


def may_tick(by: Person, task: Task, step: TaskStep) -> Verdict:
    """Whoever does a part ticks it off."""
    return YES if step.person_id == by.pk else may_edit(by, task)


def may_remove(by: Person, task: Task) -> Verdict:
    """A row leaves the table as it came in: by the initiator or by its own department."""
    return allow_if(
        (initiates(by, task.collaboration) or as_liaison(by, task.department)) is not None,
        _("Only the initiator, or the liaison or head of %(department)s, may remove this row.")
        % {"department": task.department.name},
    )


def may_import(by: Person) -> Verdict:
    if by.is_auditor:
        return no(_("An auditor reads everything and changes nothing."))
    return allow_if(by.is_active, _("Sign in to take over a workbook."))


def may_import_into(by: Person, collaboration: Collaboration) -> Verdict:
    """Rows of a file come in for any department, so only who leads the table brings them."""
    return allow_if(
        initiates(by, collaboration) is not None and not by.is_auditor,
        _("Only the initiator may bring rows of a file into this table."),
    )


def may_take_over(by: Person, plan_import: PlanImport) -> Verdict:
    """Whether the person may start a collaboration for the department is judged with its draft."""
    return allow_if(plan_import.by_id == by.pk, _("Only who uploaded a workbook may take it over."))


def may_share_view(by: Person, collaboration: Collaboration) -> Verdict:
    """The initiator, or who speaks for a department that takes part."""
    parties = [party.department for party in collaboration.parties.select_related("department")]
    return allow_if(
        initiates(by, collaboration) is not None
        or any(as_liaison(by, department) for department in parties),
        _("Only the initiator, or the liaison or head of a department that takes part, may share views."),
    )  # fmt: skip


def may_remove_view(by: Person, view: PlanView) -> Verdict:
    """The own one; of those that are shared any as initiator."""
    shared = view.shared_at is not None
    return allow_if(
        view.person_id == by.pk or (shared and initiates(by, view.collaboration) is not None),
        _("Only who keeps this view, or the initiator, may remove it."),
    )


def is_open(collaboration: Collaboration, column: str = "") -> bool:
    """Whether a cell of this column may be edited now; without a column: rows may come and go."""
    free = is_own(column) or (column in COLUMNS and not COLUMNS[column].signed)
    return collaboration.state in OPEN or (free and collaboration.state in SIGNED)


def require_open(collaboration: Collaboration, column: str = "") -> None:
    """Raise `NotPossibleNow`, saying what must happen first."""
    if is_open(collaboration, column):
        return
    if collaboration.state == "signing":
        raise NotPossibleNow(
            _("The division table is out for signature. To change it, object with a reason: then it is opened again.")
        )  # fmt: skip
    if collaboration.state in SIGNED:
        raise NotPossibleNow(
            _("This row has been signed: open a change request, and only who is affected signs again.")
        )  # fmt: skip
    raise NotPossibleNow(
        _("The collaboration is “%(state)s”: its division table cannot be changed now.")
        % {"state": collaboration.get_state_display()}
    )


def takes_files(collaboration: Collaboration) -> bool:
    """Open tables take rows at once; of signed ones a file begins a change request."""
    return collaboration.state in (*OPEN, "delivering", "accepting")


def require_takes_files(collaboration: Collaboration) -> None:
    if not takes_files(collaboration):
        require_open(collaboration)


def _as_holder(by: Person, task: Task) -> Standing | None:
    people = stands_for(by)
    held = Role.objects.filter(task=task, letter__in=("R", "A"), person__in=people)
    holder = held.values_list("person", flat=True).order_by("letter").first()
    if holder is None:
        return None
    absent = next((one for one in people if one.pk == holder and one.pk != by.pk), None)
    return Standing(by, "self", on_behalf_of=absent)
