"""Whom the reader may thank in a collaboration, with a sentence ready to be sent."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.thanks import policy
from tongzhou.thanks.facts import WORTH, Fact, Kind, facts_of
from tongzhou.thanks.models import Thanks
from tongzhou.thanks.sides import Sides
from tongzhou.thanks.wording import draft

FRESH = timedelta(days=14)
MOST_CASES, MOST_PEOPLE = 5, 3
AFTER_DELIVERY = ("delivering", "accepting", "reviewing", "archived")


@dataclass(frozen=True, slots=True)
class Deserving:
    """`fact` is what the sentence is about, `others` what else the person did; `is_thanked` by
    anybody, for anything here."""

    fact: Fact
    others: tuple[Fact, ...]
    is_thanked: bool

    @property
    def person(self) -> Person:
        return self.fact.person

    @property
    def sentence(self) -> str:
        return draft(self.fact)

    @property
    def label(self) -> str:
        return str(Kind(self.fact.kind).label)


def deserving(case: Collaboration, person: Person) -> list[Deserving]:
    """People of other departments; who has heard nothing yet first."""
    sides = Sides([case.pk])
    own = {one.pk for one in policy.speaks_for(person, case, sides)}
    return _deserving(facts_of([case.pk]), person, {case.pk: own}, sides) if own else []


def fresh(person: Person) -> list[tuple[Collaboration, Deserving]]:
    """For 今天: what happened these days in collaborations the person is in charge of."""
    mine = Q(person_in_charge__in=stands_for(person), state__in=AFTER_DELIVERY)
    since = clock.now() - FRESH
    rows = Collaboration.objects.filter(mine, changed_at__gte=since).select_related("department")
    cases = {case.pk: case for case in rows.order_by("-changed_at")[:MOST_CASES]}
    if not cases or person.is_auditor:
        return []
    sides, home = Sides(cases), person.department.path
    own = {pk: {case.department_id, sides.of(pk, home)} for pk, case in cases.items()}
    told = [one for one in facts_of(list(cases), since=since) if one.kind != Kind.SHARED]
    found = _deserving(told, person, own, sides)
    return [(cases[one.fact.collaboration], one) for one in found[:MOST_PEOPLE]]


def _deserving(
    facts: Sequence[Fact], reader: Person, own: Mapping[UUID, Collection[UUID | None]], sides: Sides
) -> list[Deserving]:
    """`own` are the departments of the reader's side by collaboration. What came before their last
    thanks counts as thanked for."""
    said = Thanks.objects.filter(collaboration__in=own.keys()).order_by("at")
    rows = list(said.values_list("person", "collaboration", "giver", "at"))
    last = {(one, case): at for one, case, giver, at in rows if giver in own[case]}
    thanked = {(one, case) for one, case, _giver, _at in rows}
    by_person: defaultdict[tuple[UUID, UUID], list[Fact]] = defaultdict(list)
    for one in facts:
        pair = (one.person.pk, one.collaboration)
        is_new = pair not in last or one.at > last[pair]
        theirs = sides.of(one.collaboration, one.person.department.path)
        is_own = theirs is not None and theirs in own[one.collaboration]
        if is_new and one.person.is_active and not is_own:
            by_person[pair].append(one)
    found = [_of(told, is_thanked=pair in thanked) for pair, told in by_person.items()]
    found = [one for one in found if one.person.pk != reader.pk]
    return sorted(found, key=lambda one: (one.is_thanked, WORTH.index(Kind(one.fact.kind))))


def _of(told: list[Fact], *, is_thanked: bool) -> Deserving:
    """The best first; that somebody took part is only said where nothing else is known."""
    first, *more = sorted(told, key=lambda one: WORTH.index(Kind(one.kind)))
    others = tuple(one for one in more if one.kind != Kind.SHARED)
    return Deserving(first, others, is_thanked)
