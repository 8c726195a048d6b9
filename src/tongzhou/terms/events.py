"""What can happen to the language of departments."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event


@dataclass(frozen=True, kw_only=True)
class TermWorded(Event):
    """A department said what a word means there; `number` counts its wordings."""

    kind = "term.worded"
    sentence = _("%(actor)s wrote down what “%(name)s” means in %(department)s.")
    name: str
    department: DepartmentId
    number: int


@dataclass(frozen=True, kw_only=True)
class TermGivenUp(Event):
    """A department no longer gives the word a meaning of its own."""

    kind = "term.given_up"
    sentence = _("%(actor)s took back what “%(name)s” meant in %(department)s.")
    name: str
    department: DepartmentId
    number: int
