"""Who hears: one module per noun, all registered once this package is imported."""

from tongzhou.collaborations.audience import asks, briefs, cases, importance

__all__ = ["asks", "briefs", "cases", "importance"]
