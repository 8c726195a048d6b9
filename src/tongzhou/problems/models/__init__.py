"""What is kept of a problem: `problems`, what each side says (`sides`), how it ends (`ways_out`)."""

from tongzhou.problems.models.problems import Problem
from tongzhou.problems.models.sides import Fact, Figure, Side
from tongzhou.problems.models.ways_out import Option, Ruling

__all__ = ["Fact", "Figure", "Option", "Problem", "Ruling", "Side"]
