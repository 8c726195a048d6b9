"""Somebody who has just entered the password, without the page that asks for it."""

from django.test import Client

from tongzhou.core import clock
from tongzhou.org import proof
from tongzhou.org.models import Person


def entered(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session[proof.KEY] = clock.now().isoformat()
    session.save()
    return client
