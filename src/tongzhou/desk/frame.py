"""What surrounds every page of a signed-in person."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Person
from tongzhou.ui.frame import Action, Frame, Item, Me

NAVIGATION: list[tuple[str, str, Sentence]] = [
    ("today", "sun", _("Today")),
    ("collaborations", "sailboat", _("Collaborations")),
    ("departments", "building-2", _("Organisation")),
]


def frame(request: HttpRequest) -> dict[str, Frame | None]:
    """A context processor; None for anonymous people."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.is_authenticated:
        return {"frame": None}
    made = Frame(
        person=_me(person),
        items=_items(request.path),
        actions=_actions(),
        theme=person.theme,
        search_url=_address("search"),
        sign_out_url=_address("sign-out"),
    )
    return {"frame": made}


def _me(person: Person) -> Me:
    department = person.department
    standing = f"{department.name} · {person.title}" if person.title else department.name
    url = _address("me") or "/"
    return Me(person.pk, person.name, person.short, department.hue, standing, url)


def _items(path: str) -> list[Item]:
    found = [(_address(name), icon, label) for name, icon, label in NAVIGATION]
    return [
        Item(url, icon, label, current=path == url or (url != "/" and path.startswith(url)))
        for url, icon, label in found
        if url
    ]


def _actions() -> list[Action]:
    start = _address("new-collaboration")
    return [Action(start, _("Start a collaboration"), icon="plus", primary=True)] if start else []


def _address(name: str) -> str:
    """Empty while no package offers the page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
