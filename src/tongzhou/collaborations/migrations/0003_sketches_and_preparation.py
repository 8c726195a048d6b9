import django.db.models.deletion
import tongzhou.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collaborations', '0002_intake_forms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20)),
                ('note', models.CharField(max_length=300)),
                ('collaboration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preparations', to='collaborations.collaboration')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('collaboration', 'key'), name='prepared_once')],
            },
        ),
        migrations.CreateModel(
            name='Sketch',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=60)),
                ('data', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(db_index=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sketches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'place'), name='one_sketch_per_form')],
            },
        ),
    ]
