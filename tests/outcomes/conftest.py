from types import ModuleType

import pytest

from tests.agreements import table as table_module
from tests.agreements.table import Table
from tests.company import Company


@pytest.fixture
def table(company: Company, clock: ModuleType) -> Table:
    """Four departments, four rows, signed by all; it is Monday 3 July 2023."""
    table = table_module.build(company)
    table.in_force()
    return table
