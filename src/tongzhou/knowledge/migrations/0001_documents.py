import django.db.models.deletion
from django.db import migrations, models

from tongzhou.knowledge.engines import INSTALL, REMOVE


def install_index(apps, schema_editor):
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('collaborations', '0001_collaborations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('collaboration', 'Collaborations'), ('ask', 'Requests'), ('task', 'Tasks'), ('problem', 'Problems'), ('risk_notice', 'Risk notices'), ('meeting', 'Meetings'), ('dossier', 'Dossiers'), ('person', 'People'), ('department', 'Departments')], max_length=14)),
                ('subject', models.UUIDField(unique=True)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True)),
                ('heading', models.TextField()),
                ('tokens', models.TextField()),
                ('updated', models.DateTimeField()),
                ('collaboration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='collaborations.collaboration')),
            ],
            options={
                'ordering': ['-updated', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('collaboration__isnull', True), ('kind__in', ('person', 'department'))), models.Q(models.Q(('kind__in', ('person', 'department')), _negated=True), ('collaboration__isnull', False)), _connector='OR'), name='matters_belong_to_a_collaboration')],
            },
        ),
        migrations.RunPython(install_index, remove_index),
    ]
