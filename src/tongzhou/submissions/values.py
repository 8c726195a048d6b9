"""What was typed or uploaded, read by the type of each question; what is wrong is said by cell."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.intake_values import NO, YES, read_value
from tongzhou.collaborations.models import IntakeField
from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.org.models import Person
from tongzhou.submissions.models import Question, Row

MOST_ROWS = 500
MOST_PEOPLE = 1000
Cell = tuple[int, str]
"""The place of the row, and the key of the question."""
WORDS = {
    "是": YES,
    "有": YES,
    "yes": YES,
    "y": YES,
    "否": NO,
    "无": NO,
    "無": NO,
    "no": NO,
    "n": NO,
}


def read_rows(
    questions: Sequence[Question], typed: Iterable[Mapping[str, str]]
) -> tuple[list[Row], dict[Cell, Sentence]]:
    """Rows as they are kept, and what would be right instead; rows left empty are passed over."""
    lines = list(typed)
    rows, errors, people = [], {}, _people(questions, lines)
    for place, texts in enumerate(lines):
        if not any(text.strip() for text in texts.values()):
            continue
        row: Row = {}
        for question in questions:
            try:
                text = _read(question, texts.get(str(question.key), ""), people)
            except Invalid as wrong:
                errors[place, str(question.key)] = wrong.sentence
                continue
            if text:
                row[str(question.key)] = text
        rows.append(row)
    return rows, errors


def of_uploaded(text: str, question: Question) -> str:
    """As people write a yes or no into a cell."""
    return WORDS.get(text.strip().lower(), text) if question.kind == question.Kind.YES_NO else text


def _people(questions: Sequence[Question], lines: Sequence[Mapping[str, str]]) -> list[Person]:
    """Whom a typed name may mean; asked only where a person is asked for."""
    keys = [str(one.key) for one in questions if one.kind == Question.Kind.PERSON]
    words = {line.get(key, "").strip() for line in lines for key in keys} - {""}
    rows = Person.objects.active().filter(Q(name__in=words) | Q(login__in=words))
    return list(rows[:MOST_PEOPLE]) if words else []


def _read(question: Question, text: str, people: Sequence[Person]) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        if question.is_required:
            raise Invalid(_("This is needed."))
        return ""
    if question.kind == question.Kind.DATE:
        return read_date(text).isoformat()
    # A question of a campaign is read like one of an intake form: by kind and possibilities.
    return read_value(cast(IntakeField, question), text, people).text
