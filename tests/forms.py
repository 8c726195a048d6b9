"""Sends forms as a browser does, and reads what came back."""

from typing import Any
from uuid import uuid4

from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Page


def send(client: Client, url: str, *, once: str = "", **fields: Any) -> Any:
    return client.post(url, {"once": once or uuid4().hex, **fields})


def page(client: Client, url: str) -> Page:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return Page(response.content)


def errors(response: Any) -> str:
    return " ".join(one.text() for one in Page(response.content).css(".errors"))


def typed(response: Any, name: str) -> str:
    """What stands in a field of the page that came back."""
    field = Page(response.content).css_first(f"[name={name}]")
    value = field.text() if field.tag == "textarea" else field.attributes.get("value")
    return (value or "").strip("\n")
