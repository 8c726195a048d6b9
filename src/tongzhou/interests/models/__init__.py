"""What departments care about, the options between them, and what helps or hurts whose measure."""

from tongzhou.interests.models.deals import (
    Deal,
    DealAnswer,
    DealChoice,
    DealClash,
    DealPick,
    DealPoints,
    DealScore,
    DealSide,
    DealTerm,
)
from tongzhou.interests.models.effects import Effect, Remedy, Unmeasured
from tongzhou.interests.models.maps import Interest, SharedInterest
from tongzhou.interests.models.tables import (
    OptionTable,
    TableDecision,
    TableFloor,
    TableMark,
    TableOption,
    TableRemedy,
    TableScore,
    TableSide,
)

__all__ = [
    "Deal", "DealAnswer", "DealChoice", "DealClash", "DealPick", "DealPoints", "DealScore", "DealSide",
    "DealTerm", "Effect", "Interest", "OptionTable", "Remedy", "SharedInterest", "TableDecision", "TableFloor",
    "TableMark", "TableOption", "TableRemedy", "TableScore", "TableSide", "Unmeasured",
]  # fmt: skip
