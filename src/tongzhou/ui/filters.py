"""Filters of templates that packages above the interface bring along, known before the first page."""

from collections.abc import Callable
from typing import Any

ADDED: dict[str, Callable[..., Any]] = {}


def template_filter(made: Callable[..., Any]) -> None:
    ADDED[made.__name__] = made
