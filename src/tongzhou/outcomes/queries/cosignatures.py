"""What the departments concerned say to one delivery, as its page shows it."""

from dataclasses import dataclass

from tongzhou.org.models import Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.models import Cosignature, Delivery

SEALS = {"awaited": "wait", "signed": "signed", "objected": "object", "lapsed": "void"}


@dataclass(frozen=True, slots=True)
class Concerned:
    row: Cosignature
    seal: str
    may_answer: bool


def cosignatures_of(delivery: Delivery, person: Person) -> list[Concerned]:
    rows = delivery.cosignatures.select_related("department__head", "by", "on_behalf_of")
    return [_concerned(row, delivery, person) for row in rows]


def _concerned(row: Cosignature, delivery: Delivery, person: Person) -> Concerned:
    row.delivery = delivery
    may = row.state == "awaited" and bool(policy.may_cosign(person, row))
    return Concerned(row, SEALS[row.state], may)
