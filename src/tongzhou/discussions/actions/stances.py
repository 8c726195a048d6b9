"""Follow, mute, neither."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.discussions.events import StanceTaken
from tongzhou.discussions.models import Stance
from tongzhou.journal.actions import record
from tongzhou.org.models import Person

NEITHER = ""
MODES = (NEITHER, *Stance.Mode.values)


def take_stance(case: Collaboration, mode: str, *, by: Person) -> None:
    """Whoever sees the collaboration; asked for the same again, nothing happens."""
    if mode not in MODES:
        raise Invalid(_("Choose to follow, to mute, or neither."))
    with transaction.atomic():
        Collaboration.objects.select_for_update(of=("self",)).get(pk=case.pk)
        before = Stance.objects.filter(collaboration=case, person=by).first()
        if (before.mode if before else NEITHER) == mode:
            return
        if before:
            before.delete()
        if mode:
            Stance.objects.create(collaboration=case, person=by, mode=mode, at=clock.now())
        record(StanceTaken(subject=case.pk, mode=mode), by=by)


def take_stances(cases: Iterable[Collaboration], mode: str, *, by: Person) -> None:
    """All of them or none."""
    with transaction.atomic():
        for case in cases:
            take_stance(case, mode, by=by)
