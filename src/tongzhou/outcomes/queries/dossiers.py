"""A dossier as people read it: from its own content and names alone, nothing is looked up."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from tongzhou.agreements.labels import label_of
from tongzhou.agreements.models import ChangeRequest, Seat, Version
from tongzhou.agreements.reading import Names, text_of
from tongzhou.collaborations.models import Answer, Ask, Meeting, Priority
from tongzhou.core import clock
from tongzhou.core.figures import Amount
from tongzhou.journal.models import Entry
from tongzhou.journal.queries import Line, Name, lines
from tongzhou.outcomes.criteria import read
from tongzhou.outcomes.models import (
    Acceptance,
    Cosignature,
    Dossier,
    Improvement,
    Judgement,
    Print,
    Result,
)
from tongzhou.plans.models import Task
from tongzhou.problems.models import Fact, Problem
from tongzhou.progress.models import EARLY_DAYS, RiskNotice

Record = dict[str, Any]

CHOICES: dict[str, tuple[type[Model], str]] = {
    "priority": (Priority, "level"),
    "ask": (Ask, "state"),
    "verb": (Answer, "verb"),
    "meeting": (Meeting, "kind"),
    "task": (Task, "state"),
    "version": (Version, "state"),
    "seat": (Seat, "why"),
    "change": (ChangeRequest, "state"),
    "notice": (RiskNotice, "state"),
    "kind of problem": (Problem, "kind"),
    "problem": (Problem, "state"),
    "acceptance": (Acceptance, "result"),
    "cosignature": (Cosignature, "state"),
    "judgement": (Judgement, "verdict"),
    "result": (Result, "verdict"),
    "fact": (Fact, "verdict"),
    "improvement": (Improvement, "kind"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act of signing: a department's rows by one person at one moment."""

    department: str
    person: str
    on_behalf_of: str
    at: str
    how: str
    rows: int
    carried: int
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    task: str
    label: str
    old: str
    new: str


class Reading:
    """Dates are written in full: whoever reads this may do so in ten years."""

    def __init__(self, dossier: Dossier) -> None:
        self.content: dict[str, Any] = dossier.content
        self.names: dict[str, str] = dossier.names
        self.tasks = {task["id"]: task for task in self.content["tasks"]}

    def name(self, key: str | None) -> str:
        return self.names.get(key or "", "—")

    def by(self, record: Record, field: str = "by_id") -> str:
        """Who acted; a delegate with the person stood in for."""
        actor, absent = self.name(record[field]), record.get("on_behalf_of_id")
        if not absent:
            return actor
        return _("%(actor)s for %(principal)s") % {"actor": actor, "principal": self.name(absent)}

    def day(self, text: str | None) -> str:
        return date.fromisoformat(text).isoformat() if text else "—"

    def moment(self, text: str | None) -> str:
        if not text:
            return "—"
        return f"{datetime.fromisoformat(text).astimezone(clock.zone()):%Y-%m-%d %H:%M}"

    def label(self, what: str, key: str) -> str:
        model, field = CHOICES[what]
        choices = dict(model._meta.get_field(field).flatchoices)  # type: ignore[union-attr]
        return str(choices.get(key, key))

    def task_name(self, key: str | None) -> str:
        return str(self.tasks[key]["name"]) if key in self.tasks else "—"

    def carriers(self, task: Record, letter: str) -> list[str]:
        roles = (role for role in task["roles"] if role["letter"] == letter)
        return [self.name(role["person_id"] or role["department_id"]) for role in roles]

    @property
    def parties(self) -> list[str]:
        return [self.name(party["department_id"]) for party in self.content["request"]["parties"]]

    @cached_property
    def answers(self) -> dict[str, list[Record]]:
        found = defaultdict(list)
        for answer in self.content["answers"]:
            found[answer["ask_id"]].append(answer)
        return found

    @cached_property
    def weeks(self) -> list[tuple[Record, list[Record]]]:
        found = defaultdict(list)
        for update in self.content["check_ins"]:
            found[update["round_id"]].append(update)
        return [(week, found[week["id"]]) for week in self.content["rounds"]]

    @property
    def comments(self) -> list[Record]:
        """Dossiers of earlier versions of the program have none."""
        return list(self.content.get("comments", []))

    @property
    def files(self) -> list[Record]:
        return [one for one in self.content.get("files", []) if not one["withdrawn_at"]]

    @property
    def priorities(self) -> list[Record]:
        return self._further("collaborations.Priority")

    @property
    def attentions(self) -> list[Record]:
        return self._further("collaborations.Attention")

    def intake(self, ask: Record) -> list[tuple[str, str]]:
        """What the asked department wanted to know, as the request said it last."""
        said = [answer["intake"] for answer in self.answers[ask["id"]] if answer.get("intake")]
        return [(str(label), str(text)) for label, text in said[-1]] if said else []

    def _further(self, label: str) -> list[Record]:
        return list(self.content.get("further", {}).get(label, []))

    def amount(self, figure: Record) -> str:
        return str(Amount(Decimal(figure["value"]), figure["unit"]))

    def asked(self, result: Record) -> str:
        return str(read(result["text"], year=result["year"]))

    def is_early(self, notice: Record) -> bool:
        return bool(notice["lead_days"] >= EARLY_DAYS)

    def acts(self, version: Record) -> list[Act]:
        seats = {seat["id"]: seat for row in version["rows"] for seat in row["seats"]}
        given: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for signature in version["signatures"]:
            department = seats[signature["seat_id"]]["department_id"]
            person, absent = signature["person_id"], signature["on_behalf_of_id"] or ""
            given[department, person, absent, signature["at"], signature["proved_how"]].append(
                signature
            )
        return [self._act(key, signatures) for key, signatures in given.items()]

    def edits(self, change: Record) -> list[Edit]:
        return [self._edit(line) for line in change["lines"]]

    @cached_property
    def journal(self) -> list[Line]:
        entries = [_entry(record) for record in self.content["journal"]]
        called = {key: Name(name, 0) for key, name in self.names.items()}
        return lines(entries, names=lambda _wanted: called)

    def _act(self, key: tuple[str, ...], signatures: list[Record]) -> Act:
        department, person, absent, at, how = key
        return Act(
            department=self.name(department),
            person=self.name(person),
            on_behalf_of=self.name(absent) if absent else "",
            at=self.moment(at),
            how=how,
            rows=len(signatures),
            carried=sum(signature["carried_from_id"] is not None for signature in signatures),
            acting=any(signature.get("as_acting_head") for signature in signatures),
        )

    def _edit(self, line: Record) -> Edit:
        field = line["field"]
        numbers = {key: task["number"] for key, task in self.tasks.items()}
        names = Names(people=self.names, departments=self.names, tasks=numbers)
        old, new = (text_of(field, line[side], names) or "—" for side in ("old", "new"))
        return Edit(self.task_name(line["task_id"]), str(label_of(field)), old, new)


def print_of(dossier: Dossier) -> Print | None:
    """The PDF, once it is made; the row says why it is not, after the last try."""
    return Print.objects.filter(dossier=dossier).select_related("file").first()


def _entry(record: Record) -> Entry:
    """The entry as it was, to be read; never saved."""
    moment = datetime.fromisoformat(record["at"])
    ids = {
        field: UUID(record[field]) if record[field] else None
        for field in ("actor", "on_behalf_of", "subject", "collaboration")
    }
    return Entry(**{**record, **ids, "at": moment})
