"""Proves that every dossier still is what it was when its case was closed."""

from django.utils.translation import gettext as _

from tongzhou.journal.models import Entry
from tongzhou.outcomes.models import Dossier


def verify_dossiers() -> list[str]:
    """One sentence for each that differs from its own hash or from the journal's."""
    closed = Entry.objects.filter(kind="retrospective.closed").values_list(
        "collaboration", "payload"
    )
    said = {collaboration: payload["dossier"] for collaboration, payload in closed}
    wrong = []
    for dossier in Dossier.objects.select_related("collaboration").iterator(chunk_size=20):
        facts = {"number": dossier.collaboration.number}
        if not dossier.is_intact:
            wrong.append(_("The dossier of %(number)s no longer fits its fingerprint.") % facts)
        elif said.get(dossier.collaboration_id) != dossier.hash:
            wrong.append(
                _("The journal names another fingerprint for the dossier of %(number)s.") % facts
            )
    return wrong
