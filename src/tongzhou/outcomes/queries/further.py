"""What else belongs to a case: every model that hangs on it and is not told in a chapter of its own.

A new model needs nothing here: it is in the dossier from the day it exists, unless it is named as
left out with the reason.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration

TOLD = {
    "agreements.ChangeLine", "agreements.ChangeRequest", "agreements.Objection", "agreements.Row",
    "agreements.Version", "collaborations.Answer", "collaborations.Ask", "collaborations.Meeting",
    "collaborations.Milestone", "collaborations.Party", "discussions.Attachment",
    "discussions.Comment", "outcomes.Acceptance", "outcomes.Cosignature", "outcomes.Delivery", "outcomes.Improvement",
    "outcomes.Result", "outcomes.Retrospective", "plans.Role", "plans.Task", "problems.Option",
    "problems.Problem", "progress.CheckIn", "progress.RiskNotice", "progress.WeeklyRound",
}  # fmt: skip
"""Chapters of `whole_case`."""

LEFT_OUT = {
    "collaborations.Ball": "whose move it is follows from the rest",
    "collaborations.Sketch": "what somebody typed and never sent",
    "discussions.Mention": "the words of the comment hold it",
    "discussions.Stance": "what a person wants to be told is the person's own",
    "discussions.Wording": "what was said before and taken back",
    "knowledge.Document": "the search index is made from the rest",
    "notices.Notice": "what was told follows from the journal",
    "outcomes.Dossier": "it is this",
    "plans.PlanImport": "the rows that came of it are told",
}


def further(case: Collaboration) -> dict[str, list[Model]]:
    """By model label, what is there; always in the same order."""
    found = {}
    for label, path in sorted(ways()):
        model = apps.get_model(label)
        rows = list(model._base_manager.filter(**{path: case.pk}).order_by("pk"))
        if rows:
            found[label] = rows
    return found


def ways() -> Iterator[tuple[str, str]]:
    """Each model that is neither told nor left out, with its way to the collaboration."""
    for model in apps.get_models():
        label = model._meta.label
        if label in TOLD or label in LEFT_OUT:
            continue
        rows: Any = model._default_manager.all()
        if isinstance(rows, OfCaseQuerySet):
            yield label, rows.case_path
        elif any(
            field.name == "collaboration" and field.related_model is Collaboration
            for field in model._meta.concrete_fields
        ):
            yield label, "collaboration"
