from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0002_command_content'),
    ]

    operations = [
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('seq', models.BigIntegerField()),
                ('hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('filed_at', models.DateTimeField(null=True)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('mailed_to', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['-day'],
            },
        ),
    ]
