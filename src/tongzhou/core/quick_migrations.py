"""An empty database is migrated in a quarter of the time: what a step leaves alone is not made anew.

For each of some five hundred steps Django makes every model anew that is related to the one the step
is about; here that is nearly all of them. New models, fields, constraints and indexes concern their
own model alone. Steps that ask rows (`RunPython`) or change columns find everything made anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState

Change = Callable[..., None]


@contextmanager
def quickly() -> Iterator[None]:
    """For databases without rows of people; afterwards Django does as it always does."""
    before = {name: getattr(ProjectState, name) for name in (*ALONE, "add_model", "reload_model")}
    changed = {name: _alone(before[name]) for name in ALONE}
    changed |= {"add_model": _added_alone(before["add_model"]), "reload_model": _reload_all}
    _set(changed)
    try:
        yield
    finally:
        _set(before)


ALONE = ("_append_option", "add_field")


def _set(methods: dict[str, Change]) -> None:
    for name, method in methods.items():
        setattr(ProjectState, name, method)


def _alone(change: Change) -> Change:
    """Only its own model is made anew; `is_delayed` tells whoever asks rows about the others."""

    def changed(self: ProjectState, app: str, model: str, *more: Any, **named: Any) -> None:
        apps = self.__dict__.pop("apps", None)
        change(self, app, model, *more, **named)
        if apps is not None:
            self.apps = apps
            self.is_delayed = True
            self._reload({(app, model)})  # type: ignore[attr-defined]

    return changed


def _added_alone(add_model: Change) -> Change:
    """Nobody points at a new model yet; whom it points at hears of it when it is registered."""

    def added(self: ProjectState, state: ModelState) -> None:
        apps = self.__dict__.pop("apps", None)
        add_model(self, state)
        if apps is not None:
            self.apps = apps
            apps.render_multiple([state])

    return added


def _reload_all(self: ProjectState, *_model: Any, **_named: Any) -> None:
    if self.__dict__.pop("apps", None) is not None:
        self.is_delayed = False
        self.apps  # noqa: B018 — made by being asked for
