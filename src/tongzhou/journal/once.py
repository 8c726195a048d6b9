"""A form that is sent twice has one effect: double click, back button, retry of a browser or proxy.

The hidden field `once` (or the header `Idempotency-Key`) is written to the database in the same
transaction as the effect. The same key again repeats the outcome; the key of a form that had no
effect is not spent.
"""

import hashlib
import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from tongzhou.core.doors import door_of
from tongzhou.core.verdicts import Invalid, WithoutEffect
from tongzhou.journal.actions import commands
from tongzhou.journal.models import Command

View = Callable[..., HttpResponseBase]
NOBODY = UUID(int=0)
ATTEMPTS = 4
JSON = "application/json"
NOT_HASHED = ("csrfmiddlewaretoken", "once")


class Busy(WithoutEffect):
    """The database could not take the change even when it was tried again."""

    status = 503
    retry_after = 2


class NoSpace(WithoutEffect):
    """The disk of the database is full, failing or read-only: somebody has to see to it."""

    status = 507


def once(view: View) -> View:
    """Run a view in one transaction that is kept only if it succeeds, once per key."""

    @wraps(view)
    def in_one_transaction(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return view(request, *args, **kwargs)
        return _retried(request, lambda: _with_one_effect(view, request, *args, **kwargs))

    return in_one_transaction


def _with_one_effect(
    view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    key = _key(request)
    try:
        with transaction.atomic():
            if key:
                person = request.user.pk or NOBODY
                commands.claim(key, person=person, path=_path(request), body=_body_hash(request))
            response = view(request, *args, **kwargs)
            if response.status_code == 302:
                response.status_code = 303
            if response.status_code >= 400:
                transaction.set_rollback(True)
            elif key:
                commands.finish(key, **_outcome(response))
    except commands.RepeatedError:
        return _replayed(request, Command.objects.get(key=str(key)))
    return response


def _outcome(response: HttpResponseBase) -> dict[str, Any]:
    """A way back to a door is not kept: it would hold its token."""
    location = response.get("Location", "")
    is_json = response.get("Content-Type", "").startswith(JSON)
    return {
        "status": response.status_code,
        "location": "" if door_of(location) else location,
        "content": response.content.decode()
        if is_json and isinstance(response, HttpResponse)
        else "",
    }


def _replayed(request: HttpRequest, first: Command) -> HttpResponseBase:
    again = (request.user.pk or NOBODY, _path(request), _body_hash(request))
    if (first.person, first.path, first.body) != again:
        raise Invalid(
            _("This form was already sent with other content. Reload the page and send it again.")
        )
    if first.content:
        return HttpResponse(first.content, status=first.status, content_type=JSON)
    location = first.location or (door_of(request.path) if first.status == 303 else "")
    if request.headers.get("HX-Request"):
        reload = {"HX-Redirect": location} if location else {"HX-Refresh": "true"}
        return HttpResponse(status=204, headers=reload)
    if location:
        return HttpResponseRedirect(location, status=303)
    return HttpResponse(status=204)


def _path(request: HttpRequest) -> str:
    """Only its hash is kept: some paths open a door by themselves."""
    return hashlib.sha256(request.path.encode()).hexdigest()


def _key(request: HttpRequest) -> UUID | None:
    typed = request.headers.get("Idempotency-Key") or request.POST.get("once", "")
    if not typed:
        return None
    try:
        return UUID(typed)
    except ValueError:
        raise Invalid(_("This form is damaged. Reload the page and send it again.")) from None


def _body_hash(request: HttpRequest) -> str:
    """Over the fields and files, or over the raw body where it is no form.

    Keyed, because some forms have few possible contents: eleven scores could be tried out one by one
    by whoever reads the table.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), digestmod=hashlib.sha256)
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        digest.update(request.body)
        return digest.hexdigest()
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_HASHED:
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _retried(request: HttpRequest, attempt: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Again when the database chose this transaction as the loser, then 503."""
    last = 1 if connection.in_atomic_block else ATTEMPTS
    for number in range(1, last + 1):
        try:
            return attempt()
        except OperationalError as error:
            if _cannot_store(error):
                raise NoSpace(
                    _(
                        "The server cannot store anything at the moment: its disk is full or cannot"
                        " be written. Nothing was changed. Please tell an administrator."
                    )
                ) from error
            if not _is_passing(error):
                raise
            if number == last or connection.vendor == "sqlite":
                raise Busy(
                    _("Too much is happening at once. Nothing was changed; please send it again.")
                ) from error
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
    raise AssertionError("unreachable")


def _cannot_store(error: OperationalError) -> bool:
    """Disk full or an input/output error, in the words of either engine."""
    cause = error.__cause__
    if connection.vendor == "postgresql":
        return getattr(cause, "sqlstate", None) in ("53100", "58030")
    named = getattr(cause, "sqlite_errorname", "")
    return named.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY"))


def _is_passing(error: OperationalError) -> bool:
    """A lost serialization race or deadlock (PostgreSQL), a lock waited for in vain (SQLite)."""
    if connection.vendor == "postgresql":
        return getattr(error.__cause__, "sqlstate", None) in ("40001", "40P01", "55P03")
    return "locked" in str(error)
