"""Sentences for a big company, chosen by a seeded chance."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    background: str
    goal: str


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a division table."""

    name: str
    deliverable: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Risk:
    """What somebody warns of, and how it was dealt with."""

    fact: str
    need: str
    proposal: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """What both sides say, and the way out that the other side proposes."""

    fact: str
    impact: str
    need: str
    other: str
    option: str
    consequence: str


def theme(chance: random.Random) -> Theme:
    known = _known()
    chosen = chance.choice(known["themes"])
    figures = {
        "a": chance.randint(20, 60), "b": chance.randint(8, 18), "c": chance.randint(2, 6),
    }  # fmt: skip
    return Theme(
        chance.choice(known["places"]) + chance.choice(known["seasons"]) + chosen["name"],
        chosen["background"].format(**figures),
        chosen["goal"].format(**figures),
    )


def asked_of(code: str, chance: random.Random) -> tuple[str, str]:
    """What a department is asked for, and what it gains."""
    work = _known()["work"][code]
    return work["ask"].format(n=chance.randint(3, 12)), work["gain"]


def item(code: str, place: int, chance: random.Random) -> Item:
    """The n-th row of a department in one table; a later round says which it is."""
    items = _known()["work"][code]["items"]
    name, deliverable, criterion = items[place % len(items)]
    again = place // len(items)
    batch = f"（第 {again + 1} 批）" if again else ""
    criterion = criterion.format(n=chance.randint(3, 30))
    return Item(name + batch, deliverable.replace("》", f"{batch}》"), criterion)


def risk(chance: random.Random) -> Risk:
    return Risk(**_with_figure(chance.choice(_known()["risks"]), chance))


def dispute(kind: str, chance: random.Random) -> Dispute:
    return Dispute(**_with_figure(_known()["disputes"][kind], chance))


def exchange(chance: random.Random) -> tuple[str, str]:
    """A question about a row and its answer."""
    question, answer = chance.choice(_known()["exchanges"])
    return question, answer


def _with_figure(texts: dict[str, str], chance: random.Random) -> dict[str, str]:
    figure = chance.randint(2, 5)
    return {name: text.format(n=figure) for name, text in texts.items()}


@cache
def _known() -> dict[str, Any]:
    text = files("tongzhou.demo.scale").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)
