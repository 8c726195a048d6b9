"""What can happen: one module per noun, all known once this package is imported."""

from tongzhou.collaborations.events import (
    asks,
    briefs,
    cases,
    importance,
    intakes,
    meetings,
    openings,
)

__all__ = ["asks", "briefs", "cases", "importance", "intakes", "meetings", "openings"]
