"""What hangs on a row without a signature, as it comes, changes and goes."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class StepAdded(Event):
    kind = "task.step_added"
    sentence = _("%(actor)s added the part “%(step)s” to “%(name)s”.")

    name: str
    step: str


@dataclass(frozen=True, kw_only=True)
class StepDone(Event):
    kind = "task.step_done"
    sentence = _("%(actor)s ticked off “%(step)s” of “%(name)s”.")

    name: str
    step: str


@dataclass(frozen=True, kw_only=True)
class StepReopened(Event):
    kind = "task.step_reopened"
    sentence = _("%(actor)s took the tick off “%(step)s” of “%(name)s”.")

    name: str
    step: str


@dataclass(frozen=True, kw_only=True)
class StepRemoved(Event):
    kind = "task.step_removed"
    sentence = _("%(actor)s removed the part “%(step)s” of “%(name)s”.")

    name: str
    step: str


@dataclass(frozen=True, kw_only=True)
class TaskLabelled(Event):
    kind = "task.labelled"
    sentence = _("%(actor)s changed the labels of “%(name)s” to: %(new)s.")

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class TaskRelated(Event):
    """`other` is the id alone: not everybody who reads this sees the other row."""

    kind = "task.related"
    sentence = _("%(actor)s linked “%(name)s” with another row.")

    name: str
    other: UUID
    link: str


@dataclass(frozen=True, kw_only=True)
class TaskUnrelated(Event):
    kind = "task.unrelated"
    sentence = _("%(actor)s removed a link of “%(name)s”.")

    name: str
    other: UUID
    link: str


@dataclass(frozen=True, kw_only=True)
class TaskFollowed(Event):
    """Kept, but told to nobody: one's own choice."""

    kind = "task.followed"
    sentence = _("%(actor)s chose whether to follow “%(name)s”.")
    echo = True

    name: str
    follows: bool


@dataclass(frozen=True, kw_only=True)
class TaskDescribed(Event):
    kind = "task.described"
    sentence = _("%(actor)s changed the description of “%(name)s”.")

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class FieldFilled(Event):
    """`old` and `new` as they are kept: people and departments by id."""

    kind = "task.field_filled"
    sentence = _("%(actor)s changed “%(field)s” of “%(name)s”.")

    name: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class FieldAdded(Event):
    kind = "field.added"
    sentence = _("%(actor)s gave every division table the field “%(name)s”.")

    name: str


@dataclass(frozen=True, kw_only=True)
class FieldRetired(Event):
    kind = "field.retired"
    sentence = _("%(actor)s retired the field “%(name)s” or took it back into use.")

    name: str
    retired: bool
