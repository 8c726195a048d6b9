"""A version as its page shows it: values, no ORM beyond the version itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tongzhou.agreements.models import Objection, Version
from tongzhou.agreements.queries.breaks import Break
from tongzhou.agreements.queries.last_signed import LastSigned
from tongzhou.agreements.reading import Difference, Fact
from tongzhou.agreements.states import VERSION
from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence
from tongzhou.ui.formats import joined

FRESH = timedelta(seconds=8)


@dataclass(frozen=True, slots=True)
class Given:
    """A signature as it is shown; `carried` when it was given to an earlier version.

    `acting`: by somebody who only acted as head at that moment.
    """

    key: UUID
    person: str
    on_behalf_of: str
    at: datetime
    carried: bool
    acting: bool = False


@dataclass(frozen=True, slots=True)
class SeatLine:
    department: UUID
    name: str
    hue: int
    seal: str
    given: Given | None


@dataclass(frozen=True)
class RowLine:
    id: UUID
    hash: str
    number: int | None
    name: str
    owner: str
    hue: int
    facts: list[Fact]
    changes: list[Difference]
    is_new: bool
    seats: list[SeatLine]
    departments: frozenset[UUID]
    is_dropped: bool = False
    warranted_by: int | None = None

    def is_open_for(self, department: UUID) -> bool:
        return any(seat.department == department and not seat.given for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Seal:
    """One department's stand: `state` is signed, wait, object or void."""

    department: UUID
    name: str
    hue: int
    text: str
    state: str
    rows: int
    open_rows: int
    carried: int
    given: Given | None
    head: str

    @property
    def is_fresh(self) -> bool:
        """Pressed onto the page a moment ago."""
        given = self.given
        return given is not None and not given.carried and clock.now() - given.at < FRESH


@dataclass(frozen=True, slots=True)
class Offer:
    """This person may sign for the department, or reads why not.

    `since` is what this person last signed for it: the rows say what is different from that.
    """

    department: UUID
    name: str
    hue: int
    rows: list[RowLine]
    kept: int
    on_behalf_of: str
    refusal: Sentence
    since: LastSigned | None = None


@dataclass(frozen=True)
class Sheet:
    version: Version
    rows: list[RowLine]
    seals: list[Seal]
    offers: list[Offer]
    objectors: list[tuple[UUID, str]]
    objection: Objection | None
    breaks: list[Break]
    may_withdraw: bool
    compared_with: int | None

    @property
    def label(self) -> Sentence:
        return VERSION.state(self.version.state).label

    @property
    def tone(self) -> str:
        return VERSION.state(self.version.state).tone

    @property
    def signed(self) -> int:
        return sum(seal.state == "signed" for seal in self.seals)

    @property
    def on_two_sides(self) -> list[tuple[str, str]]:
        """Who signed for more than one department, and for which."""
        sides: dict[UUID, list[Seal]] = {}
        for seal in self.seals:
            if seal.given:
                sides.setdefault(seal.given.key, []).append(seal)
        several = [seals for seals in sides.values() if len(seals) > 1]
        return [
            (seals[0].given.person, joined(one.name for one in seals))
            for seals in several
            if seals[0].given
        ]

    @property
    def changed_rows(self) -> list[RowLine]:
        return [row for row in self.rows if row.changes or row.is_new or row.is_dropped]
