"""The two sides answer each other until they agree; every answer is a turn with its terms.

Silence never agrees: nothing here is called by the clock except `wake`.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.bringing_in import bring_in, bring_in_person
from tongzhou.collaborations.actions.turns import (
    MOVING,
    Change,
    Turn,
    clear_agreement,
    event_of,
    locked_ask,
    settle,
    take,
)
from tongzhou.collaborations.models import Answer, AnswerOption, Ask, AskOption
from tongzhou.collaborations.policy.asks import judge_forward
from tongzhou.collaborations.terms import (
    UNCHANGED,
    AnswerTerms,
    OptionTerms,
    check_answered,
    check_offered,
    check_sentence,
    wrong,
)
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.org.calendars import calendar
from tongzhou.org.hierarchy import ancestors
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import as_head

LONGEST_SLEEP = 20
"""Working days an ask may be put off."""


def accept(ask: Ask, *, by: Person, sentence: str = "", seen: int | None = None) -> Answer:
    """As asked. Beyond the liaison's limit the head confirms."""
    check_sentence(sentence)
    turn = Turn(verb="accept", sentence=sentence)
    return take(ask, turn, by=by, seen=seen, change=_committing(UNCHANGED, by=by))


def choose(ask: Ask, *, option: AskOption, by: Person, seen: int | None = None) -> Answer:
    """One of the asker's ready options."""
    terms = _terms_of(option, ask, of=ask.options.filter(pk=option.pk).exists())
    turn = Turn(verb="choose", chosen=option.what, terms=terms)
    return take(ask, turn, by=by, seen=seen, change=_committing(terms, by=by))


def accept_with_conditions(
    ask: Ask,
    *,
    sentence: str,
    terms: AnswerTerms = UNCHANGED,
    by: Person,
    seen: int | None = None,
) -> Answer:
    check_answered(terms)
    check_sentence(sentence, needed=_("Say the condition in one sentence."))
    turn = Turn(verb="accept_with_conditions", sentence=sentence, terms=terms)
    return take(ask, turn, by=by, seen=seen)


def counter(
    ask: Ask, *, terms: AnswerTerms, sentence: str = "", by: Person, seen: int | None = None
) -> Answer:
    check_answered(terms)
    check_sentence(sentence)
    if not terms:
        raise wrong(by_date=_("Change at least one of the terms: date, effort, people or wording."))
    return take(ask, Turn(verb="counter", sentence=sentence, terms=terms), by=by, seen=seen)


def offer_options(
    ask: Ask,
    *,
    options: Sequence[OptionTerms],
    sentence: str = "",
    by: Person,
    seen: int | None = None,
) -> Answer:
    check_offered(options)
    check_sentence(sentence)
    turn = Turn(verb="offer_options", sentence=sentence, options=tuple(options))
    return take(ask, turn, by=by, seen=seen)


def ask_back(ask: Ask, *, question: str, by: Person, seen: int | None = None) -> Answer:
    check_sentence(question, needed=_("What would you like to know?"))
    return take(ask, Turn(verb="ask_back", sentence=question), by=by, seen=seen)


def decline(ask: Ask, *, reason: str, by: Person, seen: int | None = None) -> Answer:
    check_sentence(
        reason, needed=_("Please say why, in one sentence: it helps to find another way.")
    )
    return take(ask, Turn(verb="decline", sentence=reason), by=by, seen=seen)


def forward(
    ask: Ask,
    *,
    department: Department | None = None,
    person: Person | None = None,
    sentence: str = "",
    by: Person,
    seen: int | None = None,
) -> Answer:
    """To somebody of the own department, or to the department that is right for it."""
    check_sentence(sentence)
    turn = Turn(verb="forward", sentence=sentence, to_department=department, to_person=person)
    return take(ask, turn, by=by, seen=seen, change=_forwarding(department, person, by=by))


def snooze(ask: Ask, *, until: date, reason: str, by: Person, seen: int | None = None) -> Answer:
    """The clock stands still, for everybody to see, until the morning of `until`."""
    check_sentence(reason, needed=_("Say in a sentence what you are waiting for."))
    if until <= clock.today():
        raise wrong(until=_("Choose a day after today."))
    if until > (latest := _longest_sleep(ask)):
        facts = {"day": latest.isoformat()}
        raise wrong(until=_("Choose a day up to %(day)s, so that it is not forgotten.") % facts)

    def to_sleep(row: Ask) -> str:
        row.snoozed_until = until
        return "snoozed"

    turn = Turn(verb="snooze", sentence=reason, terms=AnswerTerms(by_date=until))
    return take(ask, turn, by=by, seen=seen, change=to_sleep)


def _longest_sleep(ask: Ask) -> date:
    """Not beyond the day it is wanted by, and never longer than four weeks of work."""
    latest = calendar().add_working_days(clock.today(), LONGEST_SLEEP)
    if ask.by_date and ask.by_date > clock.today():
        return min(latest, ask.by_date)
    return latest


def wake(ask: Ask) -> None:
    """The date of a snooze has come; called by the clock."""
    with transaction.atomic():
        row = locked_ask(ask)
        due = row.snoozed_until is not None and row.snoozed_until <= clock.today()
        if row.state != "snoozed" or not due or row.collaboration.state != "asking":
            return
        row.state, row.snoozed_until = "sent", None
        row.version += 1
        row.save(update_fields=MOVING)
        record(event_of(row, Turn(verb="wake"), "snoozed", 0), by=None)
        settle(row)


def reply(ask: Ask, *, sentence: str, by: Person, seen: int | None = None) -> Answer:
    """The receiver's remaining hours go on."""
    check_sentence(sentence, needed=_("Please answer the question."))
    return take(ask, Turn(verb="reply", sentence=sentence), by=by, seen=seen)


def confirm(ask: Ask, *, by: Person, sentence: str = "", seen: int | None = None) -> Answer:
    check_sentence(sentence)
    return take(ask, Turn(verb="confirm", sentence=sentence), by=by, seen=seen)


def send_back(ask: Ask, *, reason: str, by: Person, seen: int | None = None) -> Answer:
    check_sentence(reason, needed=_("Say what the liaison should change."))

    def back(row: Ask) -> str:
        clear_agreement(row)
        return "sent"

    return take(ask, Turn(verb="send_back", sentence=reason), by=by, seen=seen, change=back)


def agree(ask: Ask, *, by: Person, sentence: str = "", seen: int | None = None) -> Answer:
    """To the receiver's conditions or counter-proposal."""
    check_sentence(sentence)
    turn = Turn(verb="agree", sentence=sentence)
    return take(ask, turn, by=by, seen=seen, change=_taking_the_offer)


def choose_offered(
    ask: Ask, *, option: AnswerOption, by: Person, seen: int | None = None
) -> Answer:
    """One of the options the receiver offered last."""
    offered = ask.answers.filter(verb="offer_options").last()
    terms = _terms_of(option, ask, of=offered is not None and offered.pk == option.answer_id)
    turn = Turn(verb="choose_offered", chosen=option.what, terms=terms)
    return take(ask, turn, by=by, seen=seen, change=_taking(terms))


def none_fits(ask: Ask, *, sentence: str, by: Person, seen: int | None = None) -> Answer:
    check_sentence(sentence, needed=_("Say what is missing in the options."))
    return take(ask, Turn(verb="none_fits", sentence=sentence), by=by, seen=seen)


def _committing(terms: AnswerTerms, *, by: Person) -> Change:
    def commit(row: Ask) -> str:
        _agree_on(row, terms)
        return _binding_state(row, by=by)

    return commit


def _taking_the_offer(row: Ask) -> str:
    last = (
        row.answers.select_related("by")
        .filter(verb__in=("accept_with_conditions", "counter"))
        .last()
    )
    assert last is not None
    offered = AnswerTerms(
        what=last.what, by_date=last.by_date, effort_days=last.effort_days, people=last.people,
        give_back=last.give_back,
    )  # fmt: skip
    _agree_on(
        row, offered, condition=last.sentence if last.verb == "accept_with_conditions" else ""
    )
    return _binding_state(row, by=last.by)


def _taking(terms: AnswerTerms) -> Change:
    def take_option(row: Ask) -> str:
        last = row.answers.select_related("by").filter(verb="offer_options").last()
        assert last is not None
        _agree_on(row, terms)
        return _binding_state(row, by=last.by)

    return take_option


def _binding_state(ask: Ask, *, by: Person) -> str:
    """A liaison binds the department within the limit its head set; unknown effort is beyond it.

    Its head, and whoever stands above it and answers because it was silent, bind it in any case.
    """
    limit = ask.department.accept_limit_days
    within = limit is None or (
        ask.agreed_effort_days is not None and ask.agreed_effort_days <= limit
    )
    if within or any(as_head(by, above) for above in ancestors(ask.department)):
        return "agreed"
    return "awaiting_head"


def _agree_on(ask: Ask, terms: AnswerTerms, *, condition: str = "") -> None:
    """Both sides stand on these terms, completed by what was asked."""
    asked = AnswerTerms(
        what=ask.what, by_date=ask.by_date, effort_days=ask.effort_days, give_back=ask.give_back
    )
    final = terms.over(asked)
    ask.agreed_what = f"{final.what}（{condition}）" if condition else final.what
    ask.agreed_by_date, ask.agreed_effort_days = final.by_date, final.effort_days
    ask.agreed_people, ask.agreed_give_back = final.people, final.give_back


def _forwarding(department: Department | None, person: Person | None, *, by: Person) -> Change:
    def pass_on(row: Ask) -> str:
        judge_forward(row, department=department, person=person)
        row.person = person
        if department is not None:
            row.department, row.clock_started_at = department, clock.now()
            bring_in(row.collaboration, department, by=by)
        if person is not None:
            bring_in_person(row.collaboration, person, by=by)
        return "sent"

    return pass_on


def _terms_of(option: AskOption | AnswerOption, ask: Ask, *, of: bool) -> AnswerTerms:
    if not of:
        raise wrong(option=_("This option is no longer on the table."))
    what = _chosen_way(ask.what, option.what)
    return AnswerTerms(what=what, by_date=option.by_date, effort_days=option.effort_days)


def _chosen_way(asked: str, way: str) -> str:
    """An option says how, often without naming what: 「20 套」 of 「直播话术 20 套」."""
    if asked in way:
        return way
    if way in asked:
        return asked
    what, *rest = asked.split("\n")
    return "\n".join([f"{what.strip()} · {way}", *rest])
