"""What may be said of a row without a signature: parts, labels, links, description, own fields."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Stale
from tongzhou.discussions.rendering import rendered
from tongzhou.files import actions as files
from tongzhou.files.models import StoredFile
from tongzhou.files.uploads import Upload
from tongzhou.journal.actions import record
from tongzhou.journal.events import Event
from tongzhou.org.models import Person
from tongzhou.plans import events, policy
from tongzhou.plans.actions.locks import locked, require_standing
from tongzhou.plans.actions.own_values import write_own
from tongzhou.plans.actions.progress import UNDER_WAY, note_progress
from tongzhou.plans.cells import OWN, tidy
from tongzhou.plans.models import (
    CustomField,
    Description,
    Label,
    Labelling,
    Task,
    TaskFollower,
    TaskLink,
    TaskStep,
)
from tongzhou.plans.own_fields import read_value
from tongzhou.plans.queries.fields import own_of

MOST_STEPS, MOST_LABELS, LONGEST_LABEL, LONGEST_STEP, LONGEST = 60, 10, 30, 200, 20_000
HUES = 12


def add_step(
    task: Task, name: str, *, by: Person, person: Person | None = None, due: date | None = None
) -> TaskStep:
    with transaction.atomic():
        held = _furnishing(task, by)
        text = " ".join(tidy(name, LONGEST_STEP).split())
        if not text:
            raise Invalid(_("A part needs a name."), errors={"step": _("A part needs a name.")})
        if held.steps.count() >= MOST_STEPS:
            raise Invalid(_("A row has at most %(most)s parts.") % {"most": MOST_STEPS})
        last = held.steps.aggregate(last=Max("position"))["last"] or 0
        step = TaskStep.objects.create(
            task=held, position=last + 1, name=text, person=person, due=due
        )
        _record(events.StepAdded, held, by, step=text)
        return step


def tick(step: TaskStep, *, done: bool, by: Person) -> None:
    """Whoever may edit the row, or does this part."""
    with transaction.atomic():
        held = locked(step.task)
        policy.may_tick(by, held, step).require()
        _require_free(held)
        kept = TaskStep.objects.select_for_update().get(pk=step.pk)
        if (kept.done_at is not None) == done:
            return
        kept.done_at, kept.done_by = (clock.now(), by) if done else (None, None)
        kept.save(update_fields=["done_at", "done_by"])
        _roll_up(held, by)
        _record(events.StepDone if done else events.StepReopened, held, by, step=kept.name)


def _roll_up(task: Task, by: Person) -> None:
    """The row is as far as its parts, until a weekly update says otherwise (docs/decisions/0014)."""
    if task.collaboration.state != "delivering" or task.state not in UNDER_WAY:
        return
    done = list(task.steps.values_list("done_at", flat=True))
    percent = 100 * sum(at is not None for at in done) // len(done)
    if percent != task.percent:
        state = task.state if percent == 0 else "in_progress"
        note_progress(task, percent=percent, state=state, risk=task.risk, by=by)


def remove_step(step: TaskStep, *, by: Person) -> None:
    with transaction.atomic():
        held = _furnishing(step.task, by)
        if TaskStep.objects.filter(pk=step.pk).delete()[0]:
            _record(events.StepRemoved, held, by, step=step.name)


def label(task: Task, names: Iterable[str], *, seen: str | None = None, by: Person) -> None:
    """Exactly these; a word nobody used before becomes a label of the house. `seen` were there."""
    with transaction.atomic():
        held = _furnishing(task, by)
        wanted = dict.fromkeys(" ".join(tidy(name, LONGEST_LABEL).split()) for name in names)
        wanted.pop("", None)
        if len(wanted) > MOST_LABELS:
            raise Invalid(_("A row has at most %(most)s labels.") % {"most": MOST_LABELS})
        before = list(held.labellings.values_list("label__name", flat=True))
        if set(before) == set(wanted):
            return
        if seen is not None and set(seen.split("、")) - {""} != set(before):
            raise Stale(
                mine={"labels": "、".join(wanted)}, theirs={"labels": "、".join(before)},
                labels={"labels": str(_("Labels"))},
            )  # fmt: skip
        held.labellings.exclude(label__name__in=wanted).delete()
        for name in wanted:
            hue = sum(map(ord, name)) % HUES
            one, _made = Label.objects.get_or_create(name=name, defaults={"hue": hue})
            Labelling.objects.get_or_create(task=held, label=one)
        _record(events.TaskLabelled, held, by, old="、".join(before), new="、".join(wanted))


def link(task: Task, other: Task, *, kind: str, by: Person) -> TaskLink:
    """The caller found `other` among what `by` sees."""
    with transaction.atomic():
        held = _furnishing(task, by)
        if kind not in TaskLink.Kind.values or other.pk == held.pk:
            raise Invalid(_("Choose another row and what it has to do with this one."))
        made, fresh = TaskLink.objects.get_or_create(
            task=held, other=other, kind=kind, defaults={"by": by, "at": clock.now()}
        )
        if fresh:
            _record(events.TaskRelated, held, by, other=other.pk, link=kind)
        return made


def unlink(one: TaskLink, *, by: Person) -> None:
    with transaction.atomic():
        held = _furnishing(one.task, by)
        if TaskLink.objects.filter(pk=one.pk).delete()[0]:
            _record(events.TaskUnrelated, held, by, other=one.other_id, link=one.kind)


def follow(task: Task, *, follows: bool, by: Person) -> None:
    """Whoever sees the row."""
    with transaction.atomic():
        held = locked(task)
        if not follows:
            changed = bool(held.followers.filter(person=by).delete()[0])
        else:
            made = TaskFollower.objects.get_or_create(
                task=held, person=by, defaults={"at": clock.now()}
            )
            changed = made[1]
        if changed:
            _record(events.TaskFollowed, held, by, follows=follows)


def describe(task: Task, text: str, *, version: int, by: Person) -> Description:
    """`version` is the one that was read; the newer text is never lost silently."""
    with transaction.atomic():
        held = _furnishing(task, by)
        text = tidy(text, LONGEST)
        empty = {"text": "", "html": "", "version": 0}
        kept, _made = Description.objects.get_or_create(task=held, defaults=empty)
        if kept.version != version:
            labels = {"text": str(_("Description"))}
            raise Stale(mine={"text": text}, theirs={"text": kept.text}, labels=labels)
        if kept.text == text:
            return kept
        old, kept.text, kept.html = kept.text, text, rendered(text, {})
        kept.version += 1
        kept.save(update_fields=["text", "html", "version"])
        _record(events.TaskDescribed, held, by, old=old, new=text)
        return kept


def add_picture(task: Task, upload: Upload, *, by: Person) -> StoredFile:
    """For its description; whoever sees the collaboration may open it."""
    with transaction.atomic():
        held = _furnishing(task, by)
        kept = files.keep(upload, by=by, collaboration=held.collaboration_id)
        if not kept.is_image:
            raise Invalid(_("Only pictures can stand in a text: PNG, JPEG, GIF or WebP."))
        return kept


def fill_fields(
    task: Task, typed: dict[UUID, str], *, was: Mapping[UUID, str] | None = None, by: Person
) -> None:
    """Own fields by their id; all are taken or none. `was` is what the page showed of them."""
    with transaction.atomic():
        held = _furnishing(task, by)
        fields = {one.pk: one for one in CustomField.objects.in_use().filter(pk__in=typed)}
        _require_seen(held, fields, typed, was or {})
        errors: dict[str, Any] = {}
        for key, field in fields.items():
            try:
                _tell(write_own(held, field, read_value(field, typed[key])), held, by)
            except Invalid as wrong:
                errors[f"field-{key}"] = wrong.sentence
        if errors:
            raise Invalid(next(iter(errors.values())), errors=errors)


def _require_seen(
    held: Task, fields: dict[UUID, CustomField], typed: dict[UUID, str], was: Mapping[UUID, str]
) -> None:
    """A field that somebody else filled meanwhile is not written over; the others may stay."""
    values = own_of([held.pk]).get(held.pk, {}).items()
    now = {UUID(key.removeprefix(OWN)): value.shown for key, value in values}
    moved = [
        key for key in was.keys() & fields.keys()
        if now.get(key, "") not in (was[key], typed[key])
    ]  # fmt: skip
    if moved:
        raise Stale(
            mine={str(key): typed[key] for key in moved},
            theirs={str(key): now.get(key, "") for key in moved},
            labels={str(key): fields[key].name for key in moved},
        )


def _furnishing(task: Task, by: Person) -> Task:
    held = locked(task)
    policy.may_edit(by, held).require()
    _require_free(held)
    return held


def _require_free(held: Task) -> None:
    """As long as the columns nobody signs are open."""
    policy.require_open(held.collaboration, "effort_days")
    require_standing(held)


def _record(kind: Callable[..., Event], task: Task, by: Person, **facts: Any) -> None:
    about = {"subject": task.pk, "collaboration": task.collaboration_id, "name": task.name}
    _tell(kind(**about, **facts), task, by)


def _tell(event: Event | None, task: Task, by: Person) -> None:
    if event:
        standing = policy.edits_as(by, task)
        record(event, by=by, on_behalf_of=standing.on_behalf_of if standing else None)
