"""How a mail of ours is recognised in the answer to it.

The id of every mail carries the notice it tells of and a code that only this house can make: it is
good for one person and one thread, and allows nothing but a comment.
"""

import re
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

BITS = 128
OURS = re.compile(r"<([0-9a-f-]{36})\.([0-9a-f]{32})@[^>\s]{1,255}>")


def message_id(notice: UUID) -> str:
    host = settings.BASE_URL.split("//", 1)[1].split("/", 1)[0].split(":", 1)[0]
    return f"<{notice}.{_code(notice)}@{host}>"


def notice_in(references: str) -> UUID | None:
    """Of the newest mail of ours that is named in In-Reply-To and References."""
    for found, code in reversed(OURS.findall(references)):
        try:
            notice = UUID(found)
        except ValueError:
            continue
        if constant_time_compare(code, _code(notice)):
            return notice
    return None


def _code(notice: UUID) -> str:
    return salted_hmac("tongzhou.reply", str(notice), algorithm="sha256").hexdigest()[: BITS // 4]
