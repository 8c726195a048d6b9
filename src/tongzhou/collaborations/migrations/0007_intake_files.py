import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collaborations', '0006_importance'),
        ('files', '0001_stored_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='intakeentry',
            name='file',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.AlterField(
            model_name='intakefield',
            name='kind',
            field=models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('date', 'Date'), ('choice', 'Choice'), ('yes_no', 'Yes or no'), ('person', 'Person'), ('file', 'File')], default='text', max_length=8),
        ),
    ]
