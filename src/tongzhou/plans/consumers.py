"""Rows pass to the successor of whoever leaves, and say by when what was agreed is done."""

from tongzhou.collaborations.queries.planned import planned_by
from tongzhou.collaborations.queries.promised import promised_by
from tongzhou.org.handover import hand_over
from tongzhou.plans.actions import handovers
from tongzhou.plans.queries.promised import days_of_asks, last_day_of

hand_over(handovers.show, handovers.pass_on)
promised_by(days_of_asks)
planned_by(last_day_of)
