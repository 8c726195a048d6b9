"""What programs wait for at ten times the size: `TONGZHOU_DATA=FOLDER .venv/bin/python -m bench.api`.

FOLDER is an installation filled by `tongzhou demo --scale 10`; nothing in it is changed. Asks in this
process, without a socket: p50 and p95 in milliseconds of a list of a hundred collaborations and of
the insight pages, by an auditor, who sees everything, and by the head of a department.
"""

import os
import statistics
import sys
import time
from typing import Any

TIMES = int(os.environ.get("TIMES", "40"))
LISTS = ("/api/v1/collaborations?limit=100",)
PAGES = ("/insight", "/insight/answers", "/insight/waits", "/insight/plans", "/insight/rows")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    settings.ALLOWED_HOSTS, settings.API_CALLS = ["*"], 1_000_000
    with transaction.atomic():
        for name, person in _readers():
            _measure(name, person)
        transaction.set_rollback(True)


def _readers() -> list[tuple[str, Any]]:
    from tongzhou.org.models import Department, Person

    auditor = Person.objects.active().filter(is_auditor=True).first()
    led = Department.objects.exclude(head=None).exclude(parent=None).select_related("head")
    return [("auditor", auditor), ("head", led[0].head)]


def _measure(name: str, person: Any) -> None:
    from django.test import Client

    from tongzhou.org.actions.tokens import create_token

    browser, program = Client(), Client()
    browser.force_login(person)
    headers = {"Authorization": f"Bearer {create_token(person, by=None, name='bench')}"}
    for path in LISTS:
        _say(name, path, lambda path=path: program.get(path, headers=headers, secure=True))
    for path in PAGES:
        _say(name, path, lambda path=path: browser.get(path, secure=True))


def _say(name: str, path: str, ask: Any) -> None:
    took = []
    for turn in range(TIMES + 3):
        begun = time.perf_counter()
        assert ask().status_code == 200
        if turn >= 3:
            took.append((time.perf_counter() - begun) * 1000)
    p95 = statistics.quantiles(took, n=20)[18]
    sys.stdout.write(f"{name:8} {path:34} {statistics.median(took):7.1f} {p95:7.1f}\n")


if __name__ == "__main__":
    main()
