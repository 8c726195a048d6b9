"""`python -m tests.house.upgrading STATEMENT`: migrates its data folder, killed before a statement.

0 lets it through. Prints how many statements there were.
"""

import os
import signal
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")


def main(last: int) -> None:
    django.setup()

    from django.db import connection

    from tongzhou.journal.migrating import migrate

    count = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        migrate()
    sys.stdout.write(str(count))


if __name__ == "__main__":
    main(int(sys.argv[1]))
