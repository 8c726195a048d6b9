"""A side of a request without a measure says why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tongzhou.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("collaborations", "0008_openings"),
        ("interests", "0002_deals"),
        ("org", "0016_second_factors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Unmeasured",
            fields=[
                ("id", models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("ask", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="unmeasured", to="collaborations.ask")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("department", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.department")),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [models.UniqueConstraint(fields=("ask", "department"), name="unmeasured_once_a_side")],
            },
        ),
    ]
