from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0004_apps")]

    operations = [
        migrations.AddField("heldanswer", "round", models.CharField(blank=True, default="", max_length=64)),
    ]
