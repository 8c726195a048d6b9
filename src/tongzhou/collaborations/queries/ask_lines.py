"""What a page reads of a request: values, and what two versions of its terms differ in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.lifecycle import State
from tongzhou.core.verdicts import Sentence
from tongzhou.files.models import StoredFile

OFFERS = ("accept_with_conditions", "counter")
WITH_TERMS = (
    "send", "revise", "accept_with_conditions", "counter", "offer_options", "choose",
    "choose_offered",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    id: UUID
    name: str
    hue: int


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The asked department was dissolved: who answers in its place, since when."""

    by: Side
    at: datetime


@dataclass(frozen=True, slots=True)
class OptionLine:
    id: UUID
    position: int
    what: str
    by_date: date | None
    effort_days: Decimal | None


@dataclass(frozen=True, slots=True)
class IntakeSaid:
    """The asked department's own questions with what was filled in; files by their question."""

    form_id: UUID
    name: str
    version: int
    pairs: tuple[tuple[str, str], ...]
    files: Mapping[str, StoredFile]


@dataclass(frozen=True)
class TurnLine:
    """One turn as it reads; `changes` holds only the terms that it put on the table."""

    number: int
    verb: str
    label: Sentence
    by: str
    on_behalf_of: str
    side: Side
    at: datetime
    sentence: str
    chosen: str
    what: str
    by_date: date | None
    effort_days: Decimal | None
    people: str
    give_back: str
    to: str
    options: tuple[OptionLine, ...]
    intake: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One term through the versions; each cell is (value, differs from what was asked)."""

    key: str
    label: Sentence
    cells: tuple[tuple[object, bool], ...]


@dataclass(frozen=True)
class AskCard:
    """`verbs` are those this person may do now, `delegate_of` whom they would act for."""

    id: UUID
    url: str
    version: int
    state: State
    case_id: UUID
    case_name: str
    case_number: str
    case_state: str
    asker: Side
    asked: Side
    in_charge: str
    title: str
    what: str
    why: str
    by_date: date | None
    effort_days: Decimal | None
    gain: str
    give_back: str
    snoozed_until: date | None
    options: tuple[OptionLine, ...]
    turns: tuple[TurnLine, ...]
    verbs: frozenset[str]
    delegate_of: str
    holder: str
    holder_side: Side | None
    since: datetime | None
    due_at: datetime | None
    hours_left: float | None
    paused: Sentence
    agreed_what: str
    agreed_by_date: date | None
    agreed_effort_days: Decimal | None
    agreed_people: str
    agreed_give_back: str
    intake: IntakeSaid | None = None
    taken_over: TakenOver | None = None

    @property
    def offer(self) -> TurnLine | None:
        """What the receiver put on the table last and the initiator has to answer."""
        return next((turn for turn in reversed(self.turns) if turn.verb in OFFERS), None)

    @property
    def last(self) -> TurnLine | None:
        return self.turns[-1] if self.turns else None

    @property
    def offered(self) -> tuple[OptionLine, ...]:
        offers = (turn.options for turn in reversed(self.turns) if turn.verb == "offer_options")
        return next(offers, ())

    @property
    def question(self) -> str:
        asked = (turn.sentence for turn in reversed(self.turns) if turn.verb == "ask_back")
        return next(asked, "")

    @property
    def is_agreed(self) -> bool:
        return self.state.key == "agreed"

    @property
    def tone(self) -> str:
        if self.hours_left is None or self.paused:
            return ""
        return "seal" if self.hours_left < 0 else "amber" if self.hours_left <= 8 else "river"

    @property
    def compared(self) -> tuple[tuple[TurnLine, ...], tuple[Compared, ...]]:
        """The versions with terms, and each term through them; empty with fewer than two."""
        versions = tuple(turn for turn in self.turns if turn.verb in WITH_TERMS)
        if len(versions) < 2:
            return (), ()
        return versions, compare(versions)


def compare(versions: Sequence[TurnLine]) -> tuple[Compared, ...]:
    """An empty term means «as before»."""
    found = []
    for key, label in LABELS.items():
        values: list[object] = []
        for turn in versions:
            said = getattr(turn, key)
            values.append(said if said not in ("", None) else values[-1] if values else "")
        if any(value not in ("", None) for value in values):
            cells = tuple((value, value != values[0]) for value in values)
            found.append(Compared(key, label, cells))
    if any(turn.verb == "offer_options" for turn in versions):
        offered = (turn.options if turn.verb == "offer_options" else () for turn in versions)
        cells = tuple((options, bool(options)) for options in offered)
        found.append(Compared("options", _("Options to choose from"), cells))
    return (*found, *_compare_intakes(versions))


def _compare_intakes(versions: Sequence[TurnLine]) -> Iterator[Compared]:
    """What was filled in, where it changed; an answer leaves it as it was."""
    said: list[dict[str, str]] = []
    for turn in versions:
        said.append(dict(turn.intake) if turn.intake or not said else said[-1])
    for label in dict.fromkeys(label for one in said for label in one):
        values = [one.get(label, "") for one in said]
        if len(set(values)) > 1:
            yield Compared("intake", label, tuple((value, value != values[0]) for value in values))


LABELS = {
    "what": _("What exactly"),
    "by_date": _("By when"),
    "effort_days": _("Person-days"),
    "people": _("People"),
    "give_back": _("Given in return"),
    "sentence": _("In a sentence"),
}
"""The terms in the order in which they are compared."""
