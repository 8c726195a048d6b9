"""Files that answer a question: a new upload, or the one of the version before."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.files.actions import keep, require_acceptable
from tongzhou.files.models import StoredFile
from tongzhou.files.uploads import Upload
from tongzhou.org.models import Person
from tongzhou.submissions.models import HandedFile, Handing, Question, Respondent
from tongzhou.submissions.values import Cell

Given: TypeAlias = "Mapping[str, StoredFile | Upload]"


def files_of(
    respondent: Respondent, questions: Sequence[Question], uploads: Mapping[str, Upload]
) -> tuple[Given, dict[Cell, Sentence]]:
    """By the key of the question; and what cannot be taken, at its cell."""
    found: dict[str, StoredFile | Upload] = {}
    refused: dict[Cell, Sentence] = {}
    before = HandedFile.objects.filter(handing=respondent.handings.first())
    known = {str(one.key): one.file for one in before.select_related("file")}
    for key in (str(one.key) for one in questions if one.kind == Question.Kind.FILE):
        try:
            if upload := uploads.get(key):
                require_acceptable(upload)
                found[key] = upload
            elif key in known:
                found[key] = known[key]
        except Invalid as wrong:
            refused[0, key] = wrong.sentence
    return found, refused


def with_names(
    typed: Sequence[Mapping[str, str]], questions: Sequence[Question], given: Given
) -> list[Mapping[str, str]]:
    """The row says what the file is called; nobody types that."""
    asked = [str(one.key) for one in questions if one.kind == Question.Kind.FILE]
    if not asked:
        return list(typed)
    first = dict(typed[0]) if typed else {}
    names = {key: (given[key].name or "") if key in given else "" for key in asked}
    return [{**first, **names}, *typed[1:]]


def keep_files(handing: Handing, given: Given, *, by: Person) -> list[HandedFile]:
    return [
        HandedFile.objects.create(
            handing=handing, key=key, file=one if isinstance(one, StoredFile) else keep(one, by=by)
        )
        for key, one in given.items()
    ]
