import django.db.models.deletion
import tongzhou.core.ids
from django.conf import settings
from django.db import migrations, models

from tongzhou.agreements.immutable import CARRIED_OUT
from tongzhou.journal.append_only import protect


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_rows_and_terms_in_changes'),
        ('collaborations', '0008_openings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='changerequest',
            name='kind',
            field=models.CharField(choices=[('normal', 'Normal'), ('emergency', 'Emergency'), ('pre_authorised', 'Within the leeway'), ('clause', 'By a clause')], default='normal', max_length=14),
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('clause', 'Clause'), ('leeway', 'Leeway')], max_length=6)),
                ('name', models.CharField(max_length=12)),
                ('content', models.JSONField()),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('collaboration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='collaborations.collaboration')),
            ],
            options={
                'ordering': ['kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Firing',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('came_true', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('change', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='firing', to='agreements.changerequest')),
                ('provision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='firing', to='agreements.provision')),
            ],
        ),
        migrations.CreateModel(
            name='Warrant',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warrants', to='agreements.changerequest')),
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='warrant', to='agreements.row')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'leeway'), ('removed_at', None)), fields=('collaboration', 'name'), name='one_leeway_of_a_kind'),
        ),
        protect(*CARRIED_OUT),
    ]
