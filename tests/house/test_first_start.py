"""A fresh house has no account and no secret that anybody else could know."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tongzhou.config.environment import key_in

START = [sys.executable, "-c", "from tongzhou.config import settings; print(settings.SECRET_KEY)"]


@pytest.mark.check("T135")
def test_every_house_draws_a_key_of_its_own(tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "two"):
        world = os.environ | {"TONGZHOU_DATA": str(tmp_path / name)}
        done = subprocess.run(START, env=world, capture_output=True, text=True, check=True)
        keys.add(done.stdout.strip())
        file = tmp_path / name / "secret-key"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert key_in(file) in keys
    assert len(keys) == 2


@pytest.mark.check("T135")
@pytest.mark.parametrize(
    "key",
    ["", "short", "a" * 64, "django-insecure-0=b#!v7wz4$s1o9k@e2x8q6r3t5y", "changeme" * 8,
     "Replace-this-with-a-long-random-text-of-your-own", "SECRET_KEY-abcdefghijklmnopqrstuvwxyz"],
)  # fmt: skip
def test_a_key_of_an_example_is_refused(key: str, tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text(key)
    with pytest.raises(ImproperlyConfigured, match="Remove the file"):
        key_in(tmp_path / "secret-key")


@pytest.mark.django_db
@pytest.mark.check("T135")
def test_nobody_is_there_before_somebody_came() -> None:
    from tongzhou.org.models import Department, Person, Token

    assert not Person.objects.exists()
    assert not Department.objects.exists()
    assert not Token.objects.exists()
