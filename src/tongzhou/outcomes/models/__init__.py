"""What was delivered and accepted, what was learned, and the file that stays."""

from tongzhou.outcomes.models.acceptances import Acceptance, Judgement, Remain
from tongzhou.outcomes.models.cosignatures import Cosignature
from tongzhou.outcomes.models.deliveries import Delivery, DeliveryFigure, Result
from tongzhou.outcomes.models.dossiers import Dossier, Print
from tongzhou.outcomes.models.retrospectives import Improvement, Retrospective, View

__all__ = [
    "Acceptance",
    "Cosignature",
    "Delivery",
    "DeliveryFigure",
    "Dossier",
    "Improvement",
    "Judgement",
    "Print",
    "Remain",
    "Result",
    "Retrospective",
    "View",
]
