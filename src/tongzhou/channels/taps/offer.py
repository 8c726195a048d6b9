"""What a link can say for one person about one matter, before anything is known of mails or cards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Person

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to write or choose. `kind`: text, long, number, date, choice."""

    name: str
    label: Sentence
    kind: str = "text"
    is_required: bool = False
    help: Sentence = ""
    value: str = ""
    options: tuple[tuple[str, Sentence], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: a button, or what `blanks` ask for first."""

    key: str
    label: Sentence
    is_primary: bool = False
    blanks: tuple[Blank, ...] = ()

    @property
    def needs_words(self) -> bool:
        return any(blank.is_required for blank in self.blanks)


@dataclass(frozen=True, slots=True)
class Offer:
    """A matter as its addressee sees it now; without choices there is nothing to answer.

    `version` is what the words shown stand for: when it changes, older links only tell.
    """

    title: str
    case: str
    state: Sentence
    url: str
    facts: tuple[tuple[Sentence, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    version: str = ""
    tone: str = "amber"
    deadline: datetime | None = None
    """What is answered before it counts as answered in time."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """`matter` is the name of its page; `asked_by` are the kinds of news that ask for it.

    `act` does what the page of the matter does, with all its refusals.
    """

    matter: str
    asked_by: tuple[str, ...]
    offer: Callable[[Person, UUID], Offer | None]
    act: Callable[[Person, UUID, str, Typed], None]
