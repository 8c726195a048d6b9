"""Counts wrong passwords, so that guessing is slow and nobody can lock out somebody else."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Count, Min, Q
from django.utils.translation import ngettext

from tongzhou.core import clock
from tongzhou.core.verdicts import TooOften
from tongzhou.org.models import SignInFailure

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
PER_LOGIN_AND_ADDRESS = 5
PER_ADDRESS = 50


@contextmanager
def attempt(login: str, address: str) -> Iterator[None]:
    """Run one check of a password: an exception inside leaves the attempt counted.

    Counted before the check, so that guesses sent all at once are counted as well. Must not run in
    a transaction that a refusal rolls back.
    """
    now = clock.now()
    tried = SignInFailure.objects.create(login=_digest(login), address=address[:45], at=now)
    SignInFailure.objects.filter(at__lt=now - KEPT).delete()
    if retry_at := _blocked_until(tried):
        tried.delete()
        raise _too_often(max(1, ceil((retry_at - now).total_seconds())))
    yield
    SignInFailure.objects.filter(login=tried.login, address=tried.address).delete()


def _blocked_until(tried: SignInFailure) -> datetime | None:
    recent = SignInFailure.objects.filter(address=tried.address, at__gt=tried.at - WINDOW)
    same = Q(login=tried.login)
    found = recent.aggregate(
        here=Count("pk"), first=Min("at"), both=Count("pk", filter=same),
        first_both=Min("at", filter=same),
    )  # fmt: skip
    if found["both"] > PER_LOGIN_AND_ADDRESS:
        first: datetime = found["first_both"]
        return first + WINDOW
    if found["here"] > PER_ADDRESS:
        first = found["first"]
        return first + WINDOW
    return None


def _too_often(retry_after: int) -> TooOften:
    minutes = ceil(retry_after / 60)
    sentence = ngettext(
        "Too many attempts. Please try again in %(count)s minute.",
        "Too many attempts. Please try again in %(count)s minutes.",
        minutes,
    )
    return TooOften(sentence % {"count": minutes}, retry_after=retry_after)


def _digest(login: str) -> str:
    """Not the text: people type passwords into the wrong field."""
    return hashlib.sha256(login.encode()).hexdigest()[:60]
