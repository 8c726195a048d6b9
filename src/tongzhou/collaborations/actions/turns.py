"""One turn of an ask's conversation: judged, written, recorded, and the ball passed on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions.intakes import pairs_of
from tongzhou.collaborations.actions.moves import divide_if_settled, locked
from tongzhou.collaborations.events.asks import TURNED, AskTurn
from tongzhou.collaborations.holders import holder
from tongzhou.collaborations.models import Answer, AnswerOption, Ask, Collaboration
from tongzhou.collaborations.policy.asks import judge
from tongzhou.collaborations.states import ASK, COLLABORATION
from tongzhou.collaborations.terms import UNCHANGED, AnswerTerms, OptionTerms
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing

STARTS_CLOCK = ("send", "revise", "none_fits")
WITH_INTAKE = ("send", "revise")
MOVING = (
    "state", "version", "department", "person", "what", "why", "by_date", "effort_days", "gain",
    "give_back", "sent_at", "clock_started_at", "snoozed_until", "settled_at", "agreed_what",
    "agreed_by_date", "agreed_effort_days", "agreed_people", "agreed_give_back", "intake",
)  # fmt: skip
"""The fields a turn may change."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    verb: str
    sentence: str = ""
    terms: AnswerTerms = UNCHANGED
    chosen: str = ""
    options: tuple[OptionTerms, ...] = ()
    to_department: Department | None = None
    to_person: Person | None = None


Change = Callable[[Ask], str]
"""Changes the locked row as the verb demands and says which state follows."""


def take(
    ask: Ask, turn: Turn, *, by: Person, seen: int | None, change: Change | None = None
) -> Answer:
    """Raises `Refused`, `Stale` or `NotPossibleNow`; brings `ask` itself up to date as well."""
    with transaction.atomic():
        row = locked_ask(ask)
        standing = judged(row, turn.verb, by=by)
        require_unchanged(row, seen=seen, mine={"sentence": turn.sentence, "what": turn.terms.what})
        require_asking(row.collaboration)
        ASK.check(row.state, turn.verb)
        before, side = row.state, _side(row, turn.verb)
        row.state = change(row) if change else ASK.after(before, turn.verb)
        _keep_time(row, turn.verb)
        row.save(update_fields=MOVING)
        answer = _write(row, turn, side, standing)
        record(
            event_of(row, turn, before, answer.number, intake=answer.intake),
            by=by,
            on_behalf_of=standing.on_behalf_of,
            keeps=[answer, *answer.options.all()],
        )
        settle(row)
        divide_if_settled(row.collaboration, by=by)
    copy(row, ask)
    return answer


def locked_ask(ask: Ask) -> Ask:
    """The row as it stands now; its collaboration is locked first, as everybody does."""
    case = locked(ask.collaboration)
    rows = Ask.objects.select_for_update(of=("self",))
    row: Ask = rows.select_related("department__head", "department__deputy", "person").get(
        pk=ask.pk
    )
    row.collaboration = case
    return row


def judged(ask: Ask, verb: str, *, by: Person) -> Standing:
    """In which capacity `by` does it; raises `Refused`, saying who may."""
    standing, verdict = judge(by, ask, verb)
    verdict.require()
    assert standing is not None
    return standing


def require_unchanged(ask: Ask, *, seen: int | None, mine: dict[str, str]) -> None:
    if seen is None or seen == ask.version:
        return
    last = ask.answers.select_related("by").last()
    sentence: Sentence = _("Someone else changed this in the meantime.")
    if last:
        facts = {"person": last.by, "verb": ASK.move(last.verb).label}
        sentence = _("%(person)s was here first: “%(verb)s”. Your text is kept.") % facts
    theirs = {"state": str(ASK.state(ask.state).label)}
    raise Stale(sentence, mine={key: text for key, text in mine.items() if text}, theirs=theirs)


def require_asking(case: Collaboration) -> None:
    if case.state != "asking":
        state = COLLABORATION.state(case.state).label
        sentence = _("The collaboration is “%(state)s”: requests and answers have to wait.")
        raise NotPossibleNow(sentence % {"state": state})


def settle(ask: Ask) -> None:
    """The ball where the state names it."""
    found = holder(ask, list(ask.answers.select_related("by")))
    balls.settle(
        "ask",
        ask.pk,
        ask.collaboration,
        state=ask.state,
        title=ask.title,
        holders=[found] if found else [],
    )


def event_of(
    ask: Ask, turn: Turn, before: str, number: int, *, intake: Sequence[Sequence[str]] = ()
) -> AskTurn:
    terms = turn.terms
    handed_on = turn.to_person is not None and turn.to_department is None
    return TURNED["hand_on" if handed_on else turn.verb](
        subject=ask.pk,
        collaboration=ask.collaboration_id,
        department=DepartmentId(ask.department_id),
        what=ask.title,
        number=number,
        version=ask.version,
        before=before,
        after=ask.state,
        said=turn.sentence or turn.chosen,
        terms=terms.what,
        by_date=terms.by_date,
        effort_days=None if terms.effort_days is None else str(terms.effort_days),
        give_back=terms.give_back,
        options=tuple(option.what for option in turn.options),
        intake=tuple(": ".join(pair) for pair in intake),
        to_department=DepartmentId(turn.to_department.pk) if turn.to_department else None,
        to_person=PersonId(turn.to_person.pk) if turn.to_person else None,
    )


def clear_agreement(ask: Ask) -> None:
    """Nothing is promised any more, or not yet."""
    ask.agreed_what = ask.agreed_people = ask.agreed_give_back = ""
    ask.agreed_by_date = ask.agreed_effort_days = None


def copy(row: Ask, ask: Ask) -> None:
    for name in MOVING:
        setattr(ask, name, getattr(row, name))
    ask.collaboration = row.collaboration


def _side(ask: Ask, verb: str) -> Department:
    asking = ASK.move(verb).who == "initiator"
    return ask.collaboration.department if asking else ask.department


def _keep_time(ask: Ask, verb: str) -> None:
    now = clock.now()
    ask.version += 1
    ask.settled_at = now if ask.is_settled else None
    if ask.state in ("withdrawn", "left_open"):
        clear_agreement(ask)
    if verb in STARTS_CLOCK:
        ask.clock_started_at = now
        ask.sent_at = ask.sent_at or now
    if verb != "snooze":
        ask.snoozed_until = None


def _write(ask: Ask, turn: Turn, side: Department, standing: Standing) -> Answer:
    last = ask.answers.order_by("-number").values_list("number", flat=True).first() or 0
    answer = Answer(
        ask=ask, number=last + 1, verb=turn.verb, department=side, by=standing.person,
        on_behalf_of=standing.on_behalf_of, at=clock.now(), sentence=turn.sentence,
        chosen=turn.chosen, intake=pairs_of(ask) if turn.verb in WITH_INTAKE else [],
        to_department=turn.to_department, to_person=turn.to_person,
        **vars(turn.terms),
    )  # fmt: skip
    answer.save(force_insert=True)
    AnswerOption.objects.bulk_create(
        AnswerOption(answer=answer, position=position, **vars(option))
        for position, option in enumerate(turn.options, start=1)
    )
    return answer
