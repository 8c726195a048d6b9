"""How somebody wants to see the table: columns, widths, order, groups, filters. It is an address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from tongzhou.plans.columns import FIRST, NARROWEST, SHOWN, WIDEST

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


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`sort` with a minus goes down; `text` is looked for in every cell that is read."""

    columns: tuple[str, ...] = FIRST
    widths: tuple[tuple[str, int], ...] = ()
    sort: str = ""
    group: str = ""
    department: str = ""
    person: str = ""
    state: str = ""
    text: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.department or self.person or self.state or self.text)

    @property
    def is_ordered(self) -> bool:
        """Whether rows stand elsewhere than where the table keeps them."""
        return bool(self.sort or self.group)

    def query(self) -> str:
        """What differs from the usual, as it stands in an address."""
        usual, made = Arrangement(), {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != getattr(usual, one.name):
                made[one.name] = _text(value)
        return urlencode(made)

    def width(self, key: str) -> int:
        return dict(self.widths).get(key, SHOWN[key].width)


def arrangement(query: Mapping[str, str], *, otherwise: str = "") -> Arrangement:
    """From an address; what it does not say stands in `otherwise`. Nonsense is left out."""
    kept = dict(parse_qsl(otherwise))
    said = {
        name: query[name] for name in (one.name for one in fields(Arrangement)) if name in query
    }
    return _read({**kept, **said})


def _read(typed: Mapping[str, str]) -> Arrangement:
    asked = [key for key in typed.get("columns", "").split(",") if key in SHOWN and key != "name"]
    sort = typed.get("sort", "")
    found = Arrangement(
        widths=tuple(_widths(typed.get("widths", ""))),
        sort=sort if sort.removeprefix("-") in SORTED_BY else "",
        group=_among(typed.get("group", ""), GROUPED_BY),
        department=_key(typed.get("department", "")),
        person=_key(typed.get("person", "")),
        state=_among(typed.get("state", ""), STATES),
        text=typed.get("text", "").strip()[:LONGEST],
    )
    return replace(found, columns=("name", *dict.fromkeys(asked))) if asked else found


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
        if key in SHOWN and width.isascii() and width.isdigit() and len(width) < 5:
            found[key] = min(max(int(width), NARROWEST), WIDEST)
    return sorted(found.items())


def _text(value: object) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return ",".join(f"{one[0]}:{one[1]}" if isinstance(one, tuple) else one for one in value)
