"""How collaborations stand, and whose approval the open ones wait for."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Ball, Party
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.insight.scope import HERE, Scope
from tongzhou.insight.tables import Named, Table
from tongzhou.past.models import PastParty, PastSeat

APPROVERS = "approver"


def states(scope: Scope) -> Table:
    labels = {state.key: state.label for state in COLLABORATION.states}
    live = scope.live().order_by().values_list("state").annotate(times=Count("pk"))
    past = scope.past().order_by().values_list("state").annotate(times=Count("pk"))
    rows = [*((Named(key, str(labels.get(key, key))), times) for key, times in live), *past]
    rows.sort(key=lambda one: -one[1])
    return Table("states", _("Where they stand"), (_("Status"), _("Collaborations")), rows)


def totals(scope: Scope) -> Table:
    """How many there are, how many between departments, and from how many departments they come."""
    live, past = scope.live().order_by(), scope.past().order_by()
    others = Party.objects.filter(collaboration=OuterRef("pk"), is_initiator=False)
    strangers = PastParty.objects.filter(case=OuterRef("pk"), is_initiator=False)
    total = live.count() + past.count()
    between = live.filter(Exists(others)).count() + past.filter(Exists(strangers)).count()
    owners = set(scope.live().order_by().values_list("department_id", flat=True).distinct())
    owners |= set(_initiating(scope))
    return Table("totals", _("Altogether"), (_("What"), _("How many")), [
        (Named("total", str(_("Collaborations"))), total),
        (Named("cross_department", str(_("With another department"))), between),
        (Named("owner_departments", str(_("Initiating departments"))), len(owners)),
    ])  # fmt: skip


def queues(scope: Scope) -> Table:
    """Who is to approve most of what is open: a load, not a merit."""
    open_cases = scope.past().filter(is_open=True)
    waiting: defaultdict[tuple[str, str, UUID | None], int] = defaultdict(int)
    seats = PastSeat.objects.filter(case__in=open_cases.values("pk"), role=APPROVERS).order_by()
    for key, name, pk in seats.values_list("key", "person__name", "person_id"):
        waiting[key, name or key, pk] += 1
    for login, name, pk, times in _signing(scope):
        waiting[login, name, pk] += times
    rows = sorted(waiting.items(), key=lambda one: (-one[1], one[0][0].lower()))
    return Table(
        "queues", _("Waiting for a signature or approval"), (_("Person"), _("Open")),
        [(Named(key, name, reverse("person", args=[pk]) if pk else ""), times)
         for (key, name, pk), times in rows],
        note=_("How much lies with whom. It says where help is needed, nothing about the person."),
    )  # fmt: skip


def without_approver(scope: Scope) -> Table:
    open_cases = scope.past().filter(is_open=True)
    seated = PastSeat.objects.filter(role=APPROVERS).values("case")
    rows = sorted(open_cases.exclude(pk__in=seated).values_list("key", "title", "pk"))
    return Table(
        "unapproved", _("Open, and nobody is named to approve"), (_("Collaboration"),),
        [(past_named(*one),) for one in rows],
    )  # fmt: skip


def open_count(scope: Scope) -> int:
    return scope.past().filter(is_open=True).count()


def past_named(key: str, title: str, pk: object) -> Named:
    return Named(key, title, reverse("past-case", args=[pk]), quoted=True)


def _initiating(scope: Scope) -> Iterator[UUID]:
    parties = PastParty.objects.filter(case__in=scope.past().values("pk"), is_initiator=True)
    yield from parties.order_by().values_list("department_id", flat=True).distinct()


def _signing(scope: Scope) -> list[tuple[str, str, UUID, int]]:
    """As of now: balls are not kept when they have moved on."""
    if scope.source not in ("", HERE) or scope.on:
        return []
    balls = Ball.objects.visible_to(scope.person).filter(kind="version").order_by()
    found = balls.exclude(person=None).values_list("person__login", "person__name", "person_id")
    return list(found.annotate(times=Count("pk")))
