"""One door for every answer: the page and the API name the verb, this does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions import answers, asks
from tongzhou.collaborations.models import Answer, AnswerOption, Ask, AskOption
from tongzhou.collaborations.terms import UNCHANGED, AnswerTerms, OptionTerms, wrong
from tongzhou.org.models import Department, Person


@dataclass(frozen=True, kw_only=True)
class Given:
    """What came with the verb; each verb takes what it needs. `option` is a ready or offered one."""

    sentence: str = ""
    terms: AnswerTerms = UNCHANGED
    options: tuple[OptionTerms, ...] = ()
    option: UUID | None = None
    department: Department | None = None
    person: Person | None = None
    until: date | None = None
    seen: int | None = None


def answer(ask: Ask, verb: str, given: Given, *, by: Person) -> Answer:
    """Raises `Invalid` for a verb that is none of an answer's."""
    do = ANSWERS.get(verb)
    if do is None:
        raise wrong(verb=_("Choose what to answer."))
    return do(ask, given, by)


def _accept(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.accept(ask, sentence=given.sentence, by=by, seen=given.seen)


def _choose(ask: Ask, given: Given, by: Person) -> Answer:
    option = AskOption.objects.filter(pk__in=_named(given), ask=ask).first()
    if option is None:
        raise wrong(option=_("This option is no longer on the table."))
    return answers.choose(ask, option=option, by=by, seen=given.seen)


def _accept_with_conditions(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.accept_with_conditions(
        ask, sentence=given.sentence, terms=given.terms, by=by, seen=given.seen
    )


def _counter(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.counter(ask, terms=given.terms, sentence=given.sentence, by=by, seen=given.seen)


def _offer_options(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.offer_options(
        ask, options=given.options, sentence=given.sentence, by=by, seen=given.seen
    )


def _ask_back(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.ask_back(ask, question=given.sentence, by=by, seen=given.seen)


def _decline(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.decline(ask, reason=given.sentence, by=by, seen=given.seen)


def _forward(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.forward(
        ask, department=given.department, person=given.person, sentence=given.sentence, by=by,
        seen=given.seen,
    )  # fmt: skip


def _snooze(ask: Ask, given: Given, by: Person) -> Answer:
    if given.until is None:
        raise wrong(until=_("Choose the day on which you come back to it."))
    return answers.snooze(ask, until=given.until, reason=given.sentence, by=by, seen=given.seen)


def _reply(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.reply(ask, sentence=given.sentence, by=by, seen=given.seen)


def _confirm(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.confirm(ask, sentence=given.sentence, by=by, seen=given.seen)


def _send_back(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.send_back(ask, reason=given.sentence, by=by, seen=given.seen)


def _agree(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.agree(ask, sentence=given.sentence, by=by, seen=given.seen)


def _choose_offered(ask: Ask, given: Given, by: Person) -> Answer:
    option = AnswerOption.objects.filter(pk__in=_named(given), answer__ask=ask).first()
    if option is None:
        raise wrong(option=_("This option is no longer on the table."))
    return answers.choose_offered(ask, option=option, by=by, seen=given.seen)


def _none_fits(ask: Ask, given: Given, by: Person) -> Answer:
    return answers.none_fits(ask, sentence=given.sentence, by=by, seen=given.seen)


def _send(ask: Ask, given: Given, by: Person) -> Answer:
    return asks.send(ask, by=by, seen=given.seen)


def _withdraw(ask: Ask, given: Given, by: Person) -> Answer:
    return asks.withdraw(ask, reason=given.sentence, by=by, seen=given.seen)


def _leave_open(ask: Ask, given: Given, by: Person) -> Answer:
    return asks.leave_open(ask, reason=given.sentence, by=by, seen=given.seen)


def _named(given: Given) -> list[UUID]:
    return [given.option] if given.option else []


ANSWERS: dict[str, Callable[[Ask, Given, Person], Answer]] = {
    "accept": _accept, "choose": _choose, "accept_with_conditions": _accept_with_conditions,
    "counter": _counter, "offer_options": _offer_options, "ask_back": _ask_back,
    "decline": _decline, "forward": _forward, "snooze": _snooze, "reply": _reply,
    "confirm": _confirm, "send_back": _send_back, "agree": _agree,
    "choose_offered": _choose_offered, "none_fits": _none_fits, "send": _send,
    "withdraw": _withdraw, "leave_open": _leave_open,
}  # fmt: skip
"""Every verb of the table that is done with one form; revising has a page of its own."""
