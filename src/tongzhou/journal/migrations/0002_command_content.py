from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0001_chain'),
    ]

    operations = [
        migrations.AddField(
            model_name='command',
            name='content',
            field=models.TextField(blank=True, default=''),
        ),
    ]
