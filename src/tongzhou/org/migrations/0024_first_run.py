from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("org", "0023_department_identities"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirstRun",
            fields=[
                ("place", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("place", 1)), name="one_code_of_the_first_run")],
            },
        ),
    ]
