"""Fills a database for bench.pages and prints what it needs to know, as JSON."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tongzhou.collaborations.models import Collaboration  # noqa: E402
from tongzhou.core import clock  # noqa: E402
from tongzhou.demo.scale import found  # noqa: E402
from tongzhou.journal.actions.cursors import LONGEST_PAUSE, register  # noqa: E402
from tongzhou.journal.consumers import TICKS  # noqa: E402
from tongzhou.journal.models import Cursor  # noqa: E402
from tongzhou.org.models import Person  # noqa: E402
from tongzhou.plans.models import Task  # noqa: E402

PASSWORD = "tongzhou-2023"


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", interactive=False, verbosity=0)
    if not Person.objects.exists():
        found(PASSWORD, int(os.environ.get("SCALE", "1")), lambda *_: None)
    # Chores that wait for their hour (printing dossiers, reminders) are no part of an action.
    register(TICKS)
    rested = clock.now() + LONGEST_PAUSE
    Cursor.objects.filter(consumer__in=TICKS).update(retry_at=rested)
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")
    else:
        connection.cursor().execute("ANALYZE")
    li = Person.objects.get(login="li")
    case = Collaboration.objects.annotate(rows=Count("tasks")).order_by("-rows")[0]
    Collaboration.objects.filter(pk=case.pk).update(visibility="company")
    editable = Task.objects.filter(
        collaboration__state="dividing",
        collaboration__parties__department=li.department,
        collaboration__parties__is_initiator=True,
    )
    client = Client()
    client.force_login(li)
    paths = {
        "today": "/", "list": "/collaborations?rows=100", "detail": f"/collaborations/{case.pk}",
        "table": f"/collaborations/{case.pk}/plan", "search": "/search?q=留存",
    }  # fmt: skip
    queries = {}
    for name, path in paths.items():
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        queries[name] = len(captured)
    print(
        json.dumps(
            {
                "case": str(case.pk),
                "person": str(li.pk),
                "department": str(li.department_id),
                "tasks": [str(pk) for pk in editable.values_list("pk", flat=True)] * 40,
                "queries": queries,
            }  # fmt: skip
        )
    )


if __name__ == "__main__":
    main()
