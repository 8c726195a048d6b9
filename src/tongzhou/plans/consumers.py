"""Rows pass to the successor of whoever leaves."""

from tongzhou.org.handover import hand_over
from tongzhou.plans.actions import handovers

hand_over(handovers.show, handovers.pass_on)
