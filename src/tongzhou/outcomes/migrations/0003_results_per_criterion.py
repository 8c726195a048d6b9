import django.db.models.deletion
import tongzhou.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0002_delivered_on_behalf_of'),
        ('plans', '0001_division_table'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeliveryFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('what', models.CharField(max_length=120)),
                ('value', models.DecimalField(decimal_places=4, max_digits=20)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='outcomes.delivery')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('delivery', 'position'), name='delivery_figure_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=400)),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('count', 'a number'), ('rate', 'a rate'), ('measure', 'a measure'), ('date', 'a date'), ('file', 'a file'), ('person', 'somebody confirms'), ('free', 'to be judged')], max_length=7)),
                ('value', models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('day', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('has_file', models.BooleanField(default=False)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('verdict', models.CharField(choices=[('met', 'met'), ('unmet', 'not met'), ('cannot_tell', 'cannot tell')], default='cannot_tell', max_length=11)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criterion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.criterion')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='outcomes.delivery')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('delivery', 'position'), name='result_position_once'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('person__isnull', False), _connector='OR'), name='a_named_person_confirms')],
            },
        ),
    ]
