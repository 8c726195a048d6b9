"""The shape of a department's intake form: its editor, and the asker's side of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from tongzhou.collaborations.actions.intakes import Question
from tongzhou.collaborations.intake_values import Filled, Handed, read_filled
from tongzhou.collaborations.models import Ask, IntakeField, IntakeForm
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.files.actions import require_acceptable
from tongzhou.files.models import StoredFile
from tongzhou.files.uploads import Upload
from tongzhou.org.models import Department, Person

BLANK = 3
NO_FILES: Mapping[str, Upload] = MappingProxyType({})
COLUMNS = ("question_key", "question_label", "question_kind", "question_help", "question_choices")
NO_FORM = "none"


@dataclass(frozen=True)
class QuestionRow:
    """One row of the editor as it was typed."""

    key: str = ""
    label: str = ""
    kind: str = IntakeField.Kind.TEXT
    help: str = ""
    choices: str = ""
    is_required: bool = False


def typed_rows(data: QueryDict) -> list[QuestionRow]:
    """`question_required` names the places of the rows that are ticked."""
    ticked = set(data.getlist("question_required"))
    rows = zip(*(data.getlist(name) for name in COLUMNS), strict=False)
    return [
        QuestionRow(
            key.strip(), label.strip(), kind, note.strip(), choices.strip(), str(place) in ticked
        )
        for place, (key, label, kind, note, choices) in enumerate(rows)
    ]


def rows_of(form: IntakeForm | None) -> list[QuestionRow]:
    return [
        QuestionRow(str(f.key), f.label, f.kind, f.help, f.choices, f.is_required)
        for f in (form.fields.all() if form else ())
    ]


def with_blanks(rows: list[QuestionRow]) -> list[QuestionRow]:
    filled = [row for row in rows if row.label or row.help or row.choices]
    return filled + [QuestionRow()] * (1 if filled else BLANK)


def read_questions(data: QueryDict, after: IntakeForm | None) -> list[Question]:
    """Filled rows; a key continues a question only if the version before had it."""
    known = {str(key): key for key in (after.fields.values_list("key", flat=True) if after else ())}
    return [
        Question(
            label=row.label, kind=row.kind, help=row.help, choices=row.choices,
            is_required=row.is_required, key=known.pop(row.key, None),
        )
        for row in typed_rows(data)
        if row.label or row.help or row.choices
    ]  # fmt: skip


@dataclass(frozen=True)
class IntakeLine:
    """A question as the asker sees it, with what was typed and what is wrong with it."""

    name: str
    field: IntakeField
    value: str
    error: Sentence
    file: StoredFile | None = None

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(one, one) for one in self.field.offered]


@dataclass(frozen=True)
class Intake:
    """The asker's side: which kinds there are, which is chosen, and its questions."""

    department: Department | None
    kinds: tuple[IntakeForm, ...]
    chosen: IntakeForm | None
    lines: tuple[IntakeLine, ...]
    filled: Filled | None
    errors: Mapping[UUID, Sentence]
    is_newer: bool = False


def read_intake(
    department: Department | None,
    data: Mapping[str, str],
    *,
    ask: Ask | None,
    by: Person,
    files: Mapping[str, Upload] = NO_FILES,
) -> Intake:
    """`data` is what was posted, or empty; then what the ask holds counts.

    A request that was sent keeps the version it was asked with; a draft follows the newest.
    """
    kinds = _kinds(department, by)
    chosen, is_newer = _chosen(kinds, data, ask)
    if chosen is None:
        return Intake(department, kinds, None, (), None, {})
    typed = _typed(chosen, data, ask)
    people = _people(chosen, typed, by)
    held = _held(ask)
    given, refused = _handed_in(chosen, data, files, held)
    filled, errors = read_filled(chosen, typed, people, given)
    errors |= refused
    lines = tuple(
        IntakeLine(name_of(f), f, typed.get(f.key, ""), errors.get(f.key, ""), held.get(f.key))
        for f in chosen.fields.all()
    )
    return Intake(department, kinds, chosen, lines, filled, errors, is_newer)


def name_of(field: IntakeField) -> str:
    return f"intake-{field.key}"


def _kinds(department: Department | None, by: Person) -> tuple[IntakeForm, ...]:
    if department is None:
        return ()
    rows = IntakeForm.objects.visible_to(by).filter(department=department, is_current=True)
    return tuple(rows.prefetch_related("fields"))


def _chosen(
    kinds: tuple[IntakeForm, ...], data: Mapping[str, str], ask: Ask | None
) -> tuple[IntakeForm | None, bool]:
    """The kind that was picked; the only one where nothing was; and whether it is newer."""
    held = ask.intake if ask else None
    was_sent = ask is not None and ask.state != "draft"
    if was_sent and held is not None:
        return held, False
    picked = data.get("intake", "") or (str(held.series) if held else "")
    if picked == NO_FORM:
        return None, False
    if not picked:
        return (kinds[0] if len(kinds) == 1 and ask is None else None), False
    found = next((one for one in kinds if str(one.series) == picked), None)
    return found, bool(found and held and found.pk != held.pk)


def _typed(form: IntakeForm, data: Mapping[str, str], ask: Ask | None) -> dict[UUID, str]:
    if "intake" in data or ask is None:
        return {f.key: data.get(name_of(f), "") for f in form.fields.all()}
    rows = ask.intake_entries.select_related("field", "person")
    return {one.field.key: one.person.login if one.person else one.text for one in rows}


def _held(ask: Ask | None) -> dict[UUID, StoredFile]:
    """Files that were handed in before, by the key of their question."""
    if ask is None:
        return {}
    rows = ask.intake_entries.filter(file__isnull=False).select_related("field", "file")
    return {one.field.key: one.file for one in rows if one.file}


def _handed_in(
    form: IntakeForm,
    data: Mapping[str, str],
    files: Mapping[str, Upload],
    held: Mapping[UUID, StoredFile],
) -> tuple[dict[UUID, Handed], dict[UUID, Sentence]]:
    """A new file, or the one from before unless it was struck out; and what is not taken."""
    found: dict[UUID, Handed] = {}
    refused: dict[UUID, Sentence] = {}
    for f in form.fields.all():
        if f.kind != IntakeField.Kind.FILE:
            continue
        upload = files.get(name_of(f))
        if upload is None:
            if f.key in held and f"{name_of(f)}-out" not in data:
                found[f.key] = held[f.key]
            continue
        try:
            require_acceptable(upload)
            found[f.key] = upload
        except Invalid as wrong:
            refused[f.key] = wrong.sentence
    return found, refused


def _people(form: IntakeForm, typed: Mapping[UUID, str], by: Person) -> list[Person]:
    """Those whom a typed name may mean; asked only where a person is asked for."""
    keys = [f.key for f in form.fields.all() if f.kind == IntakeField.Kind.PERSON]
    words = [typed[key].strip() for key in keys if typed.get(key, "").strip()]
    if not words:
        return []
    rows = Person.objects.visible_to(by).active()
    return list(rows.filter(Q(name__in=words) | Q(login__in=words)))
