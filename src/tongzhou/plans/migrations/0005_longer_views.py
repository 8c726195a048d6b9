"""A view may name own columns, whose keys are long."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0004_plan_views")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="planview",
            name="query",
            field=models.CharField(blank=True, max_length=4000),
        )
    ]
