"""A collaboration whose work is being divided, and one whose table can be signed."""

from tests.agreements.conftest import table
from tests.plans.conftest import case, task

__all__ = ["case", "table", "task"]
