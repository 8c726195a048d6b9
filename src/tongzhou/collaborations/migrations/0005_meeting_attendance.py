import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def say_who_came(apps, schema_editor):
    attendees = apps.get_model('collaborations', 'Attendee').objects
    attendees.filter(came=True).update(attendance='present')
    attendees.filter(came=False).update(attendance='absent')


class Migration(migrations.Migration):

    dependencies = [
        ('collaborations', '0004_named_by_seat'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attendee',
            name='attendance',
            field=models.CharField(choices=[('invited', 'invited'), ('coming', 'coming'), ('excused', 'excused'), ('present', 'present'), ('absent', 'absent')], default='invited', max_length=8),
        ),
        migrations.AddField(
            model_name='attendee',
            name='reason',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.RunPython(say_who_came, migrations.RunPython.noop),
        migrations.RemoveField(model_name='attendee', name='came'),
        migrations.AddField(
            model_name='decision',
            name='due',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='owner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meeting',
            name='outcome',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
    ]
