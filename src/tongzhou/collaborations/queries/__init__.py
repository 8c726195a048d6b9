"""What screens need: one module per noun."""

from tongzhou.collaborations.queries.brief import Brief, as_text, brief_of, mail_link
from tongzhou.collaborations.queries.cases import asks_within
from tongzhou.collaborations.queries.header import CaseHeader, case_header, stage_steps
from tongzhou.collaborations.queries.open_matters import open_matters
from tongzhou.collaborations.queries.turns import BallLine, ball_line, hours_left, state_of

__all__ = [
    "BallLine", "Brief", "CaseHeader", "as_text", "asks_within", "ball_line", "brief_of", "case_header", "hours_left",
    "mail_link", "open_matters", "stage_steps", "state_of",
]  # fmt: skip
