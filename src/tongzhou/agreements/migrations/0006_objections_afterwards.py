import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0005_provisions'),
    ]

    operations = [
        migrations.AddField(
            model_name='changerequest',
            name='objects_to',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='agreements.changerequest'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.UniqueConstraint(fields=('objects_to', 'department'), name='one_objection_afterwards'),
        ),
    ]
