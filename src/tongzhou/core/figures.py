"""Figures as people write them: «1,200 份», «３０％», «5万», «≥ 30 %»."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid

LONGEST = 60
MOST_DIGITS = 15
"""Before the decimal point; a database column of (20, 4) holds it with room."""
TIMES = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

_FIGURE = re.compile(r"([+-]?\d{1,3}(?:,\d{3})+|[+-]?\d+)(\.\d{1,4})?([万萬亿億]?)(\D{0,20})")


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with its unit: «%», «份», «天» or nothing."""

    value: Decimal
    unit: str = ""

    def __str__(self) -> str:
        """As people read it: no trailing zeros, thousands apart, a space before Latin units."""
        shown = f"{self.value.normalize():,f}"
        return f"{shown}{' ' if self.unit.isascii() and self.unit else ''}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure somebody brings along, and where it comes from."""

    what: str
    amount: Amount
    source: str = ""


def read_amount(text: str) -> Amount:
    """Raises `Invalid` with what is wrong."""
    plain = "".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())
    found = _FIGURE.fullmatch(plain) if len(plain) <= LONGEST else None
    if not found:
        raise _no_figure(text)
    digits = found[1].replace(",", "")
    if len(digits) > MOST_DIGITS:
        raise _no_figure(text)
    value = Decimal(digits + (found[2] or "")) * TIMES.get(found[3], 1)
    return Amount(value, found[4].strip())


def _no_figure(text: str) -> Invalid:
    shown = text if len(text) <= LONGEST else f"{text[:20]}…"
    return Invalid(_("“%(text)s” is not a figure. Write it like 1,200 or 30 %%.") % {"text": shown})
