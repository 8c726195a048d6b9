"""A department publishes what it wants to know with a kind of request; the asker fills it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.events.intakes import IntakePublished, IntakeRetired
from tongzhou.collaborations.intake_values import Filled, Said
from tongzhou.collaborations.models import Ask, IntakeEntry, IntakeField, IntakeForm
from tongzhou.collaborations.policy.intakes import may_publish
from tongzhou.collaborations.terms import refuse, wrong
from tongzhou.core import clock
from tongzhou.core.ids import new_id
from tongzhou.core.verdicts import NotPossibleNow, Sentence, Stale
from tongzhou.files.actions import keep
from tongzhou.files.models import StoredFile
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import as_head

MOST_FIELDS = 20
LONGEST_NAME, LONGEST_LABEL, LONGEST_HELP, LONGEST_CHOICES = 60, 80, 200, 1000


@dataclass(frozen=True, kw_only=True)
class Question:
    """`key` is that of the question it continues; None: a new one."""

    label: str
    kind: str = IntakeField.Kind.TEXT
    help: str = ""
    choices: str = ""
    is_required: bool = False
    key: UUID | None = None


def publish(
    department: Department,
    *,
    name: str,
    questions: Sequence[Question],
    by: Person,
    after: IntakeForm | None = None,
) -> IntakeForm:
    """A first version, or the next one `after` the version the person started from."""
    with transaction.atomic():
        unit = _locked(department)
        may_publish(by, unit).require()
        if unit.dissolved_at:
            raise NotPossibleNow(_("This department was dissolved: its successor is asked now."))
        _check(unit, name, questions, after)
        if after is not None:
            _require_current(after)
            IntakeForm.objects.filter(pk=after.pk).update(is_current=False)
        form = IntakeForm(
            department=unit, name=name.strip(), series=after.series if after else new_id(),
            version=after.version + 1 if after else 1, published_by=by, published_at=clock.now(),
        )  # fmt: skip
        form.save(force_insert=True)
        _write_fields(form, questions)
        event = IntakePublished(
            subject=form.pk, department=DepartmentId(unit.pk), name=form.name,
            version=form.version, fields=tuple(one.label.strip() for one in questions),
        )  # fmt: skip
        record(event, by=by, on_behalf_of=_absent(by, unit))
    return form


def retire(form: IntakeForm, *, by: Person) -> None:
    """Nobody is asked with it any more; what was asked keeps it."""
    with transaction.atomic():
        unit = _locked(form.department)
        may_publish(by, unit).require()
        _require_current(form)
        IntakeForm.objects.filter(pk=form.pk).update(is_current=False)
        event = IntakeRetired(subject=form.pk, department=DepartmentId(unit.pk), name=form.name)
        record(event, by=by, on_behalf_of=_absent(by, unit))


def fill(ask: Ask, filled: Filled | None, *, by: Person) -> None:
    """What was typed into the asked department's form; part of drafting and revising an ask."""
    if filled is not None and filled.form.department_id != ask.department_id:
        raise wrong(intake=_("This form belongs to another department: choose one of the list."))
    ask.intake = filled.form if filled else None
    ask.intake_entries.all().delete()
    IntakeEntry.objects.bulk_create(
        IntakeEntry(ask=ask, **{**vars(one), "file": _kept(one, ask, by)})
        for one in (filled.said if filled else ())
    )


def _kept(said: Said, ask: Ask, by: Person) -> StoredFile | None:
    """A file handed in now is seen from now on by whoever sees the collaboration."""
    if said.file is None or isinstance(said.file, StoredFile):
        return said.file
    return keep(said.file, by=by, collaboration=ask.collaboration_id)


def require_filled(ask: Ask) -> None:
    """Before it is sent, what the asked department needs must be there."""
    if ask.intake is None:
        return
    answered = ask.intake_entries.values("field")
    missing = ask.intake.fields.filter(is_required=True).exclude(pk__in=answered)
    labels = list(missing.values_list("label", flat=True))
    if labels:
        facts = {"department": ask.department, "fields": "、".join(labels)}
        raise wrong(intake=_("%(department)s needs to know: %(fields)s.") % facts)


def pairs_of(ask: Ask) -> list[list[str]]:
    rows = ask.intake_entries.select_related("field")
    return [[one.field.label, one.text] for one in rows]


def _locked(department: Department) -> Department:
    rows = Department.objects.select_for_update(of=("self",)).select_related("head", "deputy")
    return rows.get(pk=department.pk)


def _absent(by: Person, department: Department) -> Person | None:
    standing = as_head(by, department)
    return standing.on_behalf_of if standing else None


def _require_current(form: IntakeForm) -> None:
    newest = IntakeForm.objects.filter(series=form.series).order_by("-version").first()
    if newest is None or not newest.is_current:
        raise NotPossibleNow(_("This form has been taken back."))
    if newest.pk != form.pk:
        sentence = _("%(person)s has published version %(version)s meanwhile. Your text is kept.")
        facts = {"person": newest.published_by, "version": newest.version}
        raise Stale(sentence % facts, theirs={"version": newest.version})


def _check(
    department: Department, name: str, questions: Sequence[Question], after: IntakeForm | None
) -> None:
    errors: dict[str, Sentence] = {}
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        errors["name"] = _("A short name, such as “data extract” or “new feature”.")
    current = IntakeForm.objects.filter(department=department, is_current=True, name=name.strip())
    if current.exclude(series=after.series if after else None).exists():
        errors["name"] = _("There is a form of this name already.")
    if fault := fault_in(questions):
        errors["questions"] = fault
    refuse(errors)


def fault_in(questions: Sequence[Question]) -> Sentence:
    """Why these cannot be asked; "" when they can. Campaigns ask by the same rules."""
    if not questions:
        return _("One question at least, please.")
    if len(questions) > MOST_FIELDS:
        return _("At most 20 questions: nobody fills in more.")
    if faults := [fault for one in questions if (fault := _fault(one))]:
        return faults[0]
    same = len({one.label.strip() for one in questions}) < len(questions)
    return _("Two questions are the same.") if same else ""


def _fault(question: Question) -> Sentence:
    label = question.label.strip()
    if not label or len(label) > LONGEST_LABEL:
        return _("Every question needs a few words, 80 characters at most.")
    if question.kind not in IntakeField.Kind.values:
        return _("Choose one of the list.")
    if len(question.help) > LONGEST_HELP or len(question.choices) > LONGEST_CHOICES:
        return _("“%(label)s”: this is too long.") % {"label": label}
    if question.kind == IntakeField.Kind.CHOICE and len(possibilities(question.choices)) < 2:
        return _("“%(label)s”: a choice needs two possibilities or more.") % {"label": label}
    return ""


def _write_fields(form: IntakeForm, questions: Sequence[Question]) -> None:
    IntakeField.objects.bulk_create(
        IntakeField(
            form=form, position=position, key=one.key or new_id(), label=one.label.strip(),
            kind=one.kind, help=one.help.strip(), choices="\n".join(possibilities(one.choices)),
            is_required=one.is_required,
        )
        for position, one in enumerate(questions, start=1)
    )  # fmt: skip


def possibilities(choices: str) -> list[str]:
    """One possibility a line, or separated by 、 as people write."""
    parts = choices.replace("、", "\n").replace("；", "\n").splitlines()
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
