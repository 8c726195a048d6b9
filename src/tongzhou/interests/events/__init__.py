"""What can happen while interests are aligned: one module per noun, all known once imported."""

from tongzhou.interests.events import aligning, deals

__all__ = ["aligning", "deals"]
