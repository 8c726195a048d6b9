"""The file that stays: everything of one case, with a hash over it."""

from typing import Any
from uuid import UUID

from django.db import transaction

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import canonical, clock
from tongzhou.journal.models import Head
from tongzhou.org.queries import names_of
from tongzhou.outcomes.actions import prints
from tongzhou.outcomes.models import Dossier, Print
from tongzhou.outcomes.queries.whole_case import names_in, whole_case


def freeze(collaboration: Collaboration) -> Dossier:
    """Called in the transaction that archives the collaboration."""
    content: dict[str, Any] = canonical.plain(whole_case(collaboration))
    dossier = Dossier.objects.create(
        collaboration=collaboration,
        content=content,
        names=names_in(content),
        hash=canonical.digest(content),
        format=canonical.VERSION,
        journal_seq=Head.objects.get(id=1).seq,
        closed_at=clock.now(),
    )
    Print.objects.create(dossier=dossier)
    return dossier


def forget(person: UUID) -> None:
    """Call somebody in every dossier what the organisation calls them now."""
    key = str(person)
    name = names_of([key])[key]
    with transaction.atomic():
        for dossier in Dossier.objects.select_for_update().filter(names__has_key=key):
            dossier.names[key] = str(name)
            dossier.save(update_fields=["names"])
            prints.print_again(dossier)
