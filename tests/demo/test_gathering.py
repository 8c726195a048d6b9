"""A scene that follows another is never before it, and never later than today."""

from datetime import timedelta
from typing import cast

import pytest

from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.demo.played import Played
from tongzhou.demo.scripts import scripts


@pytest.mark.django_db
def test_minutes_are_written_after_the_meeting_however_late_its_day_began() -> None:
    today = clock.now()
    [script] = [one for one in scripts() if one.troubled]
    played = Played(cast(Company, None), script, today)
    called = played.moment(4, hours=5)
    assert played.moment(4) == called
    assert played.after(hours=2) == called + timedelta(hours=2)
    assert played.after(hours=24 * 365) == today
