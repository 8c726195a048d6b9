"""What every call passes: the API's own door, an administrator's token, one transaction."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tongzhou.api.doors import READS, guarded
from tongzhou.api.problems import refused
from tongzhou.api.scim.errors import Unfit, error, nothing_here, said_by, translated
from tongzhou.api.scim.texts import is_storable
from tongzhou.core.verdicts import Invalid, WithoutEffect
from tongzhou.org import policy
from tongzhou.org.middleware import public
from tongzhou.org.request import PersonRequest

View = Callable[..., HttpResponseBase]
AREA = "provisioning"


def scim(*methods: str) -> Callable[[View], View]:
    """All or nothing: an answer that refuses leaves nothing behind."""

    def wrap(view: View) -> View:
        @wraps(view)
        def run(request: PersonRequest, **ids: Any) -> HttpResponseBase:
            if request.method not in methods:
                return error(405, _("This address does not answer to that."))
            policy.may_manage_organisation(request.user).require()
            return _done(view, request, ids)

        door = guarded(run, AREA)

        @wraps(view)
        def outer(request: HttpRequest, **ids: Any) -> HttpResponseBase:
            return translated(door(request, **ids))

        return public(csrf_exempt(outer))

    return wrap


def body_of(request: HttpRequest) -> Any:
    try:
        found = json.loads(request.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Unfit("invalidSyntax", _("The body is not valid JSON."))
    if not is_storable(found):
        raise Unfit("invalidValue", _("A text holds signs that cannot be kept."))
    return found


def _done(view: View, request: HttpRequest, ids: dict[str, Any]) -> HttpResponseBase:
    try:
        if request.method in READS:
            return view(request, **ids)
        with transaction.atomic():
            return view(request, **ids)
    except Http404:
        return nothing_here()
    except Unfit as unfit:
        return error(unfit.status, str(unfit.sentence), unfit.scim_type)
    except Invalid as invalid:
        return error(400, said_by(invalid), "invalidValue")
    except RecursionError:
        return error(400, _("The body is not valid JSON."), "invalidSyntax")
    except IntegrityError:
        return error(409, _("Somebody else was faster with this name."), "uniqueness")
    except WithoutEffect as ended:
        return translated(refused(ended))
