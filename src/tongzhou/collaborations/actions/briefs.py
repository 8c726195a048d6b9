"""The one-page brief goes to somebody who may see the collaboration."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.events.briefs import BriefForwarded
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.terms import refuse, too_long, wrong
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.models import Person

LONGEST_NOTE = 300


def forward_brief(collaboration: Collaboration, *, to: Person, note: str = "", by: Person) -> None:
    """A notice and, where mail is set up, the brief itself in a mail."""
    refuse(too_long({"note": note}, LONGEST_NOTE))
    with transaction.atomic():
        case = locked(collaboration)
        if to.pk == by.pk:
            raise wrong(to=_("That is you: choose somebody else."))
        if not Collaboration.objects.visible_to(to).filter(pk=case.pk).exists():
            facts = {"person": to}
            raise wrong(
                to=_("%(person)s may not see this collaboration: pass on the copied text.") % facts
            )
        event = BriefForwarded(
            subject=case.pk, collaboration=case.pk, to=PersonId(to.pk), note=note.strip()
        )
        record(event, by=by)
