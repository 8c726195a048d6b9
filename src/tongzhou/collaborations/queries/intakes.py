"""The forms of a department: what is asked now, and every version before."""

from tongzhou.collaborations.models import IntakeForm
from tongzhou.org.models import Department, Person


def forms_of(department: Department, *, by: Person) -> list[IntakeForm]:
    """The current ones, by name."""
    rows = IntakeForm.objects.visible_to(by).filter(department=department, is_current=True)
    return list(rows.select_related("published_by").prefetch_related("fields").order_by("name"))


def versions_of(form: IntakeForm) -> list[IntakeForm]:
    """The newest first."""
    rows = IntakeForm.objects.filter(series=form.series).select_related("published_by")
    return list(rows.order_by("-version"))
