"""Whether options are truly different: the same terms twice, or worse in every term, is no choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WORDS = ("scope", "quality", "give_back")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is compared; `letter` names the option to people."""

    letter: str
    by_date: date | None
    scope: str
    people_days: Decimal | None
    quality: str
    give_back: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind`: «same» as `other`, «worse» than `other` in date and people and equal in all else, «bare» of any term."""

    letter: str
    kind: str
    other: str = ""


def findings(options: Sequence[Terms]) -> list[Finding]:
    found = []
    for place, one in enumerate(options):
        if is_bare(one):
            found.append(Finding(one.letter, "bare"))
            continue
        twin = next((other for other in options[:place] if _is_same(one, other)), None)
        better = next((other for other in options if _is_worse(one, other)), None)
        if twin:
            found.append(Finding(one.letter, "same", twin.letter))
        elif better:
            found.append(Finding(one.letter, "worse", better.letter))
    return found


def is_bare(one: Terms) -> bool:
    """Nobody can score a name."""
    return one.by_date is None and one.people_days is None and not any(_words(one))


def _is_same(one: Terms, other: Terms) -> bool:
    return _words(one) == _words(other) and _figures(one) == _figures(other)


def _is_worse(one: Terms, other: Terms) -> bool:
    """The same content, later and with more people."""
    if one.letter == other.letter or _words(one) != _words(other):
        return False
    if one.by_date is None or one.people_days is None:
        return False
    if other.by_date is None or other.people_days is None:
        return False
    is_better = one.by_date < other.by_date or one.people_days < other.people_days
    return not is_better and _figures(one) != _figures(other)


def _words(one: Terms) -> tuple[str, ...]:
    return tuple(" ".join(str(getattr(one, name)).split()).casefold() for name in WORDS)


def _figures(one: Terms) -> tuple[date | None, Decimal | None]:
    return one.by_date, one.people_days
