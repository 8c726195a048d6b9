import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0003_departments_through_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.CreateModel(
            name='ExternalId',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(choices=[('wecom', 'WeCom account'), ('dingtalk', 'DingTalk account'), ('feishu', 'Feishu account')], max_length=10)),
                ('value', models.CharField(max_length=80)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='external_ids', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['system'],
                'constraints': [models.UniqueConstraint(fields=('system', 'value'), name='external_id_of_one_person'), models.UniqueConstraint(fields=('person', 'system'), name='one_external_id_a_system')],
            },
        ),
        migrations.CreateModel(
            name='SecondHome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_people', to='org.department')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='second_homes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['department__path'],
                'constraints': [models.UniqueConstraint(fields=('person', 'department'), name='second_home_once')],
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='skill_once')],
            },
        ),
    ]
