"""What was due before gains had balls: whoever answers for the department that gained holds one."""

from datetime import timedelta
from typing import Any

from django.db import migrations

from tongzhou.core import clock
from tongzhou.core.ids import new_id

A_WEEK = timedelta(days=7)


def hand_out(apps: Any, _schema_editor: Any) -> None:
    gain_model = apps.get_model("exchange", "Gain")
    ball = apps.get_model("collaborations", "Ball")
    waiting = gain_model.objects.filter(receipt=None, withdrawn_at=None)
    for gain in waiting.exclude(collaboration=None).select_related("receiver", "collaboration"):
        liaison = gain.receiver.liaisons.filter(person__is_active=True).first()
        person = liaison.person_id if liaison else gain.receiver.head_id
        ball.objects.create(
            id=new_id(), collaboration=gain.collaboration, kind="gain", matter=gain.pk,
            state="due", title=gain.what.strip().splitlines()[0][:80], department=gain.receiver,
            person_id=person, deputy_id=gain.receiver.head_id,
            waiting_id=gain.collaboration.person_in_charge_id, since=clock.now(),
            due_at=clock.now() + A_WEEK,
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_meetings_of_a_pair")]
    operations = [migrations.RunPython(hand_out, migrations.RunPython.noop)]
