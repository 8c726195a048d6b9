"""Gains as one reader sees them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.exchange import policy
from tongzhou.exchange.models import Gain, within
from tongzhou.interests.access import answered_by
from tongzhou.journal import queries as journal
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import names_of

MOST = 100
SHOWN = ("giver__head", "receiver__head", "measure", "receipt__by", "ask", "collaboration", "by")


def to_confirm(person: Person) -> "QuerySet[Gain]":
    """What waits for the reader's word, oldest first."""
    rows = Gain.objects.visible_to(person).with_silence().still_asked()
    rows = rows.filter(receiver__in=answered_by(person))
    return rows.select_related(*SHOWN).order_by("at")[:MOST]


@dataclass(frozen=True, slots=True)
class Side:
    """Gains that the reader's departments gave, or got."""

    rows: list[Gain]
    confirmed: int
    partly: int
    failed: int

    @property
    def waiting(self) -> int:
        return len(self.rows) - self.confirmed - self.partly - self.failed

    @property
    def rate(self) -> int | None:
        """Percent realised of those with a receipt; in part counts half."""
        told = self.confirmed + self.partly + self.failed
        return round((self.confirmed * 100 + self.partly * 50) / told) if told else None


def given(person: Person) -> Side:
    return _side(person, "giver__path")


def received(person: Person) -> Side:
    return _side(person, "receiver__path")


def sides_for(person: Person) -> "tuple[QuerySet[Department], QuerySet[Department]]":
    """For whom the person may say what others gained, and who may have gained."""
    living = Department.objects.living().order_by("path")
    own = Q(pk=person.department_id) | Q(pk__in=answered_by(person))
    return living.filter(own), living


def of_case(case: Collaboration) -> list[Gain]:
    rows = Gain.objects.with_silence().filter(collaboration=case)
    return list(rows.select_related(*SHOWN))


def page(gain: Gain, person: Person) -> dict[str, Any]:
    waits = gain.withdrawn_at is None and getattr(gain, "receipt", None) is None
    return {
        "gain": gain,
        "receipt": getattr(gain, "receipt", None),
        "may_receive": waits and bool(policy.may_receive(person, gain)),
        "may_withdraw": waits and bool(policy.may_withdraw(person, gain)),
        "history": journal.of_subject(gain.pk, names=names_of),
    }


def _side(person: Person, path: str) -> Side:
    seen = Gain.objects.visible_to(person).with_silence()
    seen = seen.filter(within(person, path), withdrawn_at=None)
    rows = list(seen.select_related(*SHOWN)[:MOST])
    outcomes = [row.receipt.outcome for row in rows if getattr(row, "receipt", None)]
    return Side(rows, outcomes.count("confirmed"), outcomes.count("partly"), outcomes.count("not"))
