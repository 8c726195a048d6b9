"""A file from another program brings the plan it compares itself with."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0005_longer_views")]

    operations: ClassVar = [
        migrations.AddField("task", "baseline_start", models.DateField(null=True)),
        migrations.AddField("task", "baseline_end", models.DateField(null=True)),
    ]
