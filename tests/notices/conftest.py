"""The organisation's mail server is also here."""

from tests.channels.conftest import sink

__all__ = ["sink"]
