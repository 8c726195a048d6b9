"""The table in pieces with a name each, so that a grid is sent only those that read differently.

What a grid has seen is known by a token over all of it: whoever sees the same table has the same
token. A token nobody knows any more (another process, a restart) is answered with everything.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.template import engines
from markupsafe import Markup

from tongzhou.plans.queries import PlanPage
from tongzhou.terms.marking import known_words_by
from tongzhou.ui.environment import written

MOST = 60
_seen: OrderedDict[str, Mapping[str, str]] = OrderedDict()


@dataclass(frozen=True, eq=False, slots=True)
class Pieces:
    """`rows` are table rows as HTML by their ids, `marks` what each piece says in short."""

    rows: Mapping[str, Markup]
    marks: Mapping[str, str]
    token: str

    @property
    def body(self) -> Markup:
        """Everything between head and foot of the table."""
        return Markup("").join(self.rows[key] for key in self.order)

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(key for key in self.rows if key != "plan-sums")


def pieces_of(page: PlanPage) -> Pieces:
    """Remembered, so that the next question can be answered with what changed since."""
    rows = dict(_rows(page))
    marks = {key: _mark(text) for key, text in rows.items()}
    marks["findings"] = _mark(repr(page.findings))
    told = (len(page.lines), page.blocking, len(page.findings), page.summary, page.is_open)
    marks["plan-summary"] = _mark(repr(told))
    token = _mark("".join(f"{key}{mark}" for key, mark in marks.items()))
    _seen[token] = marks
    _seen.move_to_end(token)
    while len(_seen) > MOST:
        _seen.popitem(last=False)
    return Pieces(rows, marks, token)


def since(now: Pieces, seen: str) -> tuple[list[str], bool]:
    """The names of the pieces that read differently, and whether rows stand in the same order."""
    before = _seen.get(seen)
    if before is None:
        return list(now.marks), False
    changed = [key for key, mark in now.marks.items() if before.get(key) != mark]
    return changed, list(before) == list(now.marks)


def _rows(page: PlanPage) -> Iterator[tuple[str, Markup]]:
    made: Any = engines["jinja2"].env.get_template("plans/_row.html").module  # type: ignore[attr-defined]
    columns = page.how.columns
    known_words = known_words_by()
    for group, lines in page.groups:
        if group.key:
            yield f"group-{group.key}", written(made.group, group, columns)
        for line in lines:
            yield f"row-{line.row.id}", known_words(written(made.row, line, columns))
    yield "plan-sums", written(made.total, page.sums, columns)


def _mark(text: str) -> str:
    return blake2b(text.encode(), digest_size=9).hexdigest()
