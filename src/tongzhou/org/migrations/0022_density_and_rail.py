from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("org", "0021_accesses"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="density",
            field=models.CharField(blank=True, default="", max_length=7),
        ),
        migrations.AddField(
            model_name="person",
            name="rail",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
    ]
