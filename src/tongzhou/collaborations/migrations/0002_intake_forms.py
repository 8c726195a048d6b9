import django.db.models.deletion
import tongzhou.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collaborations', '0001_collaborations'),
        ('org', '0001_organisation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='intake',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name='IntakeForm',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('series', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='Kind of request')),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_current', models.BooleanField(default=True)),
                ('published_at', models.DateTimeField()),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intake_forms', to='org.department')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', '-version'],
            },
        ),
        migrations.CreateModel(
            name='IntakeField',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('date', 'Date'), ('choice', 'Choice'), ('yes_no', 'Yes or no'), ('person', 'Person')], default='text', max_length=8)),
                ('help', models.CharField(blank=True, max_length=200)),
                ('choices', models.TextField(blank=True)),
                ('is_required', models.BooleanField(default=False)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='collaborations.intakeform')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='ask',
            name='intake',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='collaborations.intakeform'),
        ),
        migrations.CreateModel(
            name='IntakeEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('number', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('day', models.DateField(null=True)),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intake_entries', to='collaborations.ask')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collaborations.intakefield')),
            ],
            options={
                'ordering': ['field__position'],
                'constraints': [models.UniqueConstraint(fields=('ask', 'field'), name='intake_entry_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='intakeform',
            constraint=models.UniqueConstraint(fields=('series', 'version'), name='intake_version_once'),
        ),
        migrations.AddConstraint(
            model_name='intakeform',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('series',), name='one_current_intake'),
        ),
        migrations.AddConstraint(
            model_name='intakeform',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('department', 'name'), name='intake_name_once_per_department'),
        ),
        migrations.AddConstraint(
            model_name='intakefield',
            constraint=models.UniqueConstraint(fields=('form', 'position'), name='intake_field_position'),
        ),
        migrations.AddConstraint(
            model_name='intakefield',
            constraint=models.UniqueConstraint(fields=('form', 'key'), name='intake_field_key_once'),
        ),
        migrations.AddConstraint(
            model_name='intakefield',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'choice'), _negated=True), models.Q(('choices', ''), _negated=True), _connector='OR'), name='a_choice_has_something_to_choose'),
        ),
    ]
