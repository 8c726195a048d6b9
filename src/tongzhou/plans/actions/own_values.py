"""Writes what stands in the own fields of a row."""

from tongzhou.journal.events import Event
from tongzhou.plans.actions.pen import Pen
from tongzhou.plans.events import FieldFilled
from tongzhou.plans.models import CustomField, FieldValue, Task


def write_own(task: Task, field: CustomField, text: str) -> Event | None:
    before = FieldValue.objects.filter(task=task, field=field).first()
    pen = Pen(task.collaboration_id)
    event = note_own(pen, task, field, before.text if before else "", text)
    pen.put_down()
    return event


def note_own(pen: Pen, task: Task, field: CustomField, old: str, text: str) -> Event | None:
    """None when it already says so; the empty text clears the field."""
    if old == text:
        return None
    pen.own(task, field, text)
    return FieldFilled(
        subject=task.pk, collaboration=task.collaboration_id, name=task.name, field=field.name,
        old=old, new=text,
    )  # fmt: skip
