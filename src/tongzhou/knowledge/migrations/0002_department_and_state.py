import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Both columns may be empty, so that SQLite adds them without rebuilding the table."""

    dependencies = [
        ("org", "0001_organisation"),
        ("knowledge", "0001_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="department",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE,
                related_name="+", to="org.department",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="is_over",
            field=models.BooleanField(null=True),
        ),
    ]
