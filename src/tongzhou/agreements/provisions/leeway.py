"""Whether what a change wants lies within the leeway that was signed."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import Line
from tongzhou.agreements.labels import label_of
from tongzhou.agreements.provisions.vocabulary import Said
from tongzhou.core.workdays import WorkCalendar
from tongzhou.ui import formats

FIELDS = {"start": "shift", "end": "shift", "accountable": "person", "name": "wording"}
"""Which leeway a field of a row needs; all other fields are always signed again."""


def exceeding(
    lines: Iterable[Line],
    leeways: Iterable[Said],
    signed: Mapping[UUID, Content],
    homes: Mapping[str, str],
    calendar: WorkCalendar,
) -> list[str]:
    """Why not, as sentences; nothing when all of it is allowed.

    `signed` are the rows as heads last signed them, so that small steps do not add up; `homes`
    gives the departments of the people named.
    """
    allowed = {one["kind"]: one for one in leeways}
    found = []
    for line in lines:
        said = allowed.get(FIELDS.get(line.field, "")) if line.task else None
        row = signed.get(line.task) if line.task else None
        if said is None or row is None:
            told = {"field": label_of(line.field)}
            found.append(_("“%(field)s” is not within what was agreed beforehand.") % told)
        elif why := _beyond(line, said, row, homes, calendar):
            found.append(why)
    return list(dict.fromkeys(found))


def _beyond(
    line: Line, said: Said, row: Content, homes: Mapping[str, str], calendar: WorkCalendar
) -> str:
    if said["kind"] == "person" and homes.get(str(line.new)) != row["department"]:
        return _("Who is accountable for “%(task)s” may only change within the department.") % {
            "task": row["name"]
        }
    if said["kind"] != "shift":
        return ""
    days = _moved(row[line.field], line.new, calendar)
    if days is None or days > said["days"]:
        return _("“%(task)s” would move by more than the agreed %(days)s.") % {
            "task": row["name"],
            "days": formats.days(said["days"]),
        }
    return ""


def _moved(old: str | None, new: str | None, calendar: WorkCalendar) -> int | None:
    if not old or not new:
        return None
    days = calendar.working_days_between(date.fromisoformat(old), date.fromisoformat(new))
    return abs(days)
