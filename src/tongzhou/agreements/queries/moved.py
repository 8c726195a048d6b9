"""What a request wants to change and another change has moved since the request was written."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import BEFOREHAND, DROPPED, ROW, WAITS
from tongzhou.agreements.labels import label_of
from tongzhou.agreements.models import ChangeLine, ChangeRequest, Row
from tongzhou.agreements.queries.directory import Directory
from tongzhou.agreements.reading import text_of


@dataclass(frozen=True, slots=True)
class Moved:
    """Signed then, in force now, wanted here. `line` is what one chooses about; none if it is gone."""

    where: str
    old: str
    now: str
    mine: str = ""
    line: UUID | None = None


def moved_meanwhile(change: ChangeRequest, known: Directory) -> list[Moved]:
    """Against the version in force now."""
    rows = Row.objects.filter(version__collaboration=change.collaboration_id)
    standing = dict(rows.filter(version__state="in_force").values_list("task", "content"))
    if None not in standing:
        return []
    names = known.names(
        {str(key): one["number"] for key, one in standing.items() if key},
        {str(key): one["name"] for key, one in standing.items() if key},
    )
    found = []
    for line in change.lines.select_related("task"):
        content = _content(line, standing)
        where = _where(line)
        if content is None:
            found.append(Moved(where, line.task.name if line.task else "", _("taken out")))
        elif _stands(line, content) != line.old:
            then, now, mine = (
                text_of(line.field, one, names) or "—"
                for one in (line.old, _stands(line, content), line.new)
            )
            found.append(Moved(where, then, now, mine, line.pk if now != mine else None))
    return found


def _stands(line: ChangeLine, content: Content) -> Any:
    return content.get(line.field, [] if line.field in BEFOREHAND else line.old)


def _content(line: ChangeLine, standing: dict[Any, Content]) -> Content | None:
    """None when the row has gone; nothing to compare with for what the request itself brings in."""
    if line.ask_id:
        return next((one for one in standing[None]["asks"] if one["id"] == str(line.ask_id)), {})
    if line.task_id is None:
        return standing[None]
    content = standing.get(line.task_id)
    if content is None or content.get(DROPPED):
        return {} if line.old is None else None
    return {} if line.field in (ROW, WAITS) else content


def _where(line: ChangeLine) -> str:
    label = str(label_of(line.field))
    return f"{line.task.number} {line.task.name} · {label}" if line.task else label
