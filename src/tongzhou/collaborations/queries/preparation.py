"""What the initiating side did before it asked anybody: its own notes, for its own eyes."""

from tongzhou.collaborations.actions.contents import PREPARED
from tongzhou.collaborations.forms.cases import PREPARATION
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Sentence


def preparation_of(case: Collaboration) -> list[tuple[Sentence, str]]:
    notes = dict(case.preparations.values_list("key", "note"))
    return [(PREPARATION[key], notes[key]) for key in PREPARED if key in notes]
