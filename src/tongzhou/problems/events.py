"""What can happen to a problem."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class ProblemRaised(Event):
    """A department said fact, impact and need towards another one."""

    kind: ClassVar[str] = "problem.raised"
    sentence: ClassVar[Promise] = _("%(actor)s raised a problem with %(other)s: %(fact)s")
    mail: ClassVar[bool] = True
    other: DepartmentId
    fact: str


@dataclass(frozen=True, kw_only=True)
class SideAdded(Event):
    """The other department said its own fact, impact and need."""

    kind: ClassVar[str] = "problem.side_added"
    sentence: ClassVar[Promise] = _("%(actor)s added the side of %(department)s: %(fact)s")
    department: DepartmentId
    fact: str


@dataclass(frozen=True, kw_only=True)
class FactsConfirmed(Event):
    """One side ticked all facts at once; entries of earlier versions of the program have it."""

    kind: ClassVar[str] = "problem.facts_confirmed"
    sentence: ClassVar[Promise] = _("%(actor)s confirmed the facts for %(department)s.")
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class FactsJudged(Event):
    """One side ticked facts of the other, or said what it sees differently."""

    kind: ClassVar[str] = "problem.facts_judged"
    sentence: ClassVar[Promise] = _(
        "%(actor)s judged the facts for %(department)s: %(agreed)s ticked, %(disputed)s disputed."
    )
    department: DepartmentId
    agreed: int
    disputed: int


@dataclass(frozen=True, kw_only=True)
class TableChecked(Event):
    """A responsibility dispute was taken back to the division table first."""

    kind: ClassVar[str] = "problem.table_checked"
    sentence: ClassVar[Promise] = _("%(actor)s checked the division table: %(table_says)s")
    table_says: str


@dataclass(frozen=True, kw_only=True)
class OptionProposed(Event):
    """Somebody put a way out on the table."""

    kind: ClassVar[str] = "problem.option_proposed"
    sentence: ClassVar[Promise] = _("%(actor)s proposed: %(option)s")
    option: str


@dataclass(frozen=True, kw_only=True)
class ProblemSettled(Event):
    """Both sides agreed by themselves."""

    kind: ClassVar[str] = "problem.settled"
    sentence: ClassVar[Promise] = _("%(actor)s agreed for %(department)s: %(option)s")
    department: DepartmentId
    option: str


@dataclass(frozen=True, kw_only=True)
class ProblemEscalated(Event):
    """The problem went to the lowest common superior."""

    kind: ClassVar[str] = "problem.escalated"
    sentence: ClassVar[Promise] = _("%(actor)s took the problem to %(superior)s for a ruling.")
    mail: ClassVar[bool] = True
    superior: PersonId


@dataclass(frozen=True, kw_only=True)
class ProblemRuled(Event):
    """The common superior decided."""

    kind: ClassVar[str] = "problem.ruled"
    sentence: ClassVar[Promise] = _("%(actor)s ruled: %(ruling)s")
    mail: ClassVar[bool] = True
    ruling: str


@dataclass(frozen=True, kw_only=True)
class ProblemClosed(Event):
    """What was ruled is carried out."""

    kind: ClassVar[str] = "problem.closed"
    sentence: ClassVar[Promise] = _("The problem is closed: what was ruled is carried out.")


@dataclass(frozen=True, kw_only=True)
class ProblemReopened(Event):
    """The change that should have carried out the decision did not come about."""

    kind: ClassVar[str] = "problem.reopened"
    sentence: ClassVar[Promise] = _(
        "The problem is open again: change request %(number)s did not come about."
    )
    mail: ClassVar[bool] = True
    number: int
