"""What of the planted rows is hidden from whom, and what a model's field types do not tell."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models

from tests.house.planting import WORD, Garden, Special
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.org.events import PersonCreated
from tongzhou.plans.models import Task

SEEN_BY_EVERYBODY = {
    "acting_head",
    "custom_field",
    "department",
    "duty",
    "goal",
    "measure",
    "past_case",
    "person",
    "intake_form",
    "source",
    "term",
}
"""The organisation is open to its members: who works where, who answers for what."""

MODELS = {
    "version": "agreements.Version",
    "change": "agreements.ChangeRequest",
}
"""Parameters that are not simply called like their model."""

SPECIAL: dict[str, Special] = {
    "agreements.Version": {"state": lambda _: "circulating"},
    "agreements.Provision": {
        "kind": lambda _: "leeway",
        "name": lambda _: "shift",
        "content": lambda _: {"kind": "shift", "days": 2},
    },
    "collaborations.Collaboration": {"state": lambda _: "delivering"},
    "collaborations.Opening": {"until": lambda _: clock.now() + timedelta(hours=1)},
    "collaborations.Party": {"is_initiator": lambda _: True},
    "knowledge.Document": {"collaboration": lambda garden: garden.one(Collaboration)},
    "plans.TaskLink": {"other": lambda garden: _another_row(garden)},
    "plans.Role": {"person": lambda garden: garden.company.li},
    "discussions.Attachment": {"collaboration": lambda garden: garden.one(Collaboration)},
    "discussions.Comment": {"collaboration": lambda garden: garden.one(Collaboration)},
    "discussions.Mention": {"person": lambda garden: garden.company.li},
    "exchange.Gain": {
        "collaboration": lambda garden: garden.one(Collaboration),
        "receiver": lambda garden: garden.company.product,
    },
    "thanks.Thanks": {
        "by": lambda garden: garden.company.lin,
        "giver": lambda garden: garden.company.product,
    },
    # What everybody may find says nothing that is hidden.
    "goals.Goal": {"name": lambda _: "人人可见", "why": lambda _: "人人可见"},
    "goals.Measure": {"name": lambda _: "人人可见"},
    "files.StoredFile": {
        "collaboration": lambda garden: garden.one(Collaboration).pk,
        "media_type": lambda _: "image/png",
    },
    "org.Delegation": {"delegate": lambda garden: garden.company.lin},
    "past.PastCase": {"body": lambda _: {"key": WORD, "title": WORD, "is_open": True}},
    "past.Source": {"visibility": lambda _: "company"},
    "notices.Notice": {"entry": lambda garden: _entry(garden)},
}
"""Fields for which the type alone gives no acceptable value."""


def model_of(parameter: str) -> type[models.Model]:
    """The model whose id a parameter of this name holds."""
    if parameter in MODELS:
        return apps.get_model(MODELS[parameter])
    wanted = parameter.replace("_", "")
    found = [model for model in apps.get_models() if model._meta.model_name == wanted]
    assert len(found) == 1, f"say in tests/house/hidden.py which model “{parameter}” means"
    return found[0]


def _another_row(garden: Garden) -> Any:
    row = garden.one(Task)
    return Task.objects.create(
        collaboration=row.collaboration, department=row.department, number=row.number + 1, name=WORD
    )


def _entry(garden: Garden) -> Any:
    company = garden.company
    created = PersonCreated(
        subject=company.li.pk, person=company.li.pk, department=company.marketing.pk
    )
    return record(created, by=None)
