import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0003_emergency_changes'),
        ('collaborations', '0001_collaborations'),
        ('plans', '0001_division_table'),
    ]

    operations = [
        migrations.AddField(
            model_name='changeline',
            name='ask',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collaborations.ask'),
        ),
        migrations.AlterField(
            model_name='changeline',
            name='task',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.task'),
        ),
        migrations.AddConstraint(
            model_name='changeline',
            constraint=models.UniqueConstraint(fields=('change', 'ask', 'field'), name='one_line_per_agreed_term'),
        ),
        migrations.AddConstraint(
            model_name='changeline',
            constraint=models.UniqueConstraint(condition=models.Q(('ask', None), ('task', None)), fields=('change', 'field'), name='one_line_per_shared_term'),
        ),
        migrations.AddConstraint(
            model_name='changeline',
            constraint=models.CheckConstraint(condition=models.Q(('task', None), ('ask', None), _connector='OR'), name='line_is_of_one_matter'),
        ),
    ]
