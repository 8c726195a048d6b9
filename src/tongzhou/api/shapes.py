"""What the API says about each noun; texts of states are in the language of the token's person."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema


class Named(Schema):
    id: UUID
    name: str


class Me(Schema):
    id: UUID
    login: str
    name: str
    title: str
    department: Named
    language: str


class State(Schema):
    key: str
    label: str


class Ball(Schema):
    """Who moves next in one matter; `passed_to` is who is asked when time runs out."""

    kind: str
    matter: UUID
    title: str
    department: Named
    person: Named | None
    since: datetime
    due_at: datetime | None
    hours_left: float | None
    paused: str
    step: int


class Party(Schema):
    id: UUID
    name: str
    is_initiator: bool


class Option(Schema):
    id: UUID
    what: str
    by_date: date | None
    effort_days: Decimal | None


class Turn(Schema):
    """One answer by either side, with the terms it put on the table."""

    number: int
    verb: str
    label: str
    by: str
    on_behalf_of: str
    department: Named
    at: datetime
    sentence: str
    chosen: str
    what: str
    by_date: date | None
    effort_days: Decimal | None
    people: str
    give_back: str
    options: list[Option]


class Ask(Schema):
    """`verbs` are those the person of the token may do now."""

    id: UUID
    collaboration: UUID
    version: int
    state: State
    from_department: Named
    to_department: Named
    what: str
    why: str
    by_date: date | None
    effort_days: Decimal | None
    gain: str
    give_back: str
    options: list[Option]
    answers: list[Turn]
    verbs: list[str]


class CollaborationLine(Schema):
    id: UUID
    number: str
    name: str
    state: State
    wanted_date: date | None
    changed_at: datetime
    initiator: str
    partners: list[str]


class CollaborationPage(Schema):
    """`next` is the cursor of what follows; the counts are told where no cursor was sent."""

    items: list[CollaborationLine]
    next: str | None
    count: int | None = None
    page: int | None = None
    pages: int | None = None


class Collaboration(Schema):
    id: UUID
    number: str
    name: str
    state: State
    visibility: str
    version: int
    person_in_charge: Named
    background: str
    goal: str
    wanted_date: date | None
    parties: list[Party]
    balls: list[Ball]
    asks: list[Ask]
    verbs: list[str]


class Seat(Schema):
    """`stands_in` marks the head as long as nobody is named."""

    name: str
    person: UUID | None
    department: UUID
    stands_in: bool


class Task(Schema):
    id: UUID
    number: int
    name: str
    department: Named
    start: date | None
    end: date | None
    buffer_days: int
    deliverable: str
    effort_days: Decimal | None
    ask: UUID | None
    state: State
    percent: int
    risk: str
    version: int
    responsible: list[Seat]
    accountable: list[Seat]
    consulted: list[Seat]
    informed: list[Seat]
    supports: list[Named]
    criteria: list[str]


class CellEdit(Schema):
    """One cell as a person would type it; `was` is what it showed when typing began."""

    field: str
    value: str
    was: str | None = None


class OptionTerms(Schema):
    what: str
    by_date: date | None = None
    effort_days: Decimal | None = None


class NewAnswer(Schema):
    """`verb` is one of the ask's `verbs`; each verb takes the fields it needs.

    `version` is the ask's version the answer refers to: if it has moved on, nothing happens.
    """

    verb: str
    sentence: str = ""
    what: str = ""
    by_date: date | None = None
    effort_days: Decimal | None = None
    people: str = ""
    give_back: str = ""
    options: list[OptionTerms] = []
    option: UUID | None = None
    department: UUID | None = None
    person: UUID | None = None
    until: date | None = None
    version: int | None = None
