"""The served program: quick to start, one tree, gone when told, back when a child dies."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.serving import Served, environment_of, eventually, free_port, tongzhou


@pytest.fixture
def served(installation: dict[str, str]) -> Iterator[Served]:
    server = Served(installation)
    yield server
    server.stop()


def test_the_first_page_comes_soon_and_the_tree_stays_small(served: Served) -> None:
    eventually(lambda: served.get("/sign-in") == 200)
    waited = time.monotonic() - served.began
    assert waited < 3 * slowness()
    assert served.get("/readyz") == 200
    eventually(lambda: len(served.children()) == 2)
    assert sum(megabytes(pid) for pid in [served.process.pid, *served.children()]) < 250


@pytest.mark.check("T073")
def test_the_tree_ends_together_when_told(served: Served) -> None:
    eventually(lambda: served.get("/healthz") == 200 and len(served.children()) == 2)
    children = served.children()
    assert served.stop() == 0
    eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


@pytest.mark.check("T073")
def test_open_pages_do_not_hold_up_the_end(
    served: Served, installation: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    eventually(lambda: served.get("/healthz") == 200)
    made = subprocess.run(
        [sys.executable, "-c", SIGNED_IN], env=installation, capture_output=True, text=True, check=True
    )  # fmt: skip
    asked = urllib.request.Request(served.address + "/events")
    asked.add_header("Cookie", f"session={made.stdout.strip()}")
    with urllib.request.urlopen(asked, timeout=5) as stream:
        assert b"event: open" in b"".join(stream.readline() for _each in range(3))
        assert served.stop() == 0
        assert b"data: closing" in stream.read()
    assert "Killing" not in "".join(capfd.readouterr())


SIGNED_IN = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tongzhou.config.settings"
import django
django.setup()
from django.test import Client
from tongzhou.org.models import Department, Person
home = Department.objects.create(name="产品部", code="cp", path="cp/")
client = Client()
client.force_login(Person.objects.create(login="lin", name="林楠", department=home))
print(client.cookies["session"].value)
"""


@pytest.mark.check("T059")
def test_nothing_stays_on_the_port_when_the_keeper_is_killed(served: Served) -> None:
    eventually(lambda: served.get("/healthz") == 200 and len(served.children()) == 2)
    children = served.children()
    served.stop(signal.SIGKILL)
    eventually(lambda: not any(is_running(pid) for pid in children))
    assert served.get("/healthz") == 0


def test_a_child_that_dies_is_replaced(served: Served) -> None:
    eventually(lambda: served.get("/healthz") == 200 and len(served.children()) == 2)
    before = served.children()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: len(set(served.children()) - set(before)) == 2)
    eventually(lambda: served.get("/healthz") == 200)


def test_a_port_that_is_taken_is_not_shared(installation: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = tongzhou("serve", "--port", port, environment=installation, status=1)
    assert f"cannot listen on 127.0.0.1 port {port}: Address already in use" in refused


@pytest.mark.check("T072")
def test_pages_are_refused_until_the_database_is_migrated(tmp_path: Path) -> None:
    port = str(free_port())
    refused = tongzhou("serve", "--port", port, environment=environment_of(tmp_path), status=1)
    assert "Run: tongzhou migrate" in refused


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must look like postgresql://"),
        ("TONGZHOU_BASE_URL", "tongzhou", "TONGZHOU_BASE_URL must look like https://"),
        ("TONGZHOU_SMTP_PORT", "abc", "TONGZHOU_SMTP_PORT must be a whole number from 1 to 65535"),
        ("TONGZHOU_TIME_ZONE", "Mars", "TONGZHOU_TIME_ZONE must be a time zone such as"),
        ("TONGZHOU_DEBUG", "yes", "TONGZHOU_DEBUG must be 1 (on) or 0 (off), not 'yes'"),
        ("TONGZHOU_DATA", "/proc/nowhere", "TONGZHOU_DATA cannot be made"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "serve"])
def test_a_wrong_setting_is_named(
    variable: str, value: str, sentence: str, command: str, tmp_path: Path
) -> None:
    environment = environment_of(tmp_path) | {variable: value}
    said = tongzhou(command, environment=environment, status=1)
    assert f"Error: {sentence}" in said
    assert "Traceback" not in said


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def megabytes(pid: int) -> float:
    """Memory of its own plus its share of what is shared."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(rollup.split("Pss:")[1].split()[0]) / 1024


def slowness() -> float:
    """How many times slower than on an idle machine things are just now."""
    return max(1.0, os.getloadavg()[0])
