"""Who may, with the reason shown to people: one module per noun."""

from tongzhou.collaborations.policy.cases import as_initiator, initiates, may_draft, may_lead

__all__ = ["as_initiator", "initiates", "may_draft", "may_lead"]
