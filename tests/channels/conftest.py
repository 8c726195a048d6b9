"""The organisation's mail server, on the loopback."""

from collections.abc import Iterator

import pytest

from tests.channels import sink as sinks
from tests.channels.sink import Sink


@pytest.fixture
def sink(settings: object) -> Iterator[Sink]:
    made = Sink()
    controller = sinks.start(made)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 2
    settings.BASE_URL = "https://tongzhou.example.com"
    yield made
    controller.stop()
