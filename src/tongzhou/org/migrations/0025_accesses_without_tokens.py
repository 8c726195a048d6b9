"""The trace of a refusal names the door of a link without its token, also where it was kept before."""

import re
from typing import Any

from django.db import migrations
from django.db.models import Q

DOOR = re.compile(r"/([aw])/[\w-]{20,}")


def leave_out(apps: Any, _schema_editor: Any) -> None:
    accesses = apps.get_model("org", "Access").objects
    for row in accesses.filter(Q(page__contains="/a/") | Q(page__contains="/w/")).only("page"):
        row.page = DOOR.sub(r"/\1/…", row.page)
        row.save(update_fields=["page"])


class Migration(migrations.Migration):
    dependencies = [("org", "0024_first_run")]

    operations = [migrations.RunPython(leave_out, migrations.RunPython.noop)]
