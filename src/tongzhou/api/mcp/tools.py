"""The tools: reading what the person sees, and three guarded ways of changing something."""

import json
from collections.abc import Callable
from typing import Any

from tongzhou.api.mcp.calling import Api, Told
from tongzhou.api.mcp.confirming import confirmation, confirmed
from tongzhou.api.pages.fields import fields_of
from tongzhou.api.pages.places import places

Tool = Callable[..., dict[str, Any]]


class Toolbox:
    """Bound to one token; the docstring of a tool is what the model reads."""

    def __init__(self, api: Api) -> None:
        self.api = api

    @property
    def reading(self) -> list[Tool]:
        return [self.who_am_i, self.today, self.search, self.collaborations, self.collaboration,
                self.division_table, self.request, self.addresses, self.read]  # fmt: skip

    @property
    def changing(self) -> list[Tool]:
        return [self.answer_request, self.comment, self.send_form]

    def who_am_i(self) -> dict[str, Any]:
        """The person this token acts for."""
        return _shown(self.api.read("me"))

    def today(self) -> dict[str, Any]:
        """What waits for the person now: whose turn it is, how long, and who is next."""
        return _shown(self.api.read("today"))

    def search(self, query: str) -> dict[str, Any]:
        """Search everything the person may see, also by pinyin initials or numbers such as 协-2026-0042."""
        return _shown(self.api.read("search", q=query))

    def collaborations(self, query: str = "", state: str = "all", page: int = 1) -> dict[str, Any]:
        """Collaborations between departments, the latest change first."""
        return _shown(self.api.read("collaborations", q=query, state=state, page=page))

    def collaboration(self, id: str) -> dict[str, Any]:
        """One collaboration with its requests and who holds the ball."""
        return _shown(self.api.read(f"collaborations/{id}"))

    def division_table(self, collaboration: str) -> dict[str, Any]:
        """The tasks of a collaboration with dates, people (RACI) and states."""
        return _shown(self.api.read(f"collaborations/{collaboration}/tasks"))

    def request(self, id: str) -> dict[str, Any]:
        """One request of a department to another, with every answer and the verbs possible now."""
        return _shown(self.api.read(f"asks/{id}"))

    def addresses(self, containing: str = "") -> dict[str, Any]:
        """Addresses that `read` opens and `send_form` takes, with the fields of their forms."""
        found = [place for place in places() if containing in place.path][:60]
        return {
            "addresses": [
                {
                    "path": place.path,
                    "methods": list(place.methods),
                    "fields": list(fields_of(place.plain)) if "POST" in place.methods else [],
                }
                for place in found
            ]
        }

    def read(self, path: str) -> dict[str, Any]:
        """What the page at an address is made of, such as duties or problems/<id>."""
        return _shown(self.api.read(path))

    def answer_request(
        self, id: str, verb: str, fields: dict[str, Any] | None = None, confirmation: str = ""
    ) -> dict[str, Any]:
        """Answer a request (accept, counter, decline, ask_back …). First without a confirmation:
        nothing happens yet. Show the person what would happen, then call again with it."""
        return self._guarded(f"asks/{id}/answers", {"verb": verb, **(fields or {})}, confirmation)

    def comment(self, path: str, text: str, confirmation: str = "") -> dict[str, Any]:
        """Write a comment at a thing such as asks/<id> or tasks/<id>. First without a confirmation."""
        return self._guarded(f"{path.strip('/')}/comments", {"text": text}, confirmation)

    def send_form(
        self, path: str, fields: dict[str, Any], confirmation: str = ""
    ) -> dict[str, Any]:
        """Send the form of a page. First without a confirmation: it is checked and undone. Show the
        person what would happen, then call again with the confirmation. Signing is not possible."""
        return self._guarded(path.strip("/"), fields, confirmation)

    def _guarded(self, path: str, body: dict[str, Any], sealed: str) -> dict[str, Any]:
        token = self.api.token
        if not sealed:
            told = self.api.change(path, body, is_dry=True)
            if not told.is_done:
                return _shown(told)
            seal = confirmation(token, path, body)
            return {"done": False, "would_answer": told.body, "confirmation": seal}
        key = confirmed(sealed, token, path, body)
        if key is None:
            raise ValueError("This confirmation is for another change, or older than ten minutes.")
        return {"done": True, **_shown(self.api.change(path, body, key=key))}


def _shown(told: Told) -> dict[str, Any]:
    """Raises `ValueError` with the sentence of a refusal: the model reads why."""
    if not told.is_done:
        said = {name: told.body.get(name) for name in ("code", "detail", "errors")}
        raise ValueError(json.dumps({"status": told.status, **said}, ensure_ascii=False))
    return told.body if isinstance(told.body, dict) else {"items": told.body}
