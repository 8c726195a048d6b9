"""A garden in which a collaboration of marketing stands, with everything that can hang on it."""

from types import ModuleType

import pytest
from django.apps import apps

from tests.company import Company
from tests.house.hidden import SPECIAL
from tests.house.planting import Garden
from tongzhou.collaborations.models import Collaboration


@pytest.fixture(params=["parties", "confidential"])
def garden(request: pytest.FixtureRequest, company: Company, clock: ModuleType) -> Garden:
    """Strangers are another department, or the own one where only named people see."""
    garden = Garden(company, SPECIAL, stranger=company.feng)
    case = garden.one(Collaboration)
    if request.param == "confidential":
        garden.stranger = company.gao
        case.visibility = "confidential"
        case.save(update_fields=["visibility"])
    for model in apps.get_models():
        if any(field.related_model is Collaboration for field in model._meta.local_concrete_fields):
            garden.one(model)
    return garden
