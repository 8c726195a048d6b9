"""What was typed or uploaded, read by the type of each question; what is wrong is said by cell."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.intake_values import NO, YES, read_value
from tongzhou.collaborations.models import IntakeField
from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.submissions.models import Question, Row

MOST_ROWS = 500
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
    rows, errors = [], {}
    for place, texts in enumerate(typed):
        if not any(text.strip() for text in texts.values()):
            continue
        row: Row = {}
        for question in questions:
            try:
                text = _read(question, texts.get(str(question.key), ""))
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


def _read(question: Question, text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        if question.is_required:
            raise Invalid(_("This is needed."))
        return ""
    if question.kind == question.Kind.DATE:
        return read_date(text).isoformat()
    # A question of a campaign is read like one of an intake form: by kind and possibilities.
    return read_value(cast(IntakeField, question), text).text
