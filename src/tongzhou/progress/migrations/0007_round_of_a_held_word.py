from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("progress", "0006_taps")]

    operations = [
        migrations.AddField("heldword", "round", models.CharField(blank=True, default="", max_length=64)),
    ]
