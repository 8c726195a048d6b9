"""A measure's figure as people write it: 45, 0.8, 600000."""

from decimal import Decimal


def plain(value: Decimal | None) -> str:
    """Without the zeros that only say how it is stored."""
    if value is None:
        return "—"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
