"""Writes what stands in the own fields of a row."""

from tongzhou.journal.events import Event
from tongzhou.plans.events import FieldFilled
from tongzhou.plans.models import CustomField, FieldValue, Task


def write_own(task: Task, field: CustomField, text: str) -> Event | None:
    """None when it already says so; the empty text clears the field."""
    before = FieldValue.objects.filter(task=task, field=field).first()
    old = before.text if before else ""
    if old == text:
        return None
    if not text:
        FieldValue.objects.filter(task=task, field=field).delete()
    else:
        FieldValue.objects.update_or_create(task=task, field=field, defaults={"text": text})
    return FieldFilled(
        subject=task.pk, collaboration=task.collaboration_id, name=task.name, field=field.name,
        old=old, new=text,
    )  # fmt: skip
