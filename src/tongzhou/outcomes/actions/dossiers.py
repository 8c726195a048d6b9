"""The file that stays: everything of one case, with a hash over it."""

from typing import Any

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import canonical, clock
from tongzhou.journal.models import Head
from tongzhou.outcomes.models import Dossier
from tongzhou.outcomes.queries.whole_case import names_in, whole_case


def freeze(collaboration: Collaboration) -> Dossier:
    """Called in the transaction that archives the collaboration."""
    content: dict[str, Any] = canonical.plain(whole_case(collaboration))
    return Dossier.objects.create(
        collaboration=collaboration,
        content=content,
        names=names_in(content),
        hash=canonical.digest(content),
        format=canonical.VERSION,
        journal_seq=Head.objects.get(id=1).seq,
        closed_at=clock.now(),
    )
