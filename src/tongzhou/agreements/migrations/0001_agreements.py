import django.db.models.deletion
import tongzhou.core.ids
from django.conf import settings
from django.db import migrations, models

from tongzhou.agreements.immutable import KEPT
from tongzhou.journal.append_only import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('collaborations', '0001_collaborations'),
        ('org', '0001_organisation'),
        ('plans', '0001_division_table'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeRequest',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('normal', 'Normal'), ('emergency', 'Emergency'), ('pre_authorised', 'Pre-authorised')], default='normal', max_length=14)),
                ('reason', models.TextField(verbose_name='Reason')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('reviewing', 'In review'), ('signing', 'Being signed'), ('applied', 'Applied'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_because', models.TextField(blank=True)),
                ('ruling', models.UUIDField(editable=False, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('collaboration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='collaborations.collaboration')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.department')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Row',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('terms', 'Shared terms'), ('task', 'Task')], max_length=5)),
                ('position', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('hash', models.CharField(max_length=64)),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='frozen', to='plans.task')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('owner', 'owns the task'), ('initiator', 'initiates'), ('support', 'supports'), ('awaited', 'delivers what it waits for'), ('former', 'hands it over'), ('party', 'takes part')], max_length=10)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.department')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='agreements.row')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RowSignature',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('proved_at', models.DateTimeField()),
                ('proved_how', models.CharField(max_length=20)),
                ('hash', models.CharField(max_length=64)),
                ('root', models.CharField(max_length=64)),
                ('carried_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.rowsignature')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='agreements.seat')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('circulating', 'Being signed'), ('in_force', 'In force'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], max_length=12)),
                ('root', models.CharField(max_length=64)),
                ('format', models.PositiveSmallIntegerField()),
                ('circulated_at', models.DateTimeField()),
                ('in_force_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='agreements.changerequest')),
                ('circulated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('collaboration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='collaborations.collaboration')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.AddField(
            model_name='row',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='agreements.version'),
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.department')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='agreements.version')),
            ],
        ),
        migrations.AddField(
            model_name='changerequest',
            name='base',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes_against', to='agreements.version'),
        ),
        migrations.CreateModel(
            name='ChangeLine',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(max_length=20)),
                ('old', models.JSONField(null=True)),
                ('new', models.JSONField(null=True)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.task')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='agreements.changerequest')),
            ],
            options={
                'ordering': ['task__position', 'task__number', 'id'],
                'constraints': [models.UniqueConstraint(fields=('change', 'task', 'field'), name='one_line_per_field')],
            },
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('row', 'department'), name='one_seat_per_department'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('collaboration', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'circulating')), fields=('collaboration',), name='one_version_being_signed'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('collaboration',), name='one_version_in_force'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_at__isnull', False), ('state__in', ('circulating', 'withdrawn')), _connector='OR'), name='in_force_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='row',
            constraint=models.UniqueConstraint(fields=('version', 'task'), name='row_once_per_task'),
        ),
        migrations.AddConstraint(
            model_name='row',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'terms')), fields=('version',), name='one_row_of_terms'),
        ),
        migrations.AddConstraint(
            model_name='row',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'terms'), ('task__isnull', True)), models.Q(('kind', 'task'), ('task__isnull', False)), _connector='OR'), name='row_is_terms_or_a_task'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.UniqueConstraint(fields=('collaboration', 'number'), name='change_number_once'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'signing')), fields=('collaboration',), name='one_change_being_signed'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.UniqueConstraint(fields=('ruling',), name='one_change_per_ruling'),
        ),
        protect(*KEPT),
    ]
