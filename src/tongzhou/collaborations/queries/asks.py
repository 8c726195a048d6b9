"""What a page shows of requests: terms, answers, whose move it is and what one may do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Answer, Ask, Ball
from tongzhou.collaborations.policy.asks import may_move, stands_at
from tongzhou.collaborations.queries.turns import hours_left
from tongzhou.collaborations.states import ASK, PAUSES
from tongzhou.core.lifecycle import State
from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Person

OFFERS = ("accept_with_conditions", "counter")
WITH_TERMS = ("send", "revise", "accept_with_conditions", "counter", "choose", "choose_offered")


@dataclass(frozen=True, slots=True)
class Side:
    id: UUID
    name: str
    hue: int


@dataclass(frozen=True, slots=True)
class OptionLine:
    id: UUID
    position: int
    what: str
    by_date: date | None
    effort_days: Decimal | None


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


def asks_of(person: Person, asks: QuerySet[Ask]) -> list[AskCard]:
    """Cards of the given asks; ten queries at most, however many they are.

    `asks` is already limited to what the person may see.
    """
    rows = list(
        asks.select_related(
            "department__head", "department__deputy", "person",
            "collaboration__department", "collaboration__person_in_charge",
        ).prefetch_related("options", Prefetch("answers", _turns()))
    )  # fmt: skip
    found = Ball.objects.filter(kind="ask", matter__in=[row.pk for row in rows])
    balls = {ball.matter: ball for ball in found.select_related("person", "department")}
    return [_card(row, balls.get(row.pk), person) for row in rows]


def cards(person: Person, ids: Iterable[UUID]) -> list[AskCard]:
    """For pages above that know asks by id, in the order of the ids."""
    wanted = list(ids)
    found = asks_of(person, Ask.objects.visible_to(person).filter(pk__in=wanted))
    by_id = {card.id: card for card in found}
    return [by_id[one] for one in wanted if one in by_id]


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
    return tuple(found)


LABELS = {
    "what": _("What exactly"),
    "by_date": _("By when"),
    "effort_days": _("Person-days"),
    "people": _("People"),
    "give_back": _("Given in return"),
    "sentence": _("In a sentence"),
}
"""The terms in the order in which they are compared."""


def _turns() -> QuerySet[Answer]:
    rows = Answer.objects.select_related(
        "by", "on_behalf_of", "department", "to_department", "to_person"
    )
    return rows.prefetch_related("options")


def _card(ask: Ask, ball: Ball | None, person: Person) -> AskCard:
    case = ask.collaboration
    verbs, delegate_of = _verbs(ask, person)
    return AskCard(
        id=ask.pk,
        url=reverse("ask", args=[ask.pk]),
        version=ask.version,
        state=ASK.state(ask.state),
        case_id=case.pk,
        case_name=case.name,
        case_number=case.number,
        case_state=case.state,
        asker=Side(case.department.pk, case.department.name, case.department.hue),
        asked=Side(ask.department.pk, ask.department.name, ask.department.hue),
        in_charge=case.person_in_charge.name,
        title=ask.title,
        options=_options(ask.options.all()),
        turns=tuple(_turn(answer) for answer in ask.answers.all()),
        verbs=verbs,
        delegate_of=delegate_of,
        **_as_written(ask),
        **_whose_move(ball),
    )


WRITTEN = (
    "what", "why", "by_date", "effort_days", "gain", "give_back", "snoozed_until", "agreed_what",
    "agreed_by_date", "agreed_effort_days", "agreed_people", "agreed_give_back",
)  # fmt: skip


def _as_written(ask: Ask) -> dict[str, object]:
    return {name: getattr(ask, name) for name in WRITTEN}


def _whose_move(ball: Ball | None) -> dict[str, object]:
    side = ball.department if ball else None
    return {
        "holder": ball.person.name if ball and ball.person else "",
        "holder_side": Side(side.pk, side.name, side.hue) if side else None,
        "since": ball.since if ball else None,
        "due_at": ball.due_at if ball else None,
        "hours_left": hours_left(ball.due_at) if ball else None,
        "paused": PAUSES[ball.paused_because] if ball and ball.paused_because else "",
    }


def _verbs(ask: Ask, person: Person) -> tuple[frozenset[str], str]:
    """What the person may do in this state, and «代» whom; a draft case sends all at once."""
    case = ask.collaboration.state
    if case != "asking" and not (case == "draft" and ask.state == "draft"):
        return frozenset(), ""
    moves = list(ASK.moves_from(ask.state))
    allowed = {who: may_move(person, ask, next(m.verb for m in moves if m.who == who)).allowed
               for who in {move.who for move in moves} - {"clock"}}  # fmt: skip
    verbs = {move.verb for move in moves if allowed.get(move.who)}
    if ask.state == "draft" and verbs:
        verbs = {"edit", "remove"} | ({"send"} if case == "asking" else set())
    return frozenset(verbs), _delegate_of(ask, person, [who for who, may in allowed.items() if may])


def _delegate_of(ask: Ask, person: Person, roles: Sequence[str]) -> str:
    for who in roles:
        standing = stands_at(person, ask, who)
        if standing and standing.on_behalf_of:
            return standing.on_behalf_of.name
    return ""


def _turn(answer: Answer) -> TurnLine:
    to = answer.to_person or answer.to_department
    return TurnLine(
        number=answer.number,
        verb=answer.verb,
        label=ASK.move(answer.verb).label,
        by=answer.by.name,
        on_behalf_of=answer.on_behalf_of.name if answer.on_behalf_of else "",
        side=Side(answer.department.pk, answer.department.name, answer.department.hue),
        at=answer.at,
        sentence=answer.sentence,
        chosen=answer.chosen,
        what=answer.what,
        by_date=answer.by_date,
        effort_days=answer.effort_days,
        people=answer.people,
        give_back=answer.give_back,
        to=to.name if to else "",
        options=_options(answer.options.all()),
    )


def _options(rows: Iterable[object]) -> tuple[OptionLine, ...]:
    fields = ("pk", "position", "what", "by_date", "effort_days")
    return tuple(OptionLine(*(getattr(row, name) for name in fields)) for row in rows)
