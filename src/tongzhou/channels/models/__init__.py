"""What leaves the house, and by which way; what comes back."""

from tongzhou.channels.models.links import AnswerLink, HeldAnswer
from tongzhou.channels.models.replies import MailReply
from tongzhou.channels.models.robots import Post, Robot, Sending

__all__ = ["AnswerLink", "HeldAnswer", "MailReply", "Post", "Robot", "Sending"]
