"""What pages cost: `.venv/bin/python -m bench.pages [sqlite] [postgresql]`.

Prints per page and engine, signed in, for 1 and 16 clients: p50/p95 on loopback, CPU of all
processes per action (also as a multiple of a bare one-query Django page of the same minute),
queries, bytes over the wire; memory of the process tree after the load; time to the first page.
SCALE=10 measures in a company ten times as big.
"""

import http.client
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from bench import measure

TURNS = int(os.environ.get("TURNS", "5"))
TIMES = int(os.environ.get("TIMES", "160"))
ROOT = Path(__file__).resolve().parent.parent
CLIENTS = [int(one) for one in os.environ.get("CLIENTS", "1,16").split(",")]
PORT, BARE_PORT = (int(os.environ.get("PORT", "8741")) + more for more in (0, 1))
KEPT = os.environ.get("KEPT", "")
"""A folder whose SQLite database is filled once and measured again and again."""
AIMS = {
    "list": 17,
    "detail": 15,
    "table": 21,
    "create": 15,
    "update": 15,
    "search": 21,
    "today": 19,
}
WRITES = ("create", "update")


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    first_page_s: float

    @property
    def pid(self) -> int:
        return self.process.pid


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    engines = sys.argv[1:] or ["sqlite", "postgresql"]
    for engine in engines:
        if KEPT:
            bench(engine, Path(KEPT))
            continue
        folder = Path(tempfile.mkdtemp(prefix="tz-bench-"))
        try:
            bench(engine, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def bench(engine: str, folder: Path) -> None:
    environment = {**os.environ, "TONGZHOU_DATA": str(folder), "PYTHONPATH": f"{ROOT}:{ROOT}/src"}
    environment.pop("DATABASE_URL", None)
    extra: list[int] = []
    if engine == "postgresql":
        from tests import postgresql

        environment["DATABASE_URL"] = postgresql.start("-c listen_addresses=")
        extra = [postmaster()]
    began = time.monotonic()
    facts = json.loads(_run("bench.prepare", environment))
    print(f"\n## {engine}: filled in {time.monotonic() - began:.0f} s")
    environment["BARE_DATABASE"] = environment.get(
        "DATABASE_URL", f"sqlite:///{folder}/tongzhou.sqlite3"
    )
    with ExitStack() as running:
        server = running.enter_context(serve(environment))
        bare = running.enter_context(serve_bare(environment))
        print(f"First page after {server.first_page_s:.1f} s.\n")
        report(facts, *sign_in(), server, bare, extra)
        used, files = (measure.resident_mb(server.pid, of) for of in ("Pss", "Pss_File"))
        print(f"\nmemory of the process tree after the load: {used:.0f} MB", end=", ")
        print(f"{files:.0f} MB of it pages of files, the database's among them", flush=True)


def report(
    facts: dict, cookie: str, csrf: str, server: Server, bare: Server, extra: list[int]
) -> None:
    yardstick = page("/", "")
    actions = {
        "today": page("/", cookie),
        "list": page("/collaborations?rows=100", cookie),
        "detail": page(f"/collaborations/{facts['case']}", cookie),
        "table": page(f"/collaborations/{facts['case']}/plan", cookie),
        "search": page("/search?" + urlencode({"q": "留存"}), cookie),
        "create": create(facts, cookie, csrf),
        "update": update(facts, cookie, csrf),
    }
    print(
        "| page | clients | p50 ms | p95 ms | CPU ms | × bare (min–max) | aim | queries | KB wire | statuses |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|---|")
    for clients, name in in_order(actions):
        request = actions[name]
        measure.load(PORT, request, times=clients, clients=clients)
        costs, multiples, loads = [], [], []
        for _turn in range(TURNS):
            plain = cost(BARE_PORT, yardstick, [bare.pid, *extra], clients, TIMES * 2)[0]
            own, done = cost(PORT, request, [server.pid, *extra], clients, TIMES)
            costs.append(own)
            multiples.append(own / plain)
            loads.append(done)
        every = measure.Load([t for d in loads for t in d.times_ms], loads[-1].sizes)
        statuses = {s: sum(d.statuses.get(s, 0) for d in loads) for d in loads for s in d.statuses}
        print(
            f"| {name} | {clients} | {every.p50:.1f} | {every.p95:.1f} | {statistics.median(costs):.2f} | "
            f"{statistics.median(multiples):.1f} ({min(multiples):.1f}–{max(multiples):.1f}) | {AIMS[name]} | "
            f"{facts['queries'].get(name, '')} | {every.sizes[-1] / 1024:.1f} | {statuses} |",
            flush=True,
        )  # fmt: skip


def in_order(actions: dict[str, measure.Request]) -> list[tuple[int, str]]:
    """What changes the data comes last: new drafts would stand in the list that is measured."""
    reads = [(clients, name) for clients in CLIENTS for name in actions if name not in WRITES]
    return reads + [(clients, name) for clients in CLIENTS for name in actions if name in WRITES]


def cost(port: int, request: measure.Request, pids: list[int], clients: int, times: int) -> tuple[float, measure.Load]:  # fmt: skip
    before = measure.cpu_ms(*pids)
    done = measure.load(port, request, times=times, clients=clients)
    return (measure.cpu_ms(*pids) - before) / len(done.times_ms), done


def page(path: str, cookie: str) -> measure.Request:
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip, br", "Accept-Language": "zh-CN"}

    def get(connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
        connection.request("GET", path, headers=headers)
        return connection.getresponse()

    return get


def create(facts: dict, cookie: str, csrf: str) -> measure.Request:
    return _post("/collaborations", lambda: {"name": "性能基准草稿", "person_in_charge": facts["person"], "department": facts["department"], "visibility": "parties"}, cookie, csrf)  # fmt: skip


def update(facts: dict, cookie: str, csrf: str) -> measure.Request:
    def typed() -> dict[str, str]:
        task = facts["tasks"].pop()
        return {
            "_path": f"/tasks/{task}/cells",
            "field": "name",
            "value": f"改名 {uuid4().hex[:8]}",
        }

    return _post("", typed, cookie, csrf)


def _post(path, typed, cookie: str, csrf: str) -> measure.Request:  # type: ignore[no-untyped-def]
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true" if not path else ""}  # fmt: skip

    def post(connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
        fields = {"csrfmiddlewaretoken": csrf, "once": uuid4().hex, **typed()}
        where = fields.pop("_path", path)
        connection.request("POST", where, body=urlencode(fields), headers=headers)
        return connection.getresponse()

    return post


def sign_in() -> tuple[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    text = answer.read().decode()
    cookies = _cookies(answer)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert token
    body = urlencode({"csrfmiddlewaretoken": token[1], "login": "li", "password": "tongzhou-2023"})
    headers = {"Cookie": _header(cookies), "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sign-in", body=body, headers=headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status in (302, 303), f"sign-in answered {answer.status}"
    cookies |= _cookies(answer)
    connection.request("GET", "/", headers={"Cookie": _header(cookies)})
    text = connection.getresponse().read().decode()
    token = re.search(r'<meta name="csrf" content="([^"]+)"', text)
    assert token
    return _header(cookies), token[1]


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    pairs = [line.split(";", 1)[0].split("=", 1) for line in answer.headers.get_all("Set-Cookie") or []]  # fmt: skip
    return dict(pairs)


def _header(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@contextmanager
def serve(environment: dict[str, str]) -> Iterator[Server]:
    command = [str(ROOT / ".venv/bin/tongzhou"), "serve", "--port", str(PORT)]
    with _started(command, environment) as process:
        yield _wait(process, PORT, "/sign-in")


@contextmanager
def serve_bare(environment: dict[str, str]) -> Iterator[Server]:
    granian = [str(ROOT / ".venv/bin/granian"), "--interface", "wsgi", "--workers", "1"]
    quiet = ["--no-access-log", "--log-level", "warning"]
    command = [*granian, *quiet, "--port", str(BARE_PORT), "bench.bare.app:application"]
    with _started(command, environment) as process:
        yield _wait(process, BARE_PORT, "/")


@contextmanager
def _started(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Stopped with everything below it, however the measuring ends."""
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        yield process
    finally:
        below = measure.tree(process.pid)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        for pid in below:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> Server:
    began = time.monotonic()
    while time.monotonic() - began < 60:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return Server(process, time.monotonic() - began)
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")


def postmaster() -> int:
    """The PostgreSQL that this process started."""
    below = measure.tree(os.getpid())
    return next(pid for pid in below if Path(f"/proc/{pid}/comm").read_text().strip() == "postgres")


def _run(module: str, environment: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-m", module], env=environment, cwd=ROOT, capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.splitlines()[-1]


if __name__ == "__main__":
    main()
