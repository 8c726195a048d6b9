import django.db.models.deletion
import tongzhou.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('collaborations', '__first__'),
        ('journal', '0001_chain'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=tongzhou.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('mail_state', models.CharField(blank=True, choices=[('', 'None'), ('pending', 'Pending'), ('sent', 'Sent'), ('dead', 'Dead')], default='', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_at', models.DateTimeField(null=True)),
                ('last_error', models.TextField(blank=True, default='')),
                ('collaboration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='collaborations.collaboration')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('read_at'), descending=True, nulls_first=True), '-entry_id'],
                'indexes': [models.Index(fields=['person', 'read_at'], name='notice_of_person'), models.Index(condition=models.Q(('mail_state', 'pending')), fields=['next_at'], name='notice_to_be_mailed')],
                'constraints': [models.UniqueConstraint(fields=('person', 'entry'), name='notice_once_per_person')],
            },
        ),
    ]
