"""What was agreed: frozen versions, who signed which row, changes, and what holds beforehand."""

from tongzhou.agreements.models.changes import ChangeLine, ChangeRequest, OfChangeQuerySet
from tongzhou.agreements.models.provisions import Firing, Provision, Warrant
from tongzhou.agreements.models.versions import (
    Objection,
    OfVersionQuerySet,
    Row,
    RowSignature,
    Seat,
    Version,
)

__all__ = [
    "ChangeLine",
    "ChangeRequest",
    "Firing",
    "Objection",
    "OfChangeQuerySet",
    "OfVersionQuerySet",
    "Provision",
    "Row",
    "RowSignature",
    "Seat",
    "Version",
    "Warrant",
]
