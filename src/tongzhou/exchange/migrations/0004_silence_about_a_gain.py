"""Gains told without a collaboration have a clock of their own."""

from datetime import timedelta
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tongzhou.core.ids
from tongzhou.core import clock
from tongzhou.core.ids import new_id

A_WEEK = timedelta(days=7)


def begin(apps: Any, _schema_editor: Any) -> None:
    """What was told before is asked about from today on."""
    waiting = apps.get_model("exchange", "Gain").objects.filter(
        collaboration=None, receipt=None, withdrawn_at=None
    )
    apps.get_model("exchange", "Asked").objects.bulk_create(
        apps.get_model("exchange", "Asked")(
            id=new_id(), gain=gain, step=0, at=gain.at, next_at=clock.now() + A_WEEK
        )
        for gain in waiting
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_open_receipts_wait_for_somebody"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("step", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("next_at", models.DateTimeField(db_index=True, null=True)),
                ("gain", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="exchange.gain")),
                ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("gain", "step"), name="gain_asked_once_a_step")],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
