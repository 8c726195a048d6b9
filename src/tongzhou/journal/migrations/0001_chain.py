from django.db import migrations, models

from tongzhou.journal.append_only import ENTRIES, protect


def start_chain(apps, schema_editor):
    apps.get_model("journal", "Head").objects.create(id=1, seq=0, hash="")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Command',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('person', models.UUIDField()),
                ('path', models.CharField(max_length=300)),
                ('body', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('location', models.CharField(blank=True, default='', max_length=500)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Cursor',
            fields=[
                ('consumer', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField(default=0)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True, default='')),
                ('retry_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_index=True)),
                ('kind', models.CharField(max_length=60)),
                ('actor', models.UUIDField(null=True)),
                ('on_behalf_of', models.UUIDField(null=True)),
                ('subject', models.UUIDField(db_index=True)),
                ('collaboration', models.UUIDField(null=True)),
                ('payload', models.JSONField()),
                ('format', models.PositiveSmallIntegerField()),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'journal entry',
                'ordering': ['seq'],
                'indexes': [models.Index(fields=['collaboration', '-seq'], name='entry_of_case'), models.Index(fields=['kind', 'seq'], name='entry_of_kind')],
                'constraints': [models.UniqueConstraint(fields=('hash',), name='entry_hash_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField(default=0)),
                ('hash', models.CharField(default='', max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='journal_has_one_head')],
            },
        ),
        migrations.RunPython(start_chain, migrations.RunPython.noop),
        protect(ENTRIES),
    ]
