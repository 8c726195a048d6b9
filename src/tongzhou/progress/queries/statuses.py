"""Every status a task has had: who set it when, from what to what; read from the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongzhou.core.verdicts import Sentence
from tongzhou.journal.models import Entry
from tongzhou.org.queries import names_of
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK

KINDS = ("task.progress_noted", "task.moved")
MOST = 50


@dataclass(frozen=True, slots=True)
class StatusLine:
    """`percent` and `before_percent` None: only the state changed."""

    at: datetime
    person: str
    absent: str
    before: Sentence
    after: Sentence
    before_percent: int | None
    percent: int | None
    risk: str

    @property
    def has_moved(self) -> bool:
        return self.before != self.after


def statuses(task: Task) -> list[StatusLine]:
    """The newest first; two queries."""
    entries = list(Entry.objects.filter(subject=task.pk, kind__in=KINDS).order_by("-seq")[:MOST])
    names = names_of({one for entry in entries for one in _people(entry)})
    return [_line(entry, names) for entry in entries]


def _people(entry: Entry) -> list[UUID]:
    return [person for person in (entry.actor, entry.on_behalf_of) if person]


def _line(entry: Entry, names: Mapping[str, str]) -> StatusLine:
    facts = entry.payload
    noted = entry.kind == "task.progress_noted"
    after = facts["state"] if noted else facts["after"]
    before = (facts.get("was") or after) if noted else facts["before"]
    return StatusLine(
        at=entry.at,
        person=names.get(str(entry.actor), "—"),
        absent=names.get(str(entry.on_behalf_of), "") if entry.on_behalf_of else "",
        before=TASK.state(before).label,
        after=TASK.state(after).label,
        before_percent=facts["before"] if noted else None,
        percent=facts["percent"] if noted else None,
        risk=facts["risk"] if noted else "",
    )
