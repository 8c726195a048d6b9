"""Who works with whom on what: requests, parties, asks and answers."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tongzhou.agreements.models import Version
from tongzhou.collaborations.models import Answer, Ask, Collaboration, Milestone, Party
from tongzhou.core import clock
from tongzhou.demo.scale import words
from tongzhou.demo.scale.house import House
from tongzhou.demo.scale.lives import Life, life
from tongzhou.discussions.models import Comment
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.models import Delivery, Improvement, Retrospective
from tongzhou.plans.models import Task
from tongzhou.problems.models import Fact, Option, Problem, Ruling, Side
from tongzhou.progress.models import RiskNotice, WeeklyRound

PARTNERS = 3
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Update:
    """What one check-in leaves in the journal."""

    at: datetime
    task: UUID
    name: str
    by: UUID
    percent: int
    before: int


@dataclass(frozen=True, slots=True)
class Signing:
    """One head's act of signing a version."""

    at: datetime
    department: UUID
    by: UUID
    rows: int
    digest: str


@dataclass(slots=True)
class Trouble:
    """A problem with all that hangs on it; without a ruling it is still open."""

    row: Problem
    sides: tuple[Side, Side]
    facts: list[Fact]
    option: Option | None = None
    ruling: Ruling | None = None
    superior: Person | None = None


@dataclass(slots=True)
class Troubles:
    notices: list[RiskNotice] = field(default_factory=list)
    problems: list[Trouble] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """A collaboration with all that is told of it later; rows that nobody asks for are not kept."""

    row: Collaboration
    life: Life
    departments: list[Department]
    asks: list[Ask]
    accepted: set[UUID] = field(default_factory=set)
    tasks: list[Task] = field(default_factory=list)
    carriers: dict[UUID, Person] = field(default_factory=dict)
    leads: dict[UUID, Person] = field(default_factory=dict)
    criteria: dict[UUID, str] = field(default_factory=dict)
    version: Version | None = None
    signings: list[Signing] = field(default_factory=list)
    rounds: list[WeeklyRound] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    retrospective: Retrospective | None = None
    improvement: Improvement | None = None
    troubles: Troubles = field(default_factory=Troubles)

    @property
    def initiator(self) -> Department:
        return self.departments[0]

    @property
    def state(self) -> str:
        return self.life.state

    def day(self, after: int) -> date:
        """So many days after the work was divided."""
        return (self.life.divided.astimezone(clock.zone()) + after * DAY).date()


def cases(states: list[str], house: House, chance: random.Random) -> list[Case]:
    """In the order in which they were drafted."""
    made = [_case(state, house, chance) for state in states]
    made.sort(key=lambda case: case.life.drafted)
    for case in made:
        case.row.number = house.number(case.life.drafted)
    return made


def _case(state: str, house: House, chance: random.Random) -> Case:
    now = house.now
    departments = chance.sample(house.working, 1 + PARTNERS)
    theme = words.theme(chance)
    lived = life(state, PARTNERS, now, chance, house.calendar)
    person = house.member(departments[0], chance.randrange(1_000))
    row = Collaboration(
        name=theme.name, department=departments[0], person_in_charge=person,
        background=theme.background, goal=theme.goal, state=state, created_by=person,
        created_at=lived.drafted, sent_at=lived.sent, state_since=lived.since,
        changed_at=max(lived.since, lived.weeks[-1].monday if lived.weeks else lived.since),
        visibility="company" if chance.random() < 0.1 else "parties",
    )  # fmt: skip
    case = Case(row, lived, departments, [])
    row.wanted_date = case.day(80)
    case.asks = [_ask(case, place, chance) for place in range(1, PARTNERS + 1)]
    return case


def _ask(case: Case, place: int, chance: random.Random) -> Ask:
    """An open request may have its first answers."""
    department, lived = case.departments[place], case.life
    what, gain = words.asked_of(department.code, chance)
    ask = Ask(
        collaboration=case.row, department=department, position=place, what=what,
        why=case.row.background, by_date=case.day(45 + 5 * place),
        effort_days=Decimal(chance.randint(3, 30)), gain=gain,
        give_back=f"{case.initiator.name}安排专人对接，{chance.randint(1, 3)} 天内答复问题",
        state="sent", version=2, sent_at=lived.sent, clock_started_at=lived.sent,
    )  # fmt: skip
    if lived.reached("dividing") or (place == 1 and chance.random() < 0.5):
        case.accepted.add(ask.pk)
        ask.state, ask.version, ask.settled_at = "agreed", 3, answered_at(case, place)
        ask.agreed_what, ask.agreed_by_date = ask.what, ask.by_date
        ask.agreed_effort_days, ask.agreed_give_back = ask.effort_days, ask.give_back
    return ask


def answered_at(case: Case, place: int) -> datetime:
    if case.life.reached("dividing"):
        return case.life.answered[place - 1]
    return case.life.sent + timedelta(minutes=40)


def write(made: list[Case], house: House) -> None:
    Collaboration.objects.bulk_create([case.row for case in made])
    Party.objects.bulk_create(
        Party(collaboration=case.row, department=one, is_initiator=not place, position=place)
        for case in made
        for place, one in enumerate(case.departments)
    )
    Milestone.objects.bulk_create(
        Milestone(collaboration=case.row, name=name, on=case.day(after), position=place)
        for case in made
        for place, (name, after) in enumerate((("方案定稿", 14), ("首批上线", 45)))
    )
    Ask.objects.bulk_create(ask for case in made for ask in case.asks)
    Answer.objects.bulk_create(turn for case in made for turn in _turns(case, house))


def _turns(case: Case, house: House) -> list[Answer]:
    found = []
    for ask in case.asks:
        person: Person = case.row.person_in_charge
        sent = Answer(
            ask=ask, number=1, verb="send", department=case.initiator, by=person,
            at=case.life.sent, what=ask.what, by_date=ask.by_date, effort_days=ask.effort_days,
            give_back=ask.give_back,
        )  # fmt: skip
        found.append(sent)
        if ask.pk in case.accepted:
            accepted = Answer(
                ask=ask, number=2, verb="accept", department=ask.department,
                by=house.liaison(ask.department), at=answered_at(case, ask.position),
                sentence="可以，按这个来。",
            )  # fmt: skip
            found.append(accepted)
    return found
