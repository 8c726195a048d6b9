"""Pages behind links that speak for one person: what all of them refuse, say, and send along."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Sentence, Stale
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.capabilities import round_of
from tongzhou.org.models import Person

log = logging.getLogger(__name__)
PRIVATE = {"X-Robots-Tag": "noindex, nofollow"}
Problem = Invalid | NotPossibleNow | Stale


class Speaks(Protocol):
    """A link that was found: it speaks for one person."""

    pk: UUID
    person: Person
    person_id: UUID


S = TypeVar("S", bound=Speaks)


def found(request: HttpRequest, token: str, find: Callable[[str], S | None]) -> S:
    """Guessing is slow, and seen by the operator; a right token is never held up by it."""
    link = find(token)
    if link is None:
        with attempt(f"answer link {request.method}", address_of(request)):
            log.warning("an unknown answer link was opened from %s", address_of(request))
            raise Http404
    return link


def spoken_to(link: Speaks) -> AbstractContextManager[None]:
    """In the language of whom the link is for, whatever the browser prefers."""
    return translation.override(link.person.language)


def refuse_strangers(request: HttpRequest, link: Speaks) -> None:
    if _is_stranger(request, link.person):
        log.warning("the answer link %s was used by %s", link.pk, request.user.pk)
        sentence = _("This link is for %(person)s. Nothing was answered.")
        raise Refused(sentence % {"person": link.person.name})


def require_worth(person: Person, round: str) -> None:
    """What was held is said only while its link still speaks for the person."""
    if not person.is_active:
        raise Refused(_("The account is closed."))
    if round not in ("", round_of(person)):
        raise Refused(
            _("The link it came by is void since a new password, or since signing out everywhere.")
        )


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, person: Person,
    problem: Problem | None = None,
) -> HttpResponse:  # fmt: skip
    """Kept by no cache and no search engine."""
    user = request.user
    known = {
        "person": person,
        "is_addressee": user.is_authenticated and user.pk == person.pk,
        "is_stranger": _is_stranger(request, person),
        "problem": _sentences(problem),
        "typed": request.POST,
    }
    response = render(request, template, known | context, status=problem.status if problem else 200)
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def _is_stranger(request: HttpRequest, person: Person) -> bool:
    return request.user.is_authenticated and request.user.pk != person.pk


def _sentences(problem: Problem | None) -> list[Sentence]:
    if isinstance(problem, Invalid) and problem.errors:
        return list(problem.errors.values())
    return [problem.sentence] if problem else []
