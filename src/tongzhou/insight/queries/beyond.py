"""Where departments wait for each other after a request: for a signature, an acceptance, a way out.

Every hour from the beginning of such a wait to its end, the day that was asked for or now belongs to
one step of one pair. Whoever waits for itself is not a pair.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models import Seat
from tongzhou.agreements.states import VERSION
from tongzhou.collaborations.models import Ball
from tongzhou.core.lifecycle import State
from tongzhou.insight.queries.moments import Seconds
from tongzhou.insight.queries.quarrels import problems
from tongzhou.insight.queries.together import Together
from tongzhou.insight.queries.turns import moment_of_end
from tongzhou.insight.queries.waited import Waited
from tongzhou.insight.scope import Scope
from tongzhou.insight.tables import Made, Named, Table
from tongzhou.outcomes.models import Cosignature, Delivery
from tongzhou.outcomes.states import DELIVERY

HOUR = 3600
SIGNING = VERSION.state("circulating")
DELIVERED, CO_SIGNING = DELIVERY.state("delivered"), DELIVERY.state("co_signing")


def signatures(scope: Scope) -> Iterator[Waited]:
    """From circulating a version to the last signature a department owed it, or the version's end."""
    end, version = moment_of_end(scope), "row__version"
    seats = Seat.objects.filter(
        row__version__collaboration__in=scope.live().values("pk"), row__version__circulated_at__lte=end
    ).exclude(department=F("row__version__collaboration__department"))  # fmt: skip
    sides = seats.order_by().values(version, f"{version}__collaboration__department", "department")
    own = Q(signature__isnull=False, signature__carried_from=None)
    found = sides.annotate(
        owed=Count("pk", filter=Q(signature=None)),
        last=Max("signature__at", filter=own),
        over=Max(f"{version}__ended_at"), since=Max(f"{version}__circulated_at"),
    ).annotate(
        until=Case(When(owed__gt=0, then=Coalesce(F("over"), Value(end))), default=F("last")),
    ).filter(until__isnull=False)  # fmt: skip
    took = _took("since", F("until"), end)
    for asker, asked, seconds in found.annotate(took=took).values_list(
        f"{version}__collaboration__department", "department", "took"
    ):
        yield Waited(asker, asked, SIGNING, seconds)


def acceptances(scope: Scope) -> Iterator[Waited]:
    """From handing over to the acceptance, and on to each co-signature; what was sent back counts too."""
    end, live = moment_of_end(scope), scope.live().values("pk")
    handed = Delivery.objects.filter(task__collaboration__in=live, at__lte=end).order_by()
    judged = handed.filter(acceptance__isnull=False)
    yield from _together(judged, "task__department", "acceptance__department", DELIVERED,
                         _took("at", F("acceptance__at"), end))  # fmt: skip
    yield from _not_judged(handed.filter(acceptance=None), end)
    yield from _together(_co_signing(live, end), "delivery__acceptance__department", "department",
                         CO_SIGNING, _took("delivery__acceptance__at", Coalesce(F("at"), Value(end)), end))  # fmt: skip


FAMILIES: dict[str, tuple[Promise, Promise, Any]] = {
    "signatures": (_("Signing"), _("From circulating a version to the signature."), signatures),
    "acceptances": (_("Acceptance"), _("From handing over to the acceptance and its co-signatures."),
                    acceptances),
    "problems": (_("Problems"), _("From raising a problem to its end."), problems),
}  # fmt: skip


def waited(family: str, scope: Scope, together: Together) -> Table:
    title, note, read = FAMILIES[family]
    counted: defaultdict[tuple[UUID, UUID, State], list[int]] = defaultdict(lambda: [0, 0])
    for one in read(scope):
        if one.asker != one.asked:
            cell = counted[one.asker, one.asked, one.step]
            cell[0] += one.times
            cell[1] += one.seconds
    whole = sum(seconds for _times, seconds in counted.values())
    rows = sorted(counted.items(), key=lambda one: -one[1][1])

    def written(fact: Any) -> tuple[Named, Named, str, int, float, float]:
        (asker, asked, step), (times, seconds) = fact
        share = round(100 * seconds / whole, 2) if whole else 0.0
        places = together.places
        return (places[asker].named, places[asked].named, str(step.label), times,
                round(seconds / HOUR, 1), share)  # fmt: skip

    def opened(fact: Any) -> str:
        (asker, asked, _step), _counted = fact
        return scope.address(reverse("insight-rows"), department=f"{asker},{asked}")

    return Table(
        f"wait-{family}", title,
        (_("Waits"), _("Is waited for"), _("Step"), _("Times"), _("Hours"), _("Share of all, %")),
        Made(rows, written), note=note, addresses=Made(rows, opened),
    )  # fmt: skip


def _together(rows: Any, asker: str, asked: str, step: State, took: Any) -> Iterator[Waited]:
    sums = rows.values_list(asker, asked).annotate(seconds=Sum(took), times=Count("pk"))
    for one, other, seconds, times in sums:
        yield Waited(one, other, step, seconds, times)


def _not_judged(handed: "QuerySet[Delivery]", end: Any) -> Iterator[Waited]:
    """Still open, or sent back by who was to sign with the acceptor."""
    objected = Cosignature.objects.filter(delivery=OuterRef("pk"), state="objected")
    over = Coalesce(Subquery(objected.values("at")[:1]), Value(end))
    rows = handed.annotate(took=_took("at", over, end)).values_list(
        "pk", "task__department", "task__collaboration__department", "took"
    )
    open_with = dict(Ball.objects.filter(kind="delivery").values_list("matter", "department"))
    for pk, asker, initiator, seconds in rows:
        yield Waited(asker, open_with.get(pk, initiator), DELIVERED, seconds)


def _co_signing(live: Any, end: Any) -> "QuerySet[Cosignature]":
    found: QuerySet[Cosignature] = Cosignature.objects.filter(
        delivery__task__collaboration__in=live, delivery__acceptance__at__lte=end
    ).exclude(state="lapsed")
    return found.order_by()


def _took(since: str, until: Any, end: Any) -> Any:
    return Seconds(Least(until, Value(end))) - Seconds(since)
