"""The bundle, version 1: a whole organisation and its history as one JSON file.

`bin/docs` writes docs/bundle.schema.json from these shapes. What a source does not know is absent,
never guessed; every fact of one collaboration stands inside it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

FORMAT = "tongzhou-bundle"
VERSION = 1
Key = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Moment = Annotated[
    str,
    StringConstraints(
        pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$"
    ),
]
"""A day, or a moment with its zone: as exact as the source knows it."""


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Origin(Shape):
    """Where the facts come from; `key` tells bundles of one source from those of another."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
    name: str
    as_of: date
    attribution: str = ""


class Period(Shape):
    """A named span that plans are made for: a release, a quarter. `order` counts them."""

    key: Key
    order: int
    name: str = ""
    starts: date | None = None
    ends: date | None = None
    days: dict[str, date] = {}


class Department(Shape):
    """The first of `parents` is where it stands; further ones are kept as facts."""

    key: Key
    name: str
    kind: str = ""
    parents: list[Key] = []
    aliases: list[str] = []
    former_names: list[FormerName] = []
    founded: date | None = None
    dissolved: date | Literal[True] | None = None
    successor: Key | None = None
    purpose: str = ""
    heads: list[Key] = []
    deputies: list[Key] = []
    liaisons: list[Key] = []


class FormerName(Shape):
    name: str
    until: date | None = None


class Seat(Shape):
    department: Key
    role: str
    since: date | None = None
    until: date | None = None


class Person(Shape):
    key: Key
    name: str = ""
    aliases: list[str] = []
    seats: list[Seat] = []


class Goal(Shape):
    key: Key
    name: str
    department: Key | None = None
    parent: Key | None = None
    measure: str = ""
    baseline: str | None = None
    target: str | None = None
    current: str | None = None
    period: Key | None = None


class Term(Shape):
    name: str
    meaning: str
    department: Key | None = None


class Answer(Shape):
    kind: str
    at: Moment | None = None
    by: Key | None = None
    text: str = ""
    terms: dict[str, Any] = {}


class Ask(Shape):
    """`person`: where the source knows who was asked, or that a person and no department was."""

    key: Key
    department: Key | None = None
    person: Key | None = None
    what: str = ""
    gain: str = ""
    sent: Moment | None = None
    settled: Moment | None = None
    state: str = ""
    answers: list[Answer] = []


class Raci(Shape):
    responsible: list[Key] = []
    accountable: list[Key] = []
    consulted: list[Key] = []
    informed: list[Key] = []


class Target(Shape):
    """What a row was planned for, each time it was written: `before` and `after` name periods."""

    at: Moment | None = None
    before: Key | None = None
    after: Key | None = None
    by: Key | None = None
    ref: str = ""


class Task(Shape):
    key: Key
    title: str
    department: Key | None = None
    period: Key | None = None
    starts: date | None = None
    due: date | None = None
    done: Moment | None = None
    state: str = ""
    deliverable: str = ""
    criteria: list[str] = []
    raci: Raci = Raci()
    targets: list[Target] = []


class Signature(Shape):
    """A historic fact, not a signature of this house: `signed` false was asked for and is open."""

    signed: bool
    item: str = ""
    task: Key | None = None
    by: Key | None = None
    department: Key | None = None
    at: Moment | None = None
    required: bool = True


class ApprovalSeat(Shape):
    """Somebody besides the accountable person whose yes is needed: a seat of the sign-off."""

    person: Key
    role: str = "approver"
    department: Key | None = None


class Update(Shape):
    at: Moment | None = None
    by: Key | None = None
    kind: str = ""
    text: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    ref: str = ""


class Change(Shape):
    what: str
    task: Key | None = None
    before: str = ""
    after: str = ""
    asked: Moment | None = None
    decided: Moment | None = None
    decision: str = ""
    by: Key | None = None
    ref: str = ""


class Outcome(Shape):
    kind: str
    at: Moment | None = None
    text: str = ""


class Initiator(Shape):
    """A person where no department asked."""

    department: Key | None = None
    person: Key | None = None


class Collaboration(Shape):
    """`is_open`: still under way on the day of `as_of`. `state` is the word of the source."""

    key: Key
    title: str
    initiator: Initiator = Initiator()
    parties: list[Key] = []
    state: str = ""
    is_open: bool
    filed: Moment | None = None
    closed: Moment | None = None
    background: str = ""
    goal: str = ""
    goals: list[Key] = []
    address: str = ""
    seats: list[ApprovalSeat] = []
    asks: list[Ask] = []
    tasks: list[Task] = []
    signatures: list[Signature] = []
    updates: list[Update] = []
    changes: list[Change] = []
    outcome: Outcome | None = None
    related: list[Key] = []


class Bundle(Shape):
    format: Literal["tongzhou-bundle"]
    version: Literal[1]
    origin: Origin
    visibility: Literal["company", "parties"] = "company"
    periods: list[Period] = []
    departments: list[Department] = []
    people: list[Person] = []
    goals: list[Goal] = []
    terms: list[Term] = []
    collaborations: list[Collaboration] = Field(default=[])


def schema() -> str:
    """As JSON Schema, for whoever writes bundles in another language."""
    return json.dumps(Bundle.model_json_schema(), ensure_ascii=False, indent=1) + "\n"
