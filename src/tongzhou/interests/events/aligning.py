"""What can happen while interests are aligned. No entry says how anybody scored."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event


@dataclass(frozen=True, kw_only=True)
class InterestSaid(Event):
    """A department wrote down what it cares about; the words stay with it."""

    kind = "interest.said"
    sentence = _("%(actor)s wrote down what %(department)s cares about.")
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class InterestShared(Event):
    """Something several departments gain by together."""

    kind = "interest.shared"
    sentence = _("%(actor)s named a shared interest of %(departments)s: %(said)s")
    departments: tuple[DepartmentId, ...]
    said: str


@dataclass(frozen=True, kw_only=True)
class InterestUnshared(Event):
    """A shared interest was taken back."""

    kind = "interest.unshared"
    sentence = _("%(actor)s took back the shared interest: %(said)s")
    said: str


@dataclass(frozen=True, kw_only=True)
class EffectNamed(Event):
    """The collaboration helps or hurts a measure."""

    kind = "effect.named"
    sentence = _("%(actor)s linked “%(measure)s” of %(department)s.")
    measure: str
    department: DepartmentId
    sign: str
    size: int


@dataclass(frozen=True, kw_only=True)
class EffectTakenBack(Event):
    """It does not, after all."""

    kind = "effect.taken_back"
    sentence = _("%(actor)s took back the link to “%(measure)s”.")
    measure: str


@dataclass(frozen=True, kw_only=True)
class NoMeasureYet(Event):
    """A request moves no measure of one side yet; the reason stays in sight."""

    kind = "effect.none_yet"
    sentence = _("%(actor)s: no measure of %(department)s yet, because: %(said)s")
    department: DepartmentId
    said: str


@dataclass(frozen=True, kw_only=True)
class NoMeasureTakenBack(Event):
    """The reason no longer holds; a measure is wanted again."""

    kind = "effect.none_taken_back"
    sentence = _("%(actor)s took back why no measure of %(department)s is moved.")
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class RemedyFound(Event):
    """Something is done about an effect that hurts."""

    kind = "effect.remedied"
    sentence = _("%(actor)s found a way for “%(measure)s”: %(said)s")
    measure: str
    said: str


@dataclass(frozen=True, kw_only=True)
class TableDrafted(Event):
    """Options are being written."""

    kind = "option_table.drafted"
    sentence = _("%(actor)s began an option table: %(question)s")
    question: str


@dataclass(frozen=True, kw_only=True)
class TableOpened(Event):
    """Every side is asked to score."""

    kind = "option_table.opened"
    sentence = _("%(actor)s asked %(departments)s to score the options of “%(question)s”.")
    mail = True
    question: str
    departments: tuple[DepartmentId, ...]
    round: int


@dataclass(frozen=True, kw_only=True)
class ScoresHandedIn(Event):
    """A side has scored; how, the journal does not know."""

    kind = "option_table.handed_in"
    sentence = _("%(actor)s handed in the scores of %(department)s for “%(question)s”.")
    question: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class TableCompared(Event):
    """The last side has scored."""

    kind = "option_table.compared"
    sentence = _("All departments have scored “%(question)s”: the comparison is there.")
    mail = True
    question: str


@dataclass(frozen=True, kw_only=True)
class TableRevised(Event):
    """Options are changed and scored again; the scores are gone."""

    kind = "option_table.revised"
    sentence = _("%(actor)s reopened the options of “%(question)s”: %(reason)s")
    mail = True
    question: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OptionProposed(Event):
    """One option is proposed to all sides."""

    kind = "option_table.proposed"
    sentence = _("%(actor)s proposes “%(option)s”: %(rationale)s")
    mail = True
    question: str
    option: str
    rationale: str


@dataclass(frozen=True, kw_only=True)
class OptionAgreed(Event):
    """One side said yes."""

    kind = "option_table.agreed"
    sentence = _("%(actor)s agreed to “%(option)s” for %(department)s.")
    question: str
    option: str
    department: DepartmentId


@dataclass(frozen=True, kw_only=True)
class OptionObjected(Event):
    """One side said no, and why."""

    kind = "option_table.objected"
    sentence = _("%(actor)s objected to “%(option)s” for %(department)s: %(reason)s")
    mail = True
    question: str
    option: str
    department: DepartmentId
    reason: str


@dataclass(frozen=True, kw_only=True)
class OptionDecided(Event):
    """All sides said yes."""

    kind = "option_table.decided"
    sentence = _("Decided for “%(question)s”: %(option)s. Why: %(rationale)s")
    mail = True
    question: str
    option: str
    rationale: str


@dataclass(frozen=True, kw_only=True)
class TableWithdrawn(Event):
    """Nothing is decided this way."""

    kind = "option_table.withdrawn"
    sentence = _("%(actor)s withdrew the option table “%(question)s”: %(reason)s")
    question: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RemedyPromised(Event):
    """What a department that gives way gets for it."""

    kind = "option_table.remedied"
    sentence = _("%(actor)s wrote down what %(department)s gets for giving way: %(said)s")
    department: DepartmentId
    said: str
