"""What a request wants to change and another change has moved since the request was written."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import DROPPED, ROW, WAITS
from tongzhou.agreements.labels import label_of
from tongzhou.agreements.models import ChangeLine, ChangeRequest, Row
from tongzhou.agreements.queries.directory import Directory
from tongzhou.agreements.reading import text_of


@dataclass(frozen=True, slots=True)
class Moved:
    where: str
    old: str
    now: str


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
        elif line.field in content and content[line.field] != line.old:
            old, now = (
                text_of(line.field, one, names) or "—" for one in (line.old, content[line.field])
            )
            found.append(Moved(where, old, now))
    return found


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
