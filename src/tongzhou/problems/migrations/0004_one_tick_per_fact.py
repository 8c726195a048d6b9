from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("problems", "0003_facts_from_sides")]
    operations = [
        migrations.RemoveField(
            model_name='side',
            name='confirmed_by',
        ),
        migrations.RemoveField(
            model_name='side',
            name='confirms_facts_at',
        ),
    ]
