"""The Q3 story in the small company, up to a chapter."""

from collections.abc import Callable
from functools import partial
from types import ModuleType

import pytest

from tests.company import Company
from tests.told import told
from tongzhou.demo.story.scene import Story


@pytest.fixture
def play(company: Company, clock: ModuleType) -> Callable[[int], Story]:
    """`play(3)`: the story has been lived up to the end of its third chapter."""
    return partial(told, company)
