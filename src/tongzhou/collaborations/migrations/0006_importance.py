import django.db.models.deletion
import tongzhou.core.ids
from django.conf import settings
from django.db import migrations, models

LEVELS = [('top', 'Top priority'), ('high', 'High priority'), ('medium', 'Medium priority'), ('low', 'Low priority')]
DEGREES = [(1, 'low'), (2, 'medium'), (3, 'high')]


def keep_what_was_written(apps, schema_editor):
    """The sentence of the request becomes a fact of its own."""
    Collaboration = apps.get_model('collaborations', 'Collaboration')
    Attention = apps.get_model('collaborations', 'Attention')
    for case in Collaboration.objects.exclude(leadership_attention=''):
        Attention.objects.create(
            collaboration=case, who='—', said=case.leadership_attention[:300],
            recorded_by_id=case.person_in_charge_id, recorded_at=case.created_at,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('collaborations', '0005_meeting_attendance'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='collaboration',
            name='priority',
            field=models.CharField(blank=True, choices=LEVELS, default='', max_length=8),
        ),
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('value', models.PositiveSmallIntegerField(choices=DEGREES)),
                ('value_evidence', models.CharField(max_length=300)),
                ('urgency', models.PositiveSmallIntegerField(choices=DEGREES)),
                ('urgency_evidence', models.CharField(max_length=300)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('level', models.CharField(choices=LEVELS, max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('collaboration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='priorities', to='collaborations.collaboration')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(value__in=[1, 2, 3], urgency__in=[1, 2, 3]), name='priority_has_known_degrees'),
                    models.CheckConstraint(condition=~models.Q(value_evidence='') & ~models.Q(urgency_evidence=''), name='priority_has_its_evidence'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Attention',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('who', models.CharField(max_length=60)),
                ('said', models.CharField(max_length=300)),
                ('on', models.DateField(null=True)),
                ('evidence', models.CharField(blank=True, max_length=500)),
                ('recorded_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('collaboration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attentions', to='collaborations.collaboration')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-recorded_at', '-id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(taken_back_at__isnull=True, taken_back_by__isnull=True) | models.Q(taken_back_at__isnull=False, taken_back_by__isnull=False), name='attention_is_taken_back_by_somebody'),
                ],
            },
        ),
        migrations.RunPython(keep_what_was_written, migrations.RunPython.noop),
    ]
