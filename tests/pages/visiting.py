"""Every page there is to read, with the ids of everything the story has made."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from tests.house.hidden import model_of
from tests.house.permission_matrix import PARTY
from tests.house.routes import Route, routes

ASKING = ("/edit", "/new", "/pauses", "/cancellations", "/discards")
"""Pages that ask for what is to be done: also refused where nothing may be done."""
AT_MOST = 3
"""Things of one kind that are visited."""


@dataclass(frozen=True)
class Door:
    """One address, and whom the thing behind it is visible to."""

    path: str
    address: str
    model: type[models.Model]
    key: object

    @property
    def is_reading(self) -> bool:
        return not self.path.endswith(ASKING)

    def opens_for(self, person: object) -> bool:
        rows = self.model._default_manager.visible_to(person)  # type: ignore[attr-defined]
        return rows.filter(pk=self.key).exists()


def status_of(answer: Any) -> int:
    """Files are read to their end, so that they are closed."""
    if answer.streaming:
        b"".join(answer)
    return int(answer.status_code)


def doors() -> Iterator[Door]:
    for route in routes():
        # Pages of one side about a matter (two parameters) are closed to the others: tested there.
        is_about_one = len(route.parameters) == 1
        if "GET" in PARTY.get(route.path, "") and is_about_one and not route.is_api:
            yield from _doors_of(route)


def _doors_of(route: Route) -> Iterator[Door]:
    [name] = route.parameters
    model = model_of(name)
    for key in model._default_manager.values_list("pk", flat=True)[:AT_MOST]:
        yield Door(route.path, route.address({name: key}), model, key)
