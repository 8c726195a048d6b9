from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_addresses_that_rest")]

    operations = [
        migrations.AddField("notice", "refused", models.CharField(blank=True, default="", max_length=254)),
    ]
