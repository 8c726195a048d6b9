"""Who sees what: the one rule behind every page, list, search, notice and export."""

from typing import Any, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person


class CaseQuerySet(models.QuerySet[Any]):
    """Collaborations themselves."""

    def visible_to(self, person: Person) -> Self:
        return self if person.is_auditor else self.filter(pk__in=visible_cases(person))


class OfCaseQuerySet(models.QuerySet[Any]):
    """Rows that belong to a collaboration are visible exactly when it is.

    A subclass names the way to the collaboration in `case_path`.
    """

    case_path = "collaboration"

    def visible_to(self, person: Person) -> Self:
        if person.is_auditor:
            return self
        return self.filter(Q((f"{self.case_path}__in", visible_cases(person))))


TAKEN_PART_IN = """
SELECT party.collaboration_id
  FROM collaborations_party AS party
  JOIN collaborations_collaboration AS case_ ON case_.id = party.collaboration_id
 WHERE party.department_id IN (
       SELECT below.id
         FROM org_department AS root
         JOIN org_department AS below
           ON substr(below.path, 1, length(root.path)) = root.path
        WHERE root.id = %s
           OR root.head_id IN ({people})
           OR root.deputy_id IN ({people})
           OR root.id IN (SELECT department_id FROM org_liaison WHERE person_id IN ({people})))
   AND case_.visibility <> 'confidential'
   AND (party.is_initiator OR case_.state NOT IN ('draft', 'discarded'))
"""
NAMED_IN = "SELECT collaboration_id FROM collaborations_named WHERE person_id IN ({people})"
SENT = "SELECT id FROM collaborations_collaboration WHERE state NOT IN ('draft', 'discarded')"
OPEN_TO_ALL = f"{SENT} AND visibility = 'company'"
EVERYDAY = f"{SENT} AND visibility <> 'confidential'"


def visible_cases(person: Person) -> RawSQL:
    """The keys of the collaborations this person sees; an auditor, who sees all, never asks.

    Drafts are seen by the initiating department alone; confidential ones by named people and
    whoever they stand for; the rest by the parties, everybody above them, and people named.
    An administrator sees what is not confidential. Written in SQL because every page asks it
    several times, and building it from expressions cost more than the page (docs/performance.md);
    only the number of place-holders varies, never a value.
    """
    people = [_stored(one.pk) for one in stands_for(person)]
    holders = ", ".join(["%s"] * len(people))
    everybody = EVERYDAY if person.is_administrator else OPEN_TO_ALL
    sql = " UNION ".join(
        (TAKEN_PART_IN.format(people=holders), NAMED_IN.format(people=holders), everybody)
    )
    return RawSQL(sql, [_stored(person.department_id), *people * 4])  # noqa: S611


def _stored(key: UUID) -> UUID | str:
    """As the engine keeps it: SQLite has no UUIDs of its own."""
    return key if connection.features.has_native_uuid_field else key.hex
