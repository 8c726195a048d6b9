"""Small answers by a link, one module for each matter that asks for one.

A new one is a `Purpose` in a module of its own and a line here; nothing that promises, signs or
approves belongs here: that asks who one is (docs/decisions/0027).
"""

from tongzhou.channels.taps import (
    calls,
    gains,
    improvements,
    meetings,
    risk_notices,
    submissions,
)
from tongzhou.channels.taps.offer import Blank, Choice, Offer, Purpose, Typed

PURPOSES: dict[str, Purpose] = {
    module.PURPOSE.matter: module.PURPOSE
    for module in (calls, gains, improvements, meetings, risk_notices, submissions)
}

__all__ = ["PURPOSES", "Blank", "Choice", "Offer", "Purpose", "Typed"]
