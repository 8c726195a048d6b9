"""What somebody who leaves has in hand, and how each package passes it on.

A package registers both in its consumers.py: `show` lists the open matters the reader may know of,
`pass_on` hands them to the successor in the transaction that closes the account.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Department, Person


@dataclass(frozen=True, slots=True)
class InHand:
    """`goes_to` names who takes it over without a successor; empty: nobody in particular."""

    what: Sentence
    title: str
    url: str = ""
    goes_to: str = ""


Show = Callable[[Person, Person], Iterable[InHand]]
PassOn = Callable[[Person, Person, Person | None], object]


@dataclass(frozen=True, slots=True)
class HandOver:
    show: Show
    pass_on: PassOn


HAND_OVERS: list[HandOver] = []


def hand_over(show: Show, pass_on: PassOn) -> None:
    """`show(person, reader)`, `pass_on(person, successor, by)`; in the order of the packages."""
    HAND_OVERS.append(HandOver(show, pass_on))


def in_hand(person: Person, *, by: Person) -> list[InHand]:
    return [one for each in HAND_OVERS for one in each.show(person, by)]


def leads_besides(person: Person, department: Department) -> Person | None:
    """Who answers for a department once this person is gone."""
    both = (department.head, department.deputy)
    return next((one for one in both if one and one.is_active and one.pk != person.pk), None)
