"""`reverse`, answered from memory: pages ask it for every row."""

from functools import cache
from uuid import UUID

from django.urls import reverse

NO_ID = UUID(int=0)


def address(name: str, *args: object, **kwargs: object) -> str:
    """The path of a page; the usual page has one id and costs no search through the routes."""
    if len(args) == 1 and not kwargs and isinstance(args[0], UUID):
        before, after = _around_an_id(name)
        return f"{before}{args[0]}{after}"
    return reverse(name, args=args, kwargs=kwargs or None)


@cache
def _around_an_id(name: str) -> tuple[str, str]:
    before, after = reverse(name, args=[NO_ID]).split(str(NO_ID))
    return before, after
