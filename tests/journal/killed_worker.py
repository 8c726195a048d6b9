"""A worker process that is killed at a chosen moment: `python -m tests.journal.killed_worker …`.

Arguments: the moment to die at ("effect", "mark", "never") and the name of the test database.
Each entry handed over writes one row in `journal_command` with a fresh key.
"""

import os
import signal
import sys
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")


def main(moment: str, database: str) -> None:
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()

    from django.db import connection

    from tongzhou.core import clock
    from tongzhou.journal import consumers, worker
    from tongzhou.journal.models import Command, Entry

    def die(at: str) -> None:
        if moment == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def count(entries: list[Entry]) -> None:
        for entry in entries:
            Command.objects.create(
                key=uuid4(), person=entry.subject, path=str(entry.seq), body="", at=clock.now()
            )
        die("effect")

    def dying_before_commit(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        result = execute(sql, params, many, context)
        if sql.startswith("UPDATE") and "journal_cursor" in sql:
            die("mark")
        return result

    consumers.CONSUMERS.clear()
    consumers.TICKS.clear()
    consumers.CONSUMERS["counted"] = count
    with connection.execute_wrapper(dying_before_commit):
        worker.run_once()


if __name__ == "__main__":
    main(*sys.argv[1:])
