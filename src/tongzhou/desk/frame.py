"""What surrounds every page of a signed-in person."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration, Party
from tongzhou.core.verdicts import Sentence
from tongzhou.desk.places import is_at
from tongzhou.desk.queries.today import waiting_count
from tongzhou.duties.queries import held_count
from tongzhou.exchange.queries.waiting import offers_count
from tongzhou.notices.queries import unread_count
from tongzhou.org.calendars import estimated_years
from tongzhou.org.models import Person
from tongzhou.org.reading import counted_together, read_by
from tongzhou.org.rules import rail
from tongzhou.outcomes.queries.deliveries import confirmations_count
from tongzhou.submissions.queries import owed_count
from tongzhou.teams.queries import loans_waiting_count
from tongzhou.ui.addresses import address
from tongzhou.ui.frame import Action, Case, Frame, Item, Me

Page = tuple[str, str, Sentence]
"""Its name, its icon and what it is called."""
NAVIGATION: list[Page] = [
    ("today", "sun", _("Today")),
    ("notices", "inbox", _("Notices")),
    ("collaborations", "sailboat", _("Collaborations")),
    ("desk", "folder-input", _("Department desk")),
    ("departments", "building-2", _("Organisation")),
    ("goals", "target", _("Goals")),
    ("insight", "chart-column", _("Insight")),
    ("submissions", "clipboard-check", _("Submissions")),
    ("duties", "clipboard-list", _("Responsibilities")),
]
ADMINISTRATION = (("administration", "user-cog", _("Administration")),)
AT_REST = ("draft", "paused", "archived", "cancelled", "discarded")
MOST_CASES = 6


def frame(request: HttpRequest) -> dict[str, Any]:
    """A context processor; the frame is None for anonymous people.

    The CSRF token is masked once a page, not once a form. A fragment never looks at the frame, so
    it is made when it is looked at.
    """
    token = get_token(request)
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.is_authenticated:
        return {"frame": None, "csrf_token": token}
    return {"frame": SimpleLazyObject(lambda: _frame(request, person)), "csrf_token": token}


def _frame(request: HttpRequest, person: Person) -> Frame:
    counts, gains, seq = _counts(person)
    return Frame(
        person=_me(person),
        items=_items(person, request.path, counts),
        cases=_cases(person, request.path),
        actions=_actions(),
        theme=person.theme,
        density=person.density,
        search_url=_address("search"),
        palette_url=_address("palette"),
        keys_url=_address("keys"),
        sign_out_url=_address("sign-out"),
        waiting=counts["today"][0],
        gains=gains,
        estimated_years=estimated_years(),
        seq=seq if settings.LIVE else 0,
    )


def _me(person: Person) -> Me:
    department = person.department
    standing = f"{department.name} · {person.title}" if person.title else department.name
    url = _address("me") or "/"
    return Me(person.pk, person.name, person.short, department.hue, standing, url)


def _counts(person: Person) -> tuple[dict[str, tuple[int, str]], int, int]:
    """By page: how many, and "seal" where they wait for this person; how many gains are among them;
    and how far the journal is."""
    unread, *waiting, seq = _unread_and_waiting(person)
    return {"today": (sum(waiting), "seal"), "notices": (unread, "")}, waiting[-1], seq


_unread_and_waiting = counted_together(
    unread_count,
    waiting_count,
    loans_waiting_count,
    held_count,
    confirmations_count,
    owed_count,
    offers_count,
)


def rail_of(person: Person) -> list[Page]:
    """The pages in the person's own order; those it does not name follow as the company has them,
    and what the company does not name as they came."""
    pages = [*NAVIGATION, *(ADMINISTRATION if person.is_administrator else ())]
    return _in_order(_in_order(pages, rail()), person.rail.split())


def _in_order(pages: list[Page], names: Sequence[str]) -> list[Page]:
    place = {name: place for place, name in enumerate(names)}
    return sorted(pages, key=lambda page: place.get(page[0], len(place))) if place else pages


def _items(person: Person, path: str, counts: dict[str, tuple[int, str]]) -> list[Item]:
    found = [(name, _address(name), icon, label) for name, icon, label in rail_of(person)]
    return [
        Item(
            url,
            icon,
            label,
            *counts.get(name, (0, "")),
            current=is_at(path, name, url),
            name=name,
        )
        for name, url, icon, label in found
        if url
    ]


def _cases(person: Person, path: str) -> list[Case]:
    """What the person's departments are working on, the latest first."""
    found = [(address("collaboration", pk), name, hue) for pk, name, hue in _latest(person)]
    return [Case(url, name, hue, current=path.startswith(url)) for url, name, hue in found]


@read_by
def _latest(person: Person) -> QuerySet[Collaboration]:
    """Looked for from the latest on: a department has many, and six are soon found."""
    own = Party.objects.filter(collaboration=OuterRef("pk"), department=person.department_id)
    return (
        Collaboration.objects.visible_to(person)
        .filter(Exists(own))
        .exclude(state__in=AT_REST)
        .order_by("-changed_at")
        .values_list("pk", "name", "department__hue")[:MOST_CASES]
    )


def _actions() -> list[Action]:
    """What can be begun from every page."""
    offered = [
        Action(_address("new-import"), _("Import from Excel"), icon="upload"),
        Action(
            _address("new-collaboration"), _("Start a collaboration"), icon="plus", primary=True
        ),
    ]
    return [action for action in offered if action.url]


@cache
def _address(name: str) -> str:
    """Empty while no package offers the page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
