"""What stands above the axis, in the reader's language."""

from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

ENGLISH = {"year": "y", "month": "MMM y", "short_month": "MMM"}


def label(span: str, day: date, *, under: str = "") -> str:
    """`under` is the longer span it stands below: a month below its year needs no year."""
    if span == "day":
        return str(day.day)
    if span == "week":
        return f"{day.month}/{day.day}"
    if span == "quarter":
        return _("Q%(quarter)s") % {"quarter": (day.month + 2) // 3}
    name = "short_month" if span == "month" and under == "year" else span
    if get_language() == "en":
        return format_date(day, ENGLISH[name], locale="en_GB")
    chinese = {"year": f"{day.year}年", "month": f"{day.year}年{day.month}月"}
    return chinese.get(name, f"{day.month}月")
