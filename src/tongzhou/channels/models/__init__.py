"""What leaves the house, and by which way."""

from tongzhou.channels.models.robots import Post, Robot, Sending

__all__ = ["Post", "Robot", "Sending"]
