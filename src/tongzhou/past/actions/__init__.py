"""Writing what a bundle says."""

from tongzhou.past.actions.taking import take_over

__all__ = ["take_over"]
