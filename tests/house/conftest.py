"""A garden in which a collaboration of marketing stands, and an installation to serve."""

import shutil
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps

from tests.company import Company
from tests.house.hidden import SPECIAL
from tests.house.planting import Garden
from tests.house.serving import environment_of, tongzhou
from tongzhou.collaborations.models import Collaboration


@pytest.fixture(params=["parties", "confidential"])
def garden(request: pytest.FixtureRequest, company: Company, clock: ModuleType) -> Garden:
    """With all that can hang on a collaboration.

    Strangers are another department, or the own one where only named people see.
    """
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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    tongzhou("migrate", environment=environment_of(folder))
    return folder


@pytest.fixture
def installation(migrated: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a migrated installation of its own, on SQLite."""
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    return environment_of(tmp_path)
