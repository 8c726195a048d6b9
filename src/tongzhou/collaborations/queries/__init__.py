"""What screens need: one module per noun."""

from tongzhou.collaborations.queries.header import CaseHeader, ball_line, case_header, hours_left

__all__ = ["CaseHeader", "ball_line", "case_header", "hours_left"]
