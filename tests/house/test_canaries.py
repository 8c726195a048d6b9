"""Secrets that sing: a served house that says all it can say of what people do says none of theirs."""

import http.cookiejar
import json
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.house.serving import Served, eventually

SETTING_UP = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "tongzhou.config.settings"
import django
django.setup()
from django.conf import settings
from django.db import transaction
from tongzhou.org.actions import create_token, invitations, passwords
from tongzhou.org.models import Department, Person
home = Department.objects.create(name="产品部", code="cp", path="cp/")
lin = Person.objects.create(login="lin", name="林楠", department=home, is_administrator=True)
gao = Person.objects.create(login="gao", name="高原", department=home)
with transaction.atomic():
    passwords.write_password(lin, "canary-password-1", by=None)
print(json.dumps({
    "token": create_token(lin, by=lin, name="canary"),
    "invitation": invitations.invite(gao, by=lin),
    "key": settings.SECRET_KEY,
}))
"""
LINK = "canary-of-a-link-0123456789-0123456789-012345"


@pytest.mark.check("T166")
def test_a_server_that_says_all_it_can_says_no_secret(
    installation: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = installation | {"TONGZHOU_LOG_LEVEL": "DEBUG"}
    made = subprocess.run(
        [sys.executable, "-c", SETTING_UP], env=environment, capture_output=True, text=True, check=True
    )  # fmt: skip
    canaries = json.loads(made.stdout)
    served = Served(environment)
    try:
        eventually(lambda: served.get("/readyz") == 200)
        canaries |= _lived(served.address, canaries)
    finally:
        served.stop()
    heard = "".join(capfd.readouterr()) + made.stderr + _written_beside_the_database(tmp_path)
    assert "/a/" in heard, "it says what it turned away"
    assert {name for name, secret in canaries.items() if secret in heard} == set()


def _lived(address: str, canaries: dict[str, str]) -> dict[str, str]:
    """What a person does with secrets, well and badly; the secrets that came of it."""
    browser = Browser(address)
    browser.send("/sign-in", login="lin", password="canary-wrong-1")
    browser.send("/sign-in", login="canary-nobody", password="canary-wrong-2")
    browser.send("/sign-in", login="lin", password="canary-password-1")
    shown = browser.send("/me/tokens", "/me", name="second", scopes="own:read")
    factor = browser.send("/me/second-factors", "/me")
    browser.send("/me/passwords", "/me", current="canary-password-1", new="canary-new-3", again="x")
    browser.open("/administration")
    browser.open(f"/invitation?code={canaries['invitation']}")
    doors = ("/a/", "/w/", "/unsubscribe/", "/sign-in/oidc/answers?code=")
    for place in [door + LINK for door in doors]:
        browser.open(place)
        browser.open(place, {"answer": "x"})
    for token in (canaries["token"], "tz_canary-of-a-token"):
        browser.open("/api/v1/me", token=token)
        browser.open("/api/v1/asks/nothing/answers", {"x": "y"}, token=token)
    return {
        "passwords": "canary-password-1",
        "wrong passwords": "canary-wrong",
        "new password": "canary-new-3",
        "shown token": re.findall(r"tz_[\w-]{20,}", shown)[0],
        "wrong token": "canary-of-a-token",
        "secret of codes": re.findall(r"\b[A-Z2-7]{32}\b", factor)[0],
        "link": LINK,
        "session": browser.cookie("session"),
    }


class Browser:
    def __init__(self, address: str) -> None:
        self.address, self.jar = address, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def open(self, path: str, fields: dict[str, str] | None = None, token: str = "") -> str:
        body = urllib.parse.urlencode(fields).encode() if fields else None
        asked = urllib.request.Request(self.address + path, body)
        if token:
            asked.add_header("Authorization", f"Bearer {token}")
        try:
            with self.opener.open(asked, timeout=20) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refused:
            return refused.read().decode()

    def send(self, path: str, page: str = "", **fields: str) -> str:
        """As the form on that page would."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.open(page or path))
        return self.open(path, {**fields, "csrfmiddlewaretoken": found[1] if found else ""})

    def cookie(self, name: str) -> str:
        return next(one.value or "" for one in self.jar if one.name == name)


def _written_beside_the_database(folder: Path) -> str:
    kept = ("tongzhou.sqlite3", "secret-key")
    files = [one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(kept)]
    return "".join(one.read_text(errors="replace") for one in files)
