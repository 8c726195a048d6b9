"""The request as views behind the door see it."""

from django.http import HttpRequest

from tongzhou.org.models import Person


class PersonRequest(HttpRequest):
    """Somebody is signed in; the middleware has seen to it."""

    user: Person
