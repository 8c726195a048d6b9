"""The program as operators run it: a process of its own with data of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

TONGZHOU = (sys.executable, "-m", "tongzhou.config")


class Served:
    def __init__(self, environment: dict[str, str]) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        self.began = time.monotonic()
        self.process = subprocess.Popen([*TONGZHOU, "serve", "--port", port], env=environment)

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def children(self) -> list[int]:
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for listing in threads for pid in listing.read_text().split()]

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(10)


def environment_of(folder: Path) -> dict[str, str]:
    own = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return {**kept, "TONGZHOU_DATA": str(folder)}


def tongzhou(*arguments: str, environment: dict[str, str], status: int = 0) -> str:
    done = subprocess.run(
        [*TONGZHOU, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def eventually(question: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
