"""The pairs that meet most often, read so that the number of all pairs costs next to nothing.

First the database counts and ranks; figures, dates and names are read only for what is shown.
"""

from collections import Counter
from dataclasses import replace
from heapq import nsmallest
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Count, Max, Min, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL

from tongzhou.exchange.flows import NOTHING, Flow, Pair, Picture, Place
from tongzhou.exchange.models import Gain, PairInCase
from tongzhou.org.hierarchy import roots_of
from tongzhou.org.models import Department, Person

SHOWN = 50
MOST_COLUMNS = 14
Key = tuple[UUID, UUID]


def picture(person: Person) -> Picture:
    """Five queries, whatever the number of departments."""
    return _picture(_met(person), _gave(person))


def between(departments: list[UUID], person: Person) -> Picture:
    """Among the departments of one collaboration, as far as the reader belongs to one of a pair."""
    met = _met(person).filter(asker__in=departments, asked__in=departments)
    return _picture(met, _gave(person).filter(giver__in=departments, receiver__in=departments))


def _met(person: Person) -> "QuerySet[PairInCase]":
    return PairInCase.objects.filter(_seen(person, "asker", "asked")).order_by()


def _gave(person: Person) -> "QuerySet[Gain]":
    seen = _seen(person, "giver", "receiver")
    return Gain.objects.filter(seen, withdrawn_at=None).order_by()


def _seen(person: Person, one: str, other: str) -> Q:
    """The reader belongs to one of the two, or stands above it; collected once, not row by row."""
    own = Q(pk__in=[])
    for root in roots_of(person):
        own |= Q(path__startswith=root)
    within = Department.objects.filter(own).values("pk")
    return Q(**{f"{one}__in": within}) | Q(**{f"{other}__in": within})


def _picture(met: "QuerySet[PairInCase]", gave: "QuerySet[Gain]") -> Picture:
    shown, count, busiest = _ranked(met, gave)
    wanted = [way for pair in shown for way in (pair, pair[::-1])]
    wanted += [(one, other) for one in busiest for other in busiest if one != other]
    flows = _flows(met.filter(_one_of(wanted, "pairincase.asker_id", "pairincase.asked_id")))
    _add_gains(flows, gave.filter(_one_of(wanted, "gain.giver_id", "gain.receiver_id")))
    places = _places({one for pair in shown for one in pair} | set(busiest))
    drawn = [_pair(pair, flows, places) for pair in shown]
    return Picture(drawn, count, flows, [places[one] for one in busiest])


def _ranked(
    met: "QuerySet[PairInCase]", gave: "QuerySet[Gain]"
) -> tuple[list[Key], int, list[UUID]]:
    """The pairs that met most often, how many there are, and the departments that met most; who
    only gained by each other comes last."""
    times: Counter[tuple[Any, Any]] = Counter()
    busy: Counter[Any] = Counter()
    for asker, asked, asks in _plain(met.values_list("asker_id", "asked_id").annotate(Sum("asks"))):
        times[(asker, asked) if asker < asked else (asked, asker)] += asks
        busy[asker] += asks
        busy[asked] += asks
    for giver, receiver in _plain(gave.values_list("giver_id", "receiver_id").distinct()):
        times[(giver, receiver) if giver < receiver else (receiver, giver)] += 0
    first = nsmallest(SHOWN, times, key=lambda pair: (-times[pair], pair))
    shown = [(_uuid(one), _uuid(other)) for one, other in first]
    return shown, len(times), [_uuid(one) for one, _times in busy.most_common(MOST_COLUMNS)]


def _plain(rows: "QuerySet[Any, Any]") -> list[tuple[Any, ...]]:
    """As the engine has them: making thousands of ids of which few are shown takes longest."""
    with connection.cursor() as cursor:
        cursor.execute(*rows.query.sql_with_params())
        return cursor.fetchall()


def _uuid(stored: UUID | str) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)


def _one_of(pairs: list[Key], one: str, other: str) -> RawSQL | Q:
    """Both engines find the pairs one by one in the index."""
    if not pairs:
        return Q(pk__in=[])
    is_native = connection.features.has_native_uuid_field
    values = ", ".join(["(%s, %s)"] * len(pairs))
    keys = [key if is_native else key.hex for pair in pairs for key in pair]
    sql = f"(exchange_{one}, exchange_{other}) IN (VALUES {values})"
    return RawSQL(sql, keys, output_field=BooleanField())  # noqa: S611 — names of ours, no value


def _flows(rows: "QuerySet[PairInCase]") -> dict[Key, Flow]:
    sums = rows.values_list("asker", "asked").annotate(
        Sum("asks"), Sum("answered"), Sum("seconds"), Min("open_since"), Sum("promised"),
        Sum("kept"), Max("last_at"),
    )  # fmt: skip
    return {(asker, asked): Flow(*figures) for asker, asked, *figures in sums}


def _add_gains(flows: dict[Key, Flow], rows: "QuerySet[Gain]") -> None:
    """A gain lies with the flow from its giver: who asks says what the other gains."""
    counted = rows.values_list("giver", "receiver").annotate(
        given=Count("pk"),
        confirmed=Count("pk", filter=Q(receipt__outcome="confirmed")),
        partly=Count("pk", filter=Q(receipt__outcome="partly")),
        failed=Count("pk", filter=Q(receipt__outcome="not")),
    )  # fmt: skip
    for giver, receiver, given, confirmed, partly, failed in counted:
        flow = flows.get((giver, receiver), NOTHING)
        flows[giver, receiver] = replace(
            flow, given=given, confirmed=confirmed, partly=partly, failed=failed
        )


def _places(named: set[UUID]) -> dict[UUID, Place]:
    """In the order of the organisation."""
    rows = Department.objects.filter(pk__in=named).order_by("path")
    return {pk: Place(pk, name, hue) for pk, name, hue in rows.values_list("pk", "name", "hue")}


def _pair(pair: Key, flows: dict[Key, Flow], places: dict[UUID, Place]) -> Pair:
    order = list(places)
    one, other = sorted(pair, key=order.index)
    there, back = flows.get((one, other), NOTHING), flows.get((other, one), NOTHING)
    return Pair(places[one], places[other], there, back)
