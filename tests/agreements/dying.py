"""Runs an action in a process of its own and kills it with SIGKILL before a chosen statement."""

import hashlib
import os
import signal
import warnings
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, transaction

Action = Callable[[], object]
SURVIVED, BROKEN = 0, 3


def count_statements(action: Action) -> int:
    """How many statements the action sends; nothing of it is kept."""
    sent = _Counter(0)
    with transaction.atomic(), connection.execute_wrapper(sent):
        action()
        transaction.set_rollback(True)
    return sent.count


def killed_before(statement: int, action: Action) -> bool:
    """False when the action was through before that statement; its effect is kept then."""
    close_connections()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _run_and_leave(statement, action)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (SURVIVED, -signal.SIGKILL)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def everything() -> str:
    """A digest of every row of the product: equal before and after means nothing happened."""
    rows = hashlib.sha256()
    for model in sorted(apps.get_models(), key=lambda one: one._meta.db_table):
        if model.__module__.startswith("tongzhou."):
            found = model._default_manager.order_by("pk").values_list()
            rows.update(repr((model._meta.db_table, list(found))).encode())
    return rows.hexdigest()


def sample(statements: int, points: int) -> list[int]:
    """Evenly spread statement numbers, the first and the moment before COMMIT among them."""
    every = range(1, statements + 2)
    step = max(1, len(every) / points)
    return sorted(
        {every[int(place * step)] for place in range(int(len(every) / step))} | {every[-1]}
    )


class _Counter:
    def __init__(self, last: int) -> None:
        self.count, self.last = 0, last

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def _run_and_leave(statement: int, action: Action) -> None:
    """Never returns. When all statements were sent, dies just before COMMIT if that was asked."""
    code = BROKEN
    try:
        counter = _Counter(statement)
        with connection.execute_wrapper(counter), transaction.atomic():
            action()
            if counter.count < statement:
                os.kill(os.getpid(), signal.SIGKILL)
        code = SURVIVED
    finally:
        os._exit(code)


def close_connections() -> None:
    """No process inherits an open connection."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
