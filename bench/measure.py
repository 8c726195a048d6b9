"""CPU and memory of a process and all below it, latency of requests, medians with spread."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

TICKS = 100
"""Clock ticks a second in /proc/<pid>/stat."""


def tree(pid: int) -> list[int]:
    """The process and every process below it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, left = [], [pid]
    while left:
        one = left.pop()
        found.append(one)
        left += parents.get(one, [])
    return found


def cpu_ms(*roots: int) -> float:
    """User and system time so far, of the trees and of their children that have ended."""
    total = 0
    for root in roots:
        for pid in tree(root):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            total += sum(int(fields[place]) for place in (11, 12, 13, 14))
    return total * 1000 / TICKS


def resident_mb(root: int, of: str = "Pss") -> float:
    """Proportional set size of the tree: pages shared by forks count once.

    `Pss_File` alone are pages of files, a mapped database among them: the kernel drops them when it
    needs room.
    """
    total = 0
    for pid in tree(root):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in lines if line.startswith(f"{of}:"))
    return total / 1024


@dataclass
class Load:
    times_ms: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def p50(self) -> float:
        return statistics.median(self.times_ms)

    @property
    def p95(self) -> float:
        return sorted(self.times_ms)[int(len(self.times_ms) * 0.95)]


Request = Callable[[http.client.HTTPConnection], http.client.HTTPResponse]


def load(port: int, request: Request, *, times: int, clients: int) -> Load:
    """`times` requests in all, shared by so many keep-alive connections."""
    done = Load()
    lock = threading.Lock()

    def client(count: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _turn in range(count):
            began = time.perf_counter()
            answer = request(connection)
            body = answer.read()
            took = (time.perf_counter() - began) * 1000
            with lock:
                done.times_ms.append(took)
                done.sizes.append(len(body))
                done.statuses[answer.status] = done.statuses.get(answer.status, 0) + 1
        connection.close()

    threads = [threading.Thread(target=client, args=(times // clients,)) for _c in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done
