"""Requests of one department to another, and their answers."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from tongzhou.api import shapes
from tongzhou.api.effects import effect
from tongzhou.api.errors import REFUSALS
from tongzhou.collaborations.actions.verbs import Given, answer
from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.queries.asks import AskCard, OptionLine, TurnLine, asks_of
from tongzhou.collaborations.states import ASK
from tongzhou.collaborations.terms import AnswerTerms, OptionTerms, wrong
from tongzhou.org.models import Department, Person
from tongzhou.org.request import PersonRequest

router = Router(tags=["requests"])


@router.get("/asks/{uuid:ask}", response={200: shapes.Ask, **REFUSALS}, summary="One request")
def ask(request: PersonRequest, ask: UUID) -> shapes.Ask:
    return _current(get_object_or_404(Ask.objects.visible_to(request.user), pk=ask), request.user)


@router.post(
    "/asks/{uuid:ask}/answers", response={201: shapes.Ask, **REFUSALS}, summary="Answer a request"
)
@effect
def answers(request: PersonRequest, ask: UUID, given: shapes.NewAnswer) -> Status[shapes.Ask]:
    row = get_object_or_404(Ask.objects.visible_to(request.user), pk=ask)
    answer(row, given.verb, _given(row, given, request.user), by=request.user)
    return Status(201, _current(row, request.user))


def shown(card: AskCard) -> shapes.Ask:
    return shapes.Ask(
        id=card.id,
        collaboration=card.case_id,
        version=card.version,
        state=shapes.State(key=card.state.key, label=str(card.state.label)),
        from_department=shapes.Named(id=card.asker.id, name=card.asker.name),
        to_department=shapes.Named(id=card.asked.id, name=card.asked.name),
        what=card.what,
        why=card.why,
        by_date=card.by_date,
        effort_days=card.effort_days,
        gain=card.gain,
        give_back=card.give_back,
        options=_options(card.options),
        answers=[_turn(turn) for turn in card.turns],
        verbs=sorted(card.verbs & {move.verb for move in ASK.moves}),
    )


def _current(row: Ask, person: Person) -> shapes.Ask:
    """Also right after an answer by which the person lost sight of it."""
    [card] = asks_of(person, Ask.objects.filter(pk=row.pk))
    return shown(card)


def _turn(turn: TurnLine) -> shapes.Turn:
    return shapes.Turn(
        number=turn.number,
        verb=turn.verb,
        label=str(turn.label),
        by=turn.by,
        on_behalf_of=turn.on_behalf_of,
        department=shapes.Named(id=turn.side.id, name=turn.side.name),
        at=turn.at,
        sentence=turn.sentence,
        chosen=turn.chosen,
        what=turn.what,
        by_date=turn.by_date,
        effort_days=turn.effort_days,
        people=turn.people,
        give_back=turn.give_back,
        options=_options(turn.options),
    )


def _options(options: tuple[OptionLine, ...]) -> list[shapes.Option]:
    return [
        shapes.Option(id=one.id, what=one.what, by_date=one.by_date, effort_days=one.effort_days)
        for one in options
    ]


def _given(ask: Ask, given: shapes.NewAnswer, by: Person) -> Given:
    return Given(
        sentence=given.sentence.strip(),
        terms=AnswerTerms(
            what=given.what.strip(),
            by_date=given.by_date,
            effort_days=given.effort_days,
            people=given.people.strip(),
            give_back=given.give_back.strip(),
        ),
        options=tuple(OptionTerms(**vars(option)) for option in given.options),
        option=given.option,
        department=_department(given.department, by) if given.department else None,
        person=_colleague(ask, given.person) if given.person else None,
        until=given.until,
        seen=given.version,
    )


def _department(key: UUID, by: Person) -> Department:
    found = Department.objects.visible_to(by).living().filter(pk=key).first()
    if found is None:
        raise wrong(department=_("There is no such department."))
    return found


def _colleague(ask: Ask, key: UUID) -> Person:
    people = Person.objects.active().filter(department=ask.department_id)
    found: Person | None = people.filter(pk=key).first()
    if found is None:
        raise wrong(person=_("There is no such person in the asked department."))
    return found
