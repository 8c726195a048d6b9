"""What a page shows of requests: terms, answers, whose move it is and what one may do about it."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from tongzhou.collaborations.models import Answer, Ask, Ball
from tongzhou.collaborations.policy.asks import may_move, stands_at
from tongzhou.collaborations.queries.ask_lines import (
    AskCard,
    IntakeSaid,
    OptionLine,
    Side,
    TakenOver,
    TurnLine,
)
from tongzhou.collaborations.queries.turns import hours_left
from tongzhou.collaborations.states import ASK, PAUSES
from tongzhou.org.models import Department, Person

__all__ = ["AskCard", "OptionLine", "Side", "TurnLine", "asks_of", "cards"]


def asks_of(person: Person, asks: QuerySet[Ask]) -> list[AskCard]:
    """Cards of the given asks; ten queries at most, however many they are.

    `asks` is already limited to what the person may see.
    """
    rows = list(
        asks.select_related(
            "department__head", "department__deputy", "department__successor", "person",
            "collaboration__department", "collaboration__person_in_charge", "intake",
        ).prefetch_related("options", "intake_entries__field", "intake_entries__file", Prefetch("answers", _turns()))
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
        asker=_side(case.department),
        asked=_side(ask.department),
        taken_over=_taken_over(ask),
        in_charge=case.person_in_charge.name,
        title=ask.title,
        options=_options(ask.options.all()),
        turns=tuple(_turn(answer) for answer in ask.answers.all()),
        intake=_intake(ask),
        verbs=verbs,
        delegate_of=delegate_of,
        **_as_written(ask),
        **_whose_move(ball),
    )


def _side(department: Department) -> Side:
    return Side(department.pk, department.name, department.hue)


def _taken_over(ask: Ask) -> TakenOver | None:
    """Only while the request was open: what was settled before keeps its name without a note."""
    ended, heir = ask.department.dissolved_at, ask.department.successor
    if ended is None or heir is None or (ask.settled_at and ask.settled_at <= ended):
        return None
    return TakenOver(_side(heir), ended)


WRITTEN = (
    "what", "why", "by_date", "effort_days", "gain", "give_back", "snoozed_until", "agreed_what",
    "agreed_by_date", "agreed_effort_days", "agreed_people", "agreed_give_back",
)  # fmt: skip


def _as_written(ask: Ask) -> dict[str, Any]:
    return {name: getattr(ask, name) for name in WRITTEN}


def _whose_move(ball: Ball | None) -> dict[str, Any]:
    side = ball.department if ball else None
    return {
        "holder": ball.person.name if ball and ball.person else "",
        "holder_side": _side(side) if side else None,
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


def _intake(ask: Ask) -> IntakeSaid | None:
    if ask.intake is None:
        return None
    rows = sorted(ask.intake_entries.all(), key=lambda one: one.field.position)
    pairs = tuple((one.field.label, one.text) for one in rows)
    files = {one.field.label: one.file for one in rows if one.file and not one.file.withdrawn_at}
    return IntakeSaid(ask.intake.pk, ask.intake.name, ask.intake.version, pairs, files)


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
        side=_side(answer.department),
        at=answer.at,
        sentence=answer.sentence,
        chosen=answer.chosen,
        what=answer.what,
        by_date=answer.by_date,
        effort_days=answer.effort_days,
        people=answer.people,
        give_back=answer.give_back,
        to=to.name if to else "",
        intake=tuple((label, said) for label, said in answer.intake),
        options=_options(answer.options.all()),
    )


def _options(rows: Iterable[object]) -> tuple[OptionLine, ...]:
    fields = ("pk", "position", "what", "by_date", "effort_days")
    return tuple(OptionLine(*(getattr(row, name) for name in fields)) for row in rows)
