"""Opens a house where nobody is yet: only for whoever reads the server's console.

Between the start of a server and its first administrator everybody who reaches the page could
take the house over. A code that is printed where only its operator reads opens it, once.
"""

from datetime import timedelta
from hashlib import sha256
from secrets import choice

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.org.actions.departments import create_department
from tongzhou.org.actions.people import create_person
from tongzhou.org.models import FirstRun, Person

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PARTS, LENGTH = 4, 4
GOOD_FOR = timedelta(days=1)
ROOT_CODE = "company"
WRONG = _("This code does not open the house. The server prints a new one when it starts.")


def is_open() -> bool:
    """Nobody is there who could let anybody in."""
    return not Person.objects.exists()


def print_code() -> str:
    """A new code; the one before opens nothing any more."""
    with transaction.atomic():
        _require_nobody()
        code = "-".join("".join(choice(LETTERS) for _i in range(LENGTH)) for _j in range(PARTS))
        facts = {"hash": _digest(code), "at": clock.now(), "used_at": None}
        FirstRun.objects.update_or_create(place=1, defaults=facts)
    return code


def require_code(code: str) -> None:
    """Raises `Invalid` unless the code is the last that was printed, a day ago at most."""
    standing = FirstRun.objects.filter(used_at=None, at__gt=clock.now() - GOOD_FOR).first()
    if standing is None or not constant_time_compare(standing.hash, _digest(code)):
        raise Invalid(WRONG, errors={"code": WRONG})


def begin(*, code: str, company: str, name: str, login: str, mail: str, password: str) -> Person:
    """The company as the first department, and who administers it; whoever comes second is late."""
    with transaction.atomic():
        FirstRun.objects.select_for_update().filter(place=1).first()
        _require_nobody()
        require_code(code)
        FirstRun.objects.filter(place=1).update(used_at=clock.now())
        root = create_department(None, by=None, name=company, code=ROOT_CODE)
        return create_person(
            root, by=None, login=login, name=name, mail=mail, password=password,
            is_administrator=True,
        )  # fmt: skip


def _require_nobody() -> None:
    if not is_open():
        raise NotPossibleNow(_("Somebody administers this house already. Please ask them."))


def _digest(code: str) -> str:
    """Capitals, spaces and dashes do not matter to whoever copies it from a console."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return sha256(f"tongzhou.first-run {plain}".encode()).hexdigest()
