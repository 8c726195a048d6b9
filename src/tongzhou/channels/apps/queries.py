"""What the administrator's pages of the apps show, and what the door asks."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q
from django.urls import reverse

from tongzhou.channels.models import App, AppPost, Robot, SentCard, Sync
from tongzhou.core import clock
from tongzhou.org.models import ExternalId, Person

SHOWN = 20
SYNCS = 5


def apps(person: Person) -> list[tuple[str, Any, App | None]]:
    """Every messenger with its name and the app it has, if any."""
    found = {one.kind: one for one in App.objects.visible_to(person).working()}
    return [(kind, label, found.get(kind)) for kind, label in Robot.Kind.choices]


def open_app(kind: str) -> App | None:
    return App.objects.working().filter(kind=kind).first()


def doors() -> list[tuple[str, str]]:
    """Messengers people may come in by: the name, and the route where it begins."""
    names = dict(Robot.Kind.choices)
    kinds = App.objects.working().filter(signs_in=True).values_list("kind", flat=True)
    return [(str(names[kind]), f"sign-in-{kind}") for kind in kinds.order_by("kind")]


def page(app: App) -> dict[str, Any]:
    posts = AppPost.objects.filter(app=app)
    counts = posts.aggregate(
        waiting=Count("pk", filter=Q(state=AppPost.State.PENDING)),
        dead=Count("pk", filter=Q(state=AppPost.State.DEAD)),
    )
    given_up = posts.filter(state=AppPost.State.DEAD).select_related("person__department")
    known = ExternalId.objects.filter(system=app.kind, person__is_active=True).count()
    return {
        "app": app,
        "known": known,
        "people": Person.objects.active().count(),
        "syncs": Sync.objects.filter(app=app)[:SYNCS],
        "spoken": SentCard.objects.filter(app=app).aggregate(last=Max("at"))["last"],
        "cards": SentCard.objects.filter(app=app, at__gt=clock.now() - timedelta(days=1)).count(),
        "given_up": given_up.order_by("-at")[:SHOWN],
        "callback": address(f"{app.kind}-calls"),
        "back": address(f"{app.kind}-answers"),
        **counts,
    }


def address(name: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name)


def blocked_apps() -> list[App]:
    """For the operator: apps that failed when they last spoke."""
    return list(App.objects.working().filter(failures__gt=0))


def has_account(person: Person) -> bool:
    """Whether an app can reach the person."""
    kinds = App.objects.working().filter(speaks=True).values("kind")
    return ExternalId.objects.filter(person=person, system__in=kinds).exists()


def person_of(app: App, account: str) -> Person | None:
    """Accounts are told apart by messenger: the same id of two of them is two people's."""
    people = Person.objects.active()
    known = people.filter(external_ids__system=app.kind, external_ids__value=account)
    return known.select_related("department").first() if account else None
