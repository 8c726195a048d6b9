import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collaborations", "0001_collaborations"),
        ("discussions", "0001_comments_and_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="collaboration",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name=related,
                to="collaborations.collaboration",
            ),
        )
        for name, related in (("comment", "comments"), ("attachment", "attachments"))
    ]
