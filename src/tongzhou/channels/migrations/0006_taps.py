import django.db.models.deletion
import tongzhou.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0005_round_of_a_held_answer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "TapLink",
            fields=[
                ("id", models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("matter", models.CharField(max_length=24)),
                ("subject", models.UUIDField()),
                ("version", models.CharField(blank=True, max_length=40)),
                ("round", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(db_index=True)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "person"], name="taps_of_a_matter")],
                "constraints": [models.CheckConstraint(condition=models.Q(("until__gt", models.F("at"))), name="tap_ends_after_it_began")],
            },
        ),
        migrations.CreateModel(
            "HeldTap",
            fields=[
                ("id", models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("matter", models.CharField(max_length=24)),
                ("subject", models.UUIDField()),
                ("title", models.CharField(max_length=200)),
                ("choice", models.CharField(max_length=24)),
                ("typed", models.JSONField(default=dict)),
                ("round", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("state", models.CharField(choices=[("held", "Held"), ("sent", "Sent"), ("undone", "Undone"), ("failed", "Failed")], default="held", max_length=6)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("state", "held")), fields=["due_at"], name="held_tap_due")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("state", "held")), fields=("person", "subject"), name="one_held_tap_each")],
            },
        ),
    ]
