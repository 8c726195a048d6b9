"""What can happen: one module per noun, all known once this package is imported."""

from tongzhou.collaborations.events import asks, cases, importance, intakes, meetings

__all__ = ["asks", "cases", "importance", "intakes", "meetings"]
