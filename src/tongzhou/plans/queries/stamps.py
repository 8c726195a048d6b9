"""Whether anything happened in a collaboration since somebody looked: one short question."""

from typing import Any

from django.db.models import QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.journal.models import Entry


def stamp_of(collaboration: Collaboration) -> str:
    """The last entry about it, and the day: what is late reads differently tomorrow."""
    newest = next(iter(_newest(collaboration.pk)), (0,))
    return f"{newest[0]}.{clock.today():%m%d}"


@Prepared
def _newest(case: Any) -> QuerySet[Entry, Any]:
    return Entry.objects.filter(collaboration=case).order_by("-seq").values_list("seq")[:1]
