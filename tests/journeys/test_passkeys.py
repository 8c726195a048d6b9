"""A passkey in a real browser with a device in software: set up, signed in with, signed with."""

import re
from datetime import timedelta
from types import ModuleType

import pytest
from playwright.sync_api import expect

from tests.agreements.table import build as build_table
from tests.company import Company
from tests.journeys.stage import Stage
from tongzhou.agreements.models import RowSignature
from tongzhou.org.models import Passkey

pytestmark = pytest.mark.journey

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_head_sets_up_a_passkey_and_signs_with_it(
    stage: Stage, company: Company, clock: ModuleType
) -> None:
    version = build_table(company).circulate()
    stage.address = stage.address.replace("127.0.0.1", "localhost")
    head = stage.enter("wang")
    device = head.page.context.new_cdp_session(head.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    head.go("/me")
    head.box("哪台设备").fill("办公电脑")
    head.button("设置通行密钥").click()
    expect(head.toast).to_contain_text("通行密钥「办公电脑」已设置")
    head.fits()
    head.page.context.clear_cookies()
    head.go(f"/agreements/{version.pk}")
    head.button("使用通行密钥").click()
    head.page.wait_for_url(re.compile(r"^[^?]+/agreements/"))
    assert Passkey.objects.get().used_at is not None
    clock.advance(timedelta(hours=9))
    head.go(f"/agreements/{version.pk}")
    head.button("用通行密钥签字").click()
    expect(head.toast).to_contain_text("已代表产品部签署")
    assert {one.proved_how for one in RowSignature.objects.all()} == {"passkey"}
