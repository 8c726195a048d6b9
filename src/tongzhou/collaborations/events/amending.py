"""What a signed change request writes into a collaboration and its agreed requests."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event


@dataclass(frozen=True, kw_only=True)
class SharedTermsChanged(Event):
    """`fields` are goal, wanted_date or milestones; the wording stays with the change request."""

    kind = "collaboration.terms_changed"
    sentence = _(
        "Goal, wanted date or milestones were changed by change request (version %(version)s)."
    )

    version: int
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AgreedTermsChanged(Event):
    """`fields` are what, by_date, effort_days or give_back."""

    kind = "ask.terms_changed"
    sentence = _("What was agreed with %(department)s was changed by change request.")

    department: DepartmentId
    fields: tuple[str, ...]
