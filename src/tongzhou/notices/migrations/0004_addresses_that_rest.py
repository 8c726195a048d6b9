from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_app_choices")]

    operations = [
        migrations.AddIndex(
            "notice",
            models.Index(condition=models.Q(("mail_state", "dead")), fields=["person", "next_at"], name="notice_given_up"),
        ),
    ]
