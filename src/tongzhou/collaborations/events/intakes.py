"""What can happen to a department's intake form."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event


@dataclass(frozen=True, kw_only=True)
class IntakePublished(Event):
    """`subject` is the version; `fields` are its questions in order."""

    kind = "intake_form.published"
    sentence = _(
        "%(actor)s published version %(version)s of what %(department)s asks for: %(name)s."
    )

    department: DepartmentId
    name: str
    version: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class IntakeRetired(Event):
    kind = "intake_form.retired"
    sentence = _("%(actor)s took back the form of %(department)s: %(name)s.")

    department: DepartmentId
    name: str
