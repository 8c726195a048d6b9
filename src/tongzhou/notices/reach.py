"""Ways to a person that packages above this one open; each says in its consumers.py whom it reaches."""

from collections.abc import Callable

from tongzhou.org.models import Person

Reaches = Callable[[Person], bool]
APPS: list[Reaches] = []
"""Apps in messengers that bring cards."""


def by_app(person: Person) -> bool:
    return any(reaches(person) for reaches in APPS)
