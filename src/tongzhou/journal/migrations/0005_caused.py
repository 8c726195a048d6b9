from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_time_stamps")]

    operations = [
        migrations.CreateModel(
            name="Caused",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=models.PROTECT, primary_key=True, related_name="+",
                        serialize=False, to="journal.entry",
                    ),
                ),
                ("depth", models.PositiveSmallIntegerField()),
            ],
        ),
    ]  # fmt: skip
