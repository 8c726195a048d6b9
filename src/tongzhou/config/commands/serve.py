"""`tongzhou serve`: pages and the worker in one process tree that starts and stops as one."""

import logging
import os
import signal
import socket
import subprocess
import sys
import warnings
from contextlib import nullcontext
from functools import partial
from threading import Event, Thread

import click

log = logging.getLogger("tongzhou.serve")
TARGETS = {
    "all": "tongzhou.config.asgi:application",
    "stream": "tongzhou.config.asgi:streams",
    "web": "tongzhou.config.wsgi:application",
}
MOST_OPEN = 6_000
"""Connections at the same time: every open page keeps one for its live updates."""
PAUSE = 1.0
"""Seconds before a worker that ended is started again."""
PATIENCE = 5.0
"""Seconds a worker gets to end its turn; what it held is given back by its lease."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--role",
    type=click.Choice(["all", "web", "stream", "worker"]),
    default="all",
    show_default=True,
    help="Pages, live updates, background work or all; several nodes start one role each.",
)
@click.option("--child-of", type=int, hidden=True, help="End when this process is no more.")
def serve(host: str, port: int, role: str, child_of: int | None) -> None:
    """Serve until stopped (Ctrl C or SIGTERM)."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    os.environ.setdefault("TONGZHOU_BASE_URL", f"http://{_spoken(host)}:{port}")
    if role == "worker":
        work(child_of)
        return
    _refuse_unless_free(host, port)
    _refuse_unless_ready(role)
    with Worker() if role == "all" else nullcontext():
        serve_pages(host, port, role)


def serve_pages(host: str, port: int, role: str) -> None:
    """This process keeps the socket and one child that renders; the child is replaced if it dies."""
    from granian.constants import Interfaces, TaskImpl
    from granian.log import LogLevels
    from granian.server import Server

    from tongzhou.config.environment import number

    alone = role == "web"
    threads = number("TONGZHOU_THREADS", 4, low=1, high=64)
    server = Server(
        TARGETS[role],
        address=host,
        port=port,
        interface=Interfaces.WSGI if alone else Interfaces.ASGI,
        workers=1,
        backpressure=None if alone else MOST_OPEN,
        blocking_threads=threads if alone else 1,
        blocking_threads_idle_timeout=600,
        task_impl=TaskImpl.asyncio,
        workers_kill_timeout=3,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    server.on_startup(lambda: click.echo(f"同舟 Tongzhou: http://{_spoken(host)}:{port}"))
    server.serve(spawn_target=partial(_render_as_child_of, os.getpid(), role))


def _render_as_child_of(parent: int, role: str, *arguments: object) -> None:
    """In the child: a keeper that was killed takes it along instead of leaving it on the port."""
    from granian.server import Server

    stop = Event()
    Thread(target=_watch_parent, args=(parent, stop), daemon=True).start()
    Thread(target=_end_when, args=(stop,), daemon=True).start()
    spawn = Server._spawn_wsgi_worker if role == "web" else Server._spawn_asgi_lifespan_worker
    spawn(*arguments)


def _end_when(stop: Event) -> None:
    stop.wait()
    os.kill(os.getpid(), signal.SIGTERM)


class Worker:
    """The worker as a child process; started again whenever it ends, until the block ends."""

    COMMAND = (sys.executable, "-m", "tongzhou.config", "serve", "--role", "worker", "--child-of")

    def __enter__(self) -> None:
        self._stopping = Event()
        self._child = self._start()
        self._keeper = Thread(target=self._keep, name="keeper of the worker", daemon=True)
        self._keeper.start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._child.terminate()
        self._keeper.join(PATIENCE)
        if self._child.poll() is None:
            self._child.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*self.COMMAND, str(os.getpid())])

    def _keep(self) -> None:
        while True:
            code = self._child.wait()
            if self._stopping.wait(PAUSE):
                return
            log.warning("the worker ended (%s) and is started again", code)
            self._child = self._start()


def work(child_of: int | None) -> None:
    """Do background work in this process until told to stop."""
    from tongzhou.config.loading import set_up_django

    set_up_django()
    from tongzhou.journal import worker

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if child_of:
        Thread(target=_watch_parent, args=(child_of, stop), daemon=True).start()
    worker.run_forever(stop)


def _watch_parent(parent: int, stop: Event) -> None:
    while not stop.wait(0.5):
        if os.getppid() != parent:
            stop.set()


def _refuse_unless_free(host: str, port: int) -> None:
    """The page server would share the port with whoever has it, and each get half the requests."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            said = f"cannot listen on {host} port {port}: {error.strerror}. Choose another --port."
            raise click.ClickException(said) from None


def _refuse_unless_ready(role: str) -> None:
    """In a process of its own, so that the one that stays has not loaded Django."""
    child = os.fork()
    if child == 0:
        os._exit(_report_obstacle(role))
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit(1)


def _report_obstacle(role: str) -> int:
    from django.core.exceptions import ImproperlyConfigured

    # Django warns of questions before its models are loaded; here none are meant to be.
    warnings.simplefilter("ignore", RuntimeWarning)
    try:
        from tongzhou.config.stand import is_without_people, obstacle_in_data

        found = obstacle_in_data()
        if not found and role in ("all", "web") and is_without_people():
            _invite_whoever_reads_this()
    except ImproperlyConfigured as error:
        found = str(error)
    if found:
        click.echo(f"Error: {found}", err=True)
    return 1 if found else 0


def _invite_whoever_reads_this() -> None:
    """Only the console tells the code: nobody else can take over a house that is still empty."""
    from tongzhou.config.loading import set_up_django

    set_up_django()
    from tongzhou.org.actions.first_run import print_code

    place = os.environ["TONGZHOU_BASE_URL"]
    click.echo(f"Nobody is here yet. Open {place}/first-run and type this code, good for one day:")
    click.echo(f"    {print_code()}")


def _spoken(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 — compared, not bound
