"""The asking side: a request is drafted, sent, revised, withdrawn or left open."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import EllipsisType

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions.bringing_in import bring_in
from tongzhou.collaborations.actions.intakes import fill, require_filled
from tongzhou.collaborations.actions.moves import divide_if_settled, locked
from tongzhou.collaborations.actions.turns import (
    Turn,
    copy,
    event_of,
    judged,
    locked_ask,
    require_unchanged,
    settle,
    take,
)
from tongzhou.collaborations.intake_values import Filled
from tongzhou.collaborations.models import Answer, Ask, AskOption, Collaboration
from tongzhou.collaborations.policy.cases import as_initiator
from tongzhou.collaborations.states import SETTLED
from tongzhou.collaborations.terms import (
    AnswerTerms,
    AskTerms,
    OptionTerms,
    check_asked,
    check_ready,
    check_sentence,
    day_errors,
    refuse,
)
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.actions.checks import check_living
from tongzhou.org.models import Department, Person

DRAFTED = ("what", "why", "by_date", "effort_days", "gain", "give_back", "intake", "version")
Intake = Filled | None | EllipsisType
"""The asked department's own form as filled in; `...` leaves it as it is."""


@dataclass(frozen=True)
class Wording:
    """All that the asker writes."""

    terms: AskTerms
    options: tuple[OptionTerms, ...]
    intake: Intake


def require_before_division(case: Collaboration) -> None:
    if case.state not in ("draft", "asking"):
        raise NotPossibleNow(_("Requests are made before the work is divided."))


def draft(
    collaboration: Collaboration,
    *,
    department: Department,
    terms: AskTerms,
    options: Sequence[OptionTerms] = (),
    intake: Filled | None = None,
    by: Person,
) -> Ask:
    """The asked department becomes a party, if it is none yet."""
    check_asked(terms)
    check_ready(options)
    with transaction.atomic():
        case = locked(collaboration)
        standing = as_initiator(by, case)
        require_before_division(case)
        _require_another(case, department)
        bring_in(case, department, by=by)
        last = case.asks.aggregate(last=Max("position"))["last"] or 0
        ask = Ask(
            collaboration=case, department=department, position=last + 1,
            intake=intake.form if intake else None, **vars(terms),
        )  # fmt: skip
        ask.save(force_insert=True)
        _attach(ask, options)
        fill(ask, intake, by=by)
        event = event_of(ask, Turn(verb="draft"), "", 0)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(ask)
    return ask


def revise(
    ask: Ask,
    *,
    terms: AskTerms,
    options: Sequence[OptionTerms] = (),
    intake: Intake = ...,
    by: Person,
    seen: int | None = None,
    sentence: str = "",
) -> None:
    """Reword a draft; after it was sent: ask again with these terms, and a fresh clock."""
    check_asked(terms)
    check_ready(options)
    check_sentence(sentence)
    wording = Wording(terms, tuple(options), intake)
    with transaction.atomic():
        if locked_ask(ask).state == "draft":
            _edit(ask, wording, by=by, seen=seen)
        else:
            _ask_again(ask, wording, by=by, seen=seen, sentence=sentence)


def remove(ask: Ask, *, by: Person) -> None:
    """A draft goes; what was sent can only be withdrawn."""
    with transaction.atomic():
        row = locked_ask(ask)
        standing = judged(row, "withdraw", by=by)
        if row.state != "draft":
            raise NotPossibleNow(_("This request was sent: it can be withdrawn, not removed."))
        record(
            event_of(row, Turn(verb="remove"), "draft", 0),
            by=by,
            on_behalf_of=standing.on_behalf_of,
        )
        balls.rest("ask", row.pk)
        row.delete()
        divide_if_settled(row.collaboration, by=by)


def send(ask: Ask, *, by: Person, seen: int | None = None) -> Answer:
    return take(ask, _first_turn(ask), by=by, seen=seen, change=_to_sent)


def send_all(collaboration: Collaboration, *, by: Person) -> None:
    """Every draft goes out; call it when the collaboration itself has been sent."""
    for ask in collaboration.asks.filter(state="draft").select_related("collaboration"):
        send(ask, by=by)


def withdraw(ask: Ask, *, by: Person, reason: str = "", seen: int | None = None) -> Answer:
    check_sentence(reason)
    return take(ask, Turn(verb="withdraw", sentence=reason), by=by, seen=seen)


def leave_open(ask: Ask, *, reason: str, by: Person, seen: int | None = None) -> Answer:
    """Recorded decision to go on to dividing without an agreement on this ask."""
    check_sentence(reason, needed=_("Say in a sentence why you go on without an agreement."))
    return take(ask, Turn(verb="leave_open", sentence=reason), by=by, seen=seen)


def open_in(collaboration: Collaboration) -> QuerySet[Ask]:
    """What still holds the collaboration back."""
    return collaboration.asks.exclude(state__in=SETTLED)


def settle_all(collaboration: Collaboration) -> None:
    """The balls of all asks anew, after the collaboration was paused or cancelled."""
    rows = collaboration.asks.select_related("department__head", "department__deputy", "person")
    for ask in rows:
        ask.collaboration = collaboration
        settle(ask)


def resume_all(collaboration: Collaboration) -> None:
    """After a pause every open ask starts with a fresh clock."""
    sent = open_in(collaboration).filter(clock_started_at__isnull=False)
    sent.update(clock_started_at=clock.now())
    settle_all(collaboration)


def _require_another(case: Collaboration, department: Department) -> None:
    if department.pk == case.department_id:
        wrong = _("A department does not ask itself: choose another one.")
        raise Invalid(wrong, errors={"department": wrong})
    check_living(department)


def _attach(ask: Ask, options: Sequence[OptionTerms]) -> None:
    ask.options.all().delete()
    AskOption.objects.bulk_create(
        AskOption(ask=ask, position=position, **vars(option))
        for position, option in enumerate(options, start=1)
    )


def _edit(ask: Ask, wording: Wording, *, by: Person, seen: int | None) -> None:
    row = locked_ask(ask)
    standing = judged(row, "revise", by=by)
    mine = {"what": wording.terms.what, "why": wording.terms.why}
    require_unchanged(row, seen=seen, mine=mine)
    _reword(row, wording, by=by)
    row.version += 1
    row.save(update_fields=DRAFTED)
    event = event_of(row, Turn(verb="edit"), "draft", 0)
    record(event, by=by, on_behalf_of=standing.on_behalf_of)
    settle(row)
    copy(row, ask)


def _ask_again(ask: Ask, wording: Wording, *, by: Person, seen: int | None, sentence: str) -> None:
    def reword(row: Ask) -> str:
        _reword(row, wording, by=by)
        require_filled(row)
        return "sent"

    turn = Turn(
        verb="revise", sentence=sentence, terms=_on_the_table(wording.terms),
        options=wording.options,
    )  # fmt: skip
    take(ask, turn, by=by, seen=seen, change=reword)


def _reword(ask: Ask, wording: Wording, *, by: Person) -> None:
    for name, value in vars(wording.terms).items():
        setattr(ask, name, value)
    _attach(ask, wording.options)
    if not isinstance(wording.intake, EllipsisType):
        fill(ask, wording.intake, by=by)


def _first_turn(ask: Ask) -> Turn:
    terms = AskTerms(
        what=ask.what, why=ask.why, by_date=ask.by_date, effort_days=ask.effort_days,
        gain=ask.gain, give_back=ask.give_back,
    )  # fmt: skip
    ready = ask.options.values("what", "by_date", "effort_days")
    options = tuple(OptionTerms(**option) for option in ready)
    return Turn(verb="send", terms=_on_the_table(terms), options=options)


def _on_the_table(terms: AskTerms) -> AnswerTerms:
    return AnswerTerms(
        what=terms.what, by_date=terms.by_date, effort_days=terms.effort_days,
        give_back=terms.give_back,
    )  # fmt: skip


def _to_sent(ask: Ask) -> str:
    if ask.by_date is None:
        facts = {"department": ask.department}
        wrong = _("Say by when %(department)s is asked to do it.") % facts
        raise Invalid(wrong, errors={"by_date": wrong})
    refuse(day_errors(by_date=ask.by_date))
    require_filled(ask)
    return "sent"
