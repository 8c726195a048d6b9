"""A risk notice can be talked about."""

from tongzhou.discussions.subjects import discussed
from tongzhou.progress.models import RiskNotice

discussed("risk_notice", RiskNotice, title=str, case="task__collaboration_id")
