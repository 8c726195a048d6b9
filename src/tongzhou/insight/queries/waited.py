"""What is counted of a wait."""

from typing import NamedTuple
from uuid import UUID

from tongzhou.core.lifecycle import State


class Waited(NamedTuple):
    asker: UUID
    asked: UUID
    step: State
    seconds: int
    times: int = 1
