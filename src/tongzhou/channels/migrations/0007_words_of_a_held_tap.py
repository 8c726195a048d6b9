from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0006_taps")]

    operations = [
        migrations.AddField("heldtap", "version", models.CharField(blank=True, default="", max_length=40)),
    ]
