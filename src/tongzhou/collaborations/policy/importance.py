"""Who says how important a collaboration is: the side that starts it."""

from tongzhou.collaborations.policy.cases import may_lead

may_state = may_record = may_take_back = may_lead
