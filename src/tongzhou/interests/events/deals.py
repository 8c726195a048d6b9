"""What can happen to a package deal. No entry says how anybody weighed or answered."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event


@dataclass(frozen=True, kw_only=True)
class DealDrafted(Event):
    """Open points are being written."""

    kind = "deal.drafted"
    sentence = _("%(actor)s began a package deal: %(question)s")
    question: str


@dataclass(frozen=True, kw_only=True)
class DealOpened(Event):
    """Every side is asked to weigh."""

    kind = "deal.opened"
    sentence = _("%(actor)s asked %(departments)s to weigh the open points of “%(question)s”.")
    mail = True
    question: str
    departments: tuple[DepartmentId, ...]
    round: int


@dataclass(frozen=True, kw_only=True)
class PointsHandedIn(Event):
    """A side has weighed; how, the journal does not know."""

    kind = "deal.handed_in"
    sentence = _("%(actor)s handed in the points of %(department)s for “%(question)s”.")
    question: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class DealComplete(Event):
    """The last side has weighed: the worker looks for a package."""

    kind = "deal.complete"
    sentence = _("All departments have weighed “%(question)s”.")
    question: str


@dataclass(frozen=True, kw_only=True)
class PackageAsked(Event):
    """A package was found; which, only the sides see. Who answers what, nobody."""

    kind = "deal.asked"
    sentence = _("There is a package for “%(question)s”: each department is silently asked.")
    mail = True
    question: str


@dataclass(frozen=True, kw_only=True)
class PackageAgreed(Event):
    """Every side said yes."""

    kind = "deal.agreed"
    sentence = _("All departments said yes to the package for “%(question)s”: %(choices)s")
    mail = True
    question: str
    choices: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DealClosed(Event):
    """No package, or no yes of all: the entry does not say which."""

    kind = "deal.closed"
    sentence = _("“%(question)s” closed without a package that all agree to. Nothing was shown.")
    mail = True
    question: str


@dataclass(frozen=True, kw_only=True)
class DealRevised(Event):
    """Open points are changed and weighed again; the points are gone."""

    kind = "deal.revised"
    sentence = _("%(actor)s reopened the open points of “%(question)s”: %(reason)s")
    mail = True
    question: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DealWithdrawn(Event):
    """Nothing is settled this way."""

    kind = "deal.withdrawn"
    sentence = _("%(actor)s withdrew the package deal “%(question)s”: %(reason)s")
    question: str
    reason: str
