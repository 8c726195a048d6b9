"""Collaborations in every stage, played through the same actions the pages call."""

from decimal import Decimal
from heapq import heapify, heappop, heappush

from tongzhou.agreements.actions import circulating, signing
from tongzhou.agreements.actions.turns import unsigned_departments
from tongzhou.agreements.models import Version
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.actions import answers, asks, cases, importance
from tongzhou.collaborations.actions.importance import Importance
from tongzhou.collaborations.terms import AnswerTerms, AskTerms
from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.demo.delivering import deliver, look_back
from tongzhou.demo.dividing import divide
from tongzhou.demo.played import Played, Scenes
from tongzhou.demo.questions import filled
from tongzhou.demo.scripts import scripts
from tongzhou.demo.talking import talk
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Department


def play(company: Company, *beside: Scenes) -> int:
    """How many collaborations there are now; their scenes, and what happens `beside` them, take
    turns, so that time only goes on.
    """
    today = clock.now()
    told = [_scenes(Played(company, script, today)) for script in scripts()]
    going_on = [*told, *beside]
    waiting = [(next(scenes), number) for number, scenes in enumerate(going_on)]
    heapify(waiting)
    with clock.at(today):
        while waiting:
            moment, number = heappop(waiting)
            clock.move_to(moment)
            following = next(going_on[number], None)
            run_once()
            if following:
                heappush(waiting, (following, number))
    return len(told)


def _scenes(played: Played) -> Scenes:
    yield played.moment(0)
    _draft(played)
    if played.reaches("asking"):
        yield from _ask(played)
        yield from talk(played)
    if played.reaches("dividing"):
        yield from divide(played)
    if played.reaches("signing"):
        yield from _sign(played)
    if played.reaches("delivering"):
        yield from deliver(played)
    if played.reaches("reviewing"):
        yield from look_back(played)
    if played.script.ends:
        yield played.moment(played.script.started - 2)
        END[played.script.ends](played.case, reason=played.script.because, by=played.initiator)


END = {"paused": cases.pause, "cancelled": cases.cancel}


def _draft(played: Played) -> None:
    script = played.script
    played.case = cases.draft(
        played.department(script.department),
        cases.Contents(
            name=script.name,
            person_in_charge=played.initiator,
            partners=tuple(played.department(part.department) for part in script.parts),
            background=script.background,
            goal=script.goal,
            wanted_date=played.date(script.lasts),
        ),
        by=played.initiator,
    )
    for part in script.parts:
        terms = AskTerms(
            what=part.ask,
            why=script.background,
            by_date=played.date(script.lasts - 15),
            effort_days=Decimal(part.days),
            gain=part.gain,
            give_back=part.give_back,
        )
        department = played.department(part.department)
        played.asks.append(
            asks.draft(
                played.case,
                department=department,
                terms=terms,
                intake=filled(department),
                by=played.initiator,
            )  # fmt: skip
        )


def _ask(played: Played) -> Scenes:
    yield played.moment(0, hours=2)
    cases.send(played.case, by=played.initiator)
    _say_how_important(played)
    if played.script.stage == "asking":
        first = played.script.parts[0]
        yield played.moment(1)
        answers.counter(
            played.asks[0],
            terms=AnswerTerms(by_date=played.date(played.script.lasts - 8)),
            sentence="人手本周有两项上线，晚一周可以做完整。",
            by=played.liaison(first.department),
        )
        return
    for number, (ask, part) in enumerate(zip(played.asks, played.script.parts, strict=True)):
        if part.by:
            yield played.after(hours=1)
        else:
            yield played.moment(1 + number, hours=(len(part.ask) + 3 * number) % 7)
        answers.accept(ask, by=played.answering(part), sentence="可以，按这个来。")


def _say_how_important(played: Played) -> None:
    """The two that press most say so, with what it rests on."""
    if played.script.stage != "asking" and not played.script.troubled:
        return
    wanted = played.date(played.script.lasts)
    stated = Importance(
        value=3, value_evidence=played.script.background,
        urgency=2, urgency_evidence=f"{wanted.month}月{wanted.day}日前见不到效果，就要等到下一季度。",
    )  # fmt: skip
    importance.state_priority(played.case, stated, by=played.initiator)
    if played.script.troubled:
        importance.record_attention(
            played.case, who="陈远", said="列入本季度经营会重点，每两周看一次进展。",
            on=clock.today(), evidence="经营会纪要第 3 条", by=played.initiator,
        )  # fmt: skip


def _sign(played: Played) -> Scenes:
    yield played.moment(8)
    version = circulating.circulate(played.case, by=played.initiator)
    waiting = 1 if played.script.stage == "signing" else 0
    departments = unsigned_departments(version)
    for number, department in enumerate(departments[: len(departments) - waiting]):
        yield played.moment(9 + number % 2, hours=number)
        _stamp(version, department)


def _stamp(version: Version, department: Department) -> None:
    assert department.head is not None
    signing.sign(
        version,
        department=department,
        by=department.head,
        seen=version.root,
        proof=Proof(clock.now()),
    )
