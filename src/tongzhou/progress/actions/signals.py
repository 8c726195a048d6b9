"""How sure the other side is of a row, and the line of the day for the stand-up."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.models import Department, Person
from tongzhou.plans.actions.locks import locked
from tongzhou.plans.models import Task
from tongzhou.progress import policy
from tongzhou.progress.events import ConfidenceGiven, ConfidenceLow, DailyLineSaid
from tongzhou.progress.models import LONGEST_LINE, Confidence, DailyLine
from tongzhou.progress.sentences import refuse, require_said
from tongzhou.progress.states import OWED_IN


def trust(task: Task, level: str, *, sentence: str = "", by: Person) -> Confidence:
    """Low where the row's own update names no risk, those who carry it hear of it, nobody else.

    They hear of a worry when it begins, not each time it is said again.
    """
    if level not in Confidence.Level.values:
        refuse({"level": _("Choose one of the three, please.")})
    require_said({"sentence": sentence}, longest=LONGEST_LINE)
    with transaction.atomic():
        task = locked(task)
        standing, side = policy.as_waiting(by, task)
        _require_going_on(task)
        before = Confidence.objects.filter(task=task, department=side).order_by("at", "id").last()
        said = Confidence.objects.create(
            task=task, department=side, level=level, sentence=sentence.strip(),
            by=by, on_behalf_of=standing.on_behalf_of, at=clock.now(),
        )  # fmt: skip
        event = ConfidenceGiven(
            subject=task.pk, collaboration=task.collaboration_id, task=task.name,
            department=DepartmentId(side.pk), level=level,
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[said])
        is_new = before is None or before.level != Confidence.Level.WORRIED
        if level == Confidence.Level.WORRIED and is_new and not task.risk:
            _warn(task, side, by)
        return said


def say_line(task: Task, text: str, *, by: Person) -> DailyLine:
    """The latest of a day speaks."""
    needed = {"text": _("Please say it in one line.")}
    require_said({"text": text}, longest=LONGEST_LINE, needed=needed)
    with transaction.atomic():
        task = locked(task)
        standing = policy.as_carrier(by, task)
        _require_going_on(task)
        line = DailyLine.objects.create(
            task=task, day=clock.today(), text=" ".join(text.split()),
            by=by, on_behalf_of=standing.on_behalf_of, at=clock.now(),
        )  # fmt: skip
        event = DailyLineSaid(
            subject=task.pk, collaboration=task.collaboration_id, task=task.name, text=line.text
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[line])
        return line


def _require_going_on(task: Task) -> None:
    if task.collaboration.state != "delivering" or task.state not in OWED_IN or task.removed_at:
        raise NotPossibleNow(
            _("This belongs to rows under way, while the collaboration is being delivered.")
        )


def _warn(task: Task, side: Department, by: Person) -> None:
    event = ConfidenceLow(
        subject=task.pk, collaboration=task.collaboration_id, task=task.name,
        department=DepartmentId(side.pk), person=PersonId(by.pk),
    )  # fmt: skip
    record(event, by=None)
