"""ETag, If-None-Match and If-Match: what stood when a program looked still stands.

A tag is «last entry of the journal about the thing . what was answered». Reading compares all of it;
changing compares the entry, with the row locked, so that hours passing by do not refuse a change.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from tongzhou.api.problems import problem
from tongzhou.collaborations.models import Collaboration
from tongzhou.journal.models import Entry

View = Callable[..., HttpResponseBase]
NAMES = {"version": "agreements.version", "change": "agreements.changerequest"}


def tagged(
    request: HttpRequest, response: HttpResponseBase, ids: dict[str, Any]
) -> HttpResponseBase:
    """With its tag; 304 where the program has this already."""
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    body = hashlib.sha256(response.content).hexdigest()[:16]
    tag = f'"{_last_entry(_subject(ids))}.{body}"'
    if tag in _sent(request, "If-None-Match"):
        response = HttpResponse(status=304)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def if_matching(view: View) -> View:
    """Stands inside the transaction of the change."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = _sent(request, "If-Match")
        if known and known != ["*"] and not _stands(kwargs, known):
            return problem(
                412, "Changed", _("This has changed since. Read it again before you change it.")
            )
        return view(request, *args, **kwargs)

    return run


def _stands(ids: dict[str, Any], known: list[str]) -> bool:
    if not ids:
        return False
    name = next(reversed(ids))
    _lock(name, ids[name])
    entry = str(_last_entry(_subject(ids)))
    return any(tag.strip('"').partition(".")[0] == entry for tag in known)


def _lock(name: str, key: Any) -> None:
    """In the order of every action: the collaboration, then the matter."""
    wanted = NAMES.get(name) or name.replace("_", "")
    for model in apps.get_models():
        if wanted in (model._meta.label_lower, model._meta.model_name):
            rows = model._base_manager.filter(pk=key)
            if any(field.name == "collaboration" for field in model._meta.local_concrete_fields):
                cases = Collaboration.objects.filter(pk__in=rows.values("collaboration"))
                list(cases.select_for_update())
            list(rows.select_for_update())
            return


def _subject(ids: dict[str, Any]) -> UUID | None:
    last = ids[next(reversed(ids))] if ids else None
    return last if isinstance(last, UUID) else None


def _last_entry(subject: UUID | None) -> int:
    if subject is None:
        return 0
    return Entry.objects.filter(subject=subject).aggregate(last=Max("seq"))["last"] or 0


def _sent(request: HttpRequest, header: str) -> list[str]:
    sent = request.headers.get(header, "")
    return [one.strip().removeprefix("W/") for one in sent.split(",") if one.strip()]
