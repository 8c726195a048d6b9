from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_agreements'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='changerequest',
            name='kind',
        ),
    ]
