"""A messenger that runs here, and apps of the small company in it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.channels.apps import sealed
from tests.channels.apps.messenger import Messenger, running
from tests.company import Company
from tongzhou.channels.actions import apps
from tongzhou.channels.apps import calls
from tongzhou.channels.models import App
from tongzhou.org.models import ExternalId, Person

FACTS: dict[str, dict[str, str]] = {
    "wecom": {"tenant": "ww1", "agent": "1000002", "token": "tok", "key": sealed.KEY},
    "dingtalk": {
        "tenant": "ding1", "client": "appkey1", "agent": "77", "token": "tok", "key": sealed.KEY,
    },
    "feishu": {"client": "cli_1", "token": "vtok", "key": "encrypt-key"},
}  # fmt: skip
SetUp = Callable[..., App]


@pytest.fixture
def messenger(settings: Any) -> Iterator[Messenger]:
    calls._kept.clear()
    with running() as one:
        settings.OUTBOUND_ALLOW = {one.place}
        settings.BASE_URL = "https://tongzhou.example.com"
        settings.ALLOWED_HOSTS = ["*"]
        yield one


@pytest.fixture
def set_up(company: Company, messenger: Messenger) -> SetUp:
    def make(kind: str, **other: Any) -> App:
        messenger.kind = kind
        facts = {**FACTS[kind], "secret": "s3cret", "base": messenger.base, **other}
        return apps.add(kind, by=company.administrator, **facts)

    return make


def known(person: Person, messenger: Messenger, account: str) -> None:
    ExternalId.objects.create(person=person, system=messenger.kind, value=account)
    messenger.accounts.add(account)
