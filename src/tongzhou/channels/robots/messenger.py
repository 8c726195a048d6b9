"""What the three messengers have in common: a form, a signature, limits and answers of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tongzhou.channels.robots.news import Letter, News, Outcome


@dataclass(frozen=True, slots=True)
class Messenger:
    """`per_minute` stays below what the provider allows, so that others may use the robot too."""

    per_minute: int
    hosts: tuple[str, ...]
    path: str
    wants_secret: bool
    compose: Callable[[News, str, str, datetime], Letter]
    read: Callable[[int, bytes], Outcome]
