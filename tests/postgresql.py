"""A private PostgreSQL cluster in a temporary folder: socket only, no fsync, gone at exit."""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

SERVER = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c autovacuum=off"
)
"""Speed over durability: tests of durability start a cluster of their own with `options`.

Nothing is counted behind the tests' back: what a rolled back test left would pass for empty
tables, and whether it does would hang on the moment."""


def start(options: str = SERVER) -> str:
    """The DATABASE_URL of a new cluster; it stops when this process ends, however it ends."""
    folder = Path(tempfile.mkdtemp(prefix="tz-pg-", dir="/tmp"))
    _give_to_server_user(folder)
    data = folder / "data"
    _run("initdb", "-D", str(data), "-U", "tongzhou", "-A", "trust", "-E", "UTF8", "--locale=C")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*_as_server_user(), *_dying_with_parent(), _binary("postgres"), "-D", str(data),
             "-k", str(folder), *options.split(" ")],
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    atexit.register(_stop, server, folder)
    _wait(folder, server)
    _run("createdb", "-h", str(folder), "-U", "tongzhou", "tongzhou")
    return f"postgresql://tongzhou@{quote(str(folder), safe='')}/tongzhou"


def _binary(name: str) -> str:
    found = shutil.which(name)
    if found and name not in ("initdb", "postgres"):
        return found
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if versions:
        return str(versions[-1])
    if found:
        return found
    raise FileNotFoundError(f"{name} is missing: apt-get install postgresql")


def _run(name: str, *arguments: str) -> None:
    command = [*_as_server_user(), _binary(name), *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd="/tmp")


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    user = _server_user()
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _dying_with_parent() -> list[str]:
    return ["setpriv", "--pdeathsig", "INT"]


def _server_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _give_to_server_user(folder: Path) -> None:
    folder.chmod(0o755)
    if os.geteuid() == 0:
        user = _server_user()
        os.chown(folder, user.pw_uid, user.pw_gid)


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        ready = subprocess.run(
            [_binary("pg_isready"), "-q", "-h", str(folder)], check=False, capture_output=True
        )
        if ready.returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def _stop(server: subprocess.Popen[bytes], folder: Path) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)
