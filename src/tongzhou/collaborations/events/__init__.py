"""What can happen: one module per noun, all known once this package is imported."""

from tongzhou.collaborations.events import (
    amending,
    asks,
    briefs,
    cases,
    importance,
    intakes,
    meetings,
    openings,
)

__all__ = ["amending", "asks", "briefs", "cases", "importance", "intakes", "meetings", "openings"]
