"""The only writers of agreements: versions, signatures, objections, change requests."""

from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.circulating import circulate, object_to, withdraw
from tongzhou.agreements.actions.signing import sign

__all__ = ["changes", "circulate", "object_to", "sign", "withdraw"]
