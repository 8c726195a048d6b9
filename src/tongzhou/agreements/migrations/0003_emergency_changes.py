from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_one_kind_of_change'),
    ]

    operations = [
        migrations.AddField(
            model_name='changerequest',
            name='kind',
            field=models.CharField(choices=[('normal', 'Normal'), ('emergency', 'Emergency')], default='normal', max_length=14),
        ),
        migrations.AddField(
            model_name='changerequest',
            name='due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='changerequest',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('reviewing', 'In review'), ('signing', 'Being signed'), ('provisional', 'In force for now'), ('applied', 'Applied'), ('reverted', 'Undone'), ('rejected', 'Rejected'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.UniqueConstraint(condition=Q(state='provisional'), fields=('collaboration',), name='one_emergency_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=~Q(state='provisional') | Q(due_at__isnull=False, kind='emergency'), name='emergency_has_its_deadline'),
        ),
    ]
