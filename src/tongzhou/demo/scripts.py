"""Reads scripts.toml: believable collaborations with their asks, rows and words."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class Part:
    """One department's share: what it is asked, what it gains, and its row in the table.

    Who answers and carries the row is the liaison, or whose login stands in `by`.
    """

    department: str
    ask: str
    gain: str
    give_back: str
    days: int
    row: str
    deliverable: str
    criterion: str
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Script:
    """`in_charge` is a login; without it the liaison of the department is.

    A `troubled` one has a risk notice, a problem for its common superior, and is watched from above.
    One that `ends` before its time is paused or cancelled, some days after it came to its stage.
    """

    name: str
    department: str
    background: str
    goal: str
    stage: str
    started: int
    lasts: int
    own_row: list[str]
    parts: tuple[Part, ...]
    in_charge: str = ""
    troubled: bool = False
    ends: str = ""
    because: str = ""


def scripts() -> list[Script]:
    text = files("tongzhou.demo").joinpath("scripts.toml").read_text("utf-8")
    return [
        Script(**{**facts, "parts": tuple(Part(**part) for part in facts["parts"])})
        for facts in tomllib.loads(text)["collaboration"]
    ]
