"""How somebody wants to see the table: columns, widths, order, groups, filters. It is an address."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from tongzhou.plans.cells import OWN
from tongzhou.plans.columns import FIRST, NARROWEST, OWN_WIDTH, SHOWN, WIDEST

SORTED_BY = (
    "number",
    "name",
    "department",
    "responsible",
    "start",
    "end",
    "effort_days",
    "progress",
)
GROUPED_BY = ("department", "responsible", "progress", "week")
STATES = ("open", "not_started", "in_progress", "late", "delivered", "accepted")
LONGEST = 80
_OWN = re.compile(rf"{OWN}[0-9a-f-]{{36}}")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`sort` with a minus goes down; `text` is looked for in every cell that is read.

    `own` are the words that must stand in own columns.
    """

    columns: tuple[str, ...] = FIRST
    widths: tuple[tuple[str, int], ...] = ()
    sort: str = ""
    group: str = ""
    department: str = ""
    person: str = ""
    state: str = ""
    text: str = ""
    own: tuple[tuple[str, str], ...] = ()

    @property
    def is_filtered(self) -> bool:
        return bool(self.department or self.person or self.state or self.text or self.own)

    @property
    def is_ordered(self) -> bool:
        """Whether rows stand elsewhere than where the table keeps them."""
        return bool(self.sort or self.group)

    def query(self) -> str:
        """What differs from the usual, as it stands in an address."""
        usual, made = Arrangement(), {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != getattr(usual, one.name) and one.name != "own":
                made[one.name] = _text(value)
        return urlencode({**made, **dict(self.own)})

    def width(self, key: str) -> int:
        usual = SHOWN[key].width if key in SHOWN else OWN_WIDTH
        return dict(self.widths).get(key, usual)

    def known(self, columns: Iterable[str]) -> "Arrangement":
        """Without what was said of own columns that are no longer in use."""
        keys = set(columns)
        return replace(
            self,
            columns=tuple(key for key in self.columns if key in keys),
            sort=self.sort if _is_among(self.sort.removeprefix("-"), SORTED_BY, keys) else "",
            group=self.group if _is_among(self.group, GROUPED_BY, keys) else "",
            own=tuple((key, word) for key, word in self.own if key in keys),
        )


def arrangement(query: Mapping[str, str], *, otherwise: str = "") -> Arrangement:
    """From an address; what it does not say stands in `otherwise`. Nonsense is left out."""
    kept = dict(parse_qsl(otherwise))
    said = {
        name: query[name] for name in (one.name for one in fields(Arrangement)) if name in query
    }
    said |= {key: word for key, word in query.items() if _OWN.fullmatch(key)}
    return _read({**kept, **said})


def _read(typed: Mapping[str, str]) -> Arrangement:
    asked = [
        key for key in typed.get("columns", "").split(",") if _is_column(key) and key != "name"
    ]
    sort = typed.get("sort", "")
    found = Arrangement(
        widths=tuple(_widths(typed.get("widths", ""))),
        sort=sort if _is_among(sort.removeprefix("-"), SORTED_BY) else "",
        group=typed.get("group", "") if _is_among(typed.get("group", ""), GROUPED_BY) else "",
        department=_key(typed.get("department", "")),
        person=_key(typed.get("person", "")),
        state=_among(typed.get("state", ""), STATES),
        text=typed.get("text", "").strip()[:LONGEST],
        own=tuple(
            sorted(
                (key, word[:LONGEST]) for key, word in typed.items() if _OWN.fullmatch(key) and word
            )
        ),
    )
    return replace(found, columns=("name", *dict.fromkeys(asked))) if asked else found


def _is_column(key: str) -> bool:
    return key in SHOWN or _OWN.fullmatch(key) is not None


def _is_among(key: str, house: tuple[str, ...], own: Iterable[str] | None = None) -> bool:
    """Of the house, or an own column: `own` are those that exist, where that is known."""
    if key in house:
        return True
    return _OWN.fullmatch(key) is not None and (own is None or key in own)


def _among(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else ""


def _key(text: str) -> str:
    try:
        return str(UUID(text)) if text else ""
    except ValueError:
        return ""


def _widths(text: str) -> list[tuple[str, int]]:
    found = {}
    for part in text.split(","):
        key, _mark, width = part.partition(":")
        if _is_column(key) and width.isascii() and width.isdigit() and len(width) < 5:
            found[key] = min(max(int(width), NARROWEST), WIDEST)
    return sorted(found.items())


def _text(value: object) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return ",".join(f"{one[0]}:{one[1]}" if isinstance(one, tuple) else one for one in value)
