"""Who hears: one module per noun, all registered once this package is imported."""

from tongzhou.collaborations.audience import cases

__all__ = ["cases"]
