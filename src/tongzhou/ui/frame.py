"""What surrounds every page: navigation, current cases, the person. `desk.frame` fills it."""

from dataclasses import dataclass, field
from uuid import UUID

from tongzhou.core.verdicts import Sentence


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the rail. `tone` "seal" makes the count red: it waits for this person.

    `name` is what the person's own order calls it.
    """

    url: str
    icon: str
    label: Sentence
    count: int = 0
    tone: str = ""
    current: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A collaboration that is going on."""

    url: str
    name: str
    hue: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A button at the top right of every page."""

    url: str
    label: Sentence
    icon: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Me:
    """The person reading, as the rail's foot shows them."""

    id: UUID
    name: str
    short: str
    hue: int
    standing: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """`theme` is "", "light" or "dark", `density` "", "compact" or "roomy"; `search_url` and
    `sign_out_url` are empty while absent.

    `waiting` is how many matters wait for this person, on every page the same number,
    `gains` those among them that ask whether a gain came.
    `estimated_years` are those to come whose public holidays nobody knows yet. `seq` is the journal
    entry up to which the page tells; 0 when the page does not listen for what comes after it.
    """

    person: Me
    items: list[Item]
    cases: list[Case] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    theme: str = ""
    density: str = ""
    search_url: str = ""
    palette_url: str = ""
    keys_url: str = ""
    sign_out_url: str = ""
    waiting: int = 0
    gains: int = 0
    estimated_years: tuple[int, ...] = ()
    seq: int = 0
