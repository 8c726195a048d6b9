"""Tokens say what they open, when they were last used and how often this minute."""

from django.db import migrations, models

from tongzhou.org.scopes import EVERYDAY


def open_what_they_opened(apps, schema_editor):
    apps.get_model("org", "Token").objects.update(scopes=list(EVERYDAY))


class Migration(migrations.Migration):
    dependencies = [("org", "0018_own_rules")]

    operations = [
        migrations.AddField("token", "scopes", models.JSONField(default=list)),
        migrations.AddField("token", "used_at", models.DateTimeField(null=True)),
        migrations.AddField("token", "window", models.DateTimeField(null=True)),
        migrations.AddField("token", "taken", models.PositiveIntegerField(default=0)),
        migrations.RunPython(open_what_they_opened, migrations.RunPython.noop),
    ]
