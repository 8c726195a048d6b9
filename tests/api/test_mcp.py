"""Tools for language models, called by the client of the protocol's own package."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp")

from mcp import Client, StdioServerParameters

from tests.collaborations.asking import fresh, sent
from tests.company import Company
from tongzhou.api.mcp.calling import Api
from tongzhou.api.mcp.serving import server
from tongzhou.collaborations.models import Answer
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Person


def asked(person: Person, use: Callable[[Client], Any], **options: Any) -> Any:
    api = Api(create_token(person, by=None, name="model", **options), host="127.0.0.1")

    async def run() -> Any:
        async with Client(server(api)) as client:
            return await use(client)

    return anyio.run(run)


def told(result: Any) -> Any:
    return json.loads(result.content[0].text)


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T028")
def test_a_change_is_rehearsed_shown_and_made_once(company: Company) -> None:
    ask = sent(company)
    given = {"id": str(ask.pk), "verb": "ask_back", "fields": {"sentence": "哪些渠道？"}}

    async def use(client: Client) -> None:
        dry = told(await client.call_tool("answer_request", given))
        assert (dry["done"], dry["would_answer"]["state"]["key"]) == (False, "asked_back")
        counts.append(await anyio.to_thread.run_sync(answers))
        other = await client.call_tool(
            "answer_request", given | {"verb": "accept", "confirmation": dry["confirmation"]}
        )
        assert other.is_error
        for _ in range(2):
            done = told(
                await client.call_tool(
                    "answer_request", given | {"confirmation": dry["confirmation"]}
                )
            )
            assert done["done"]

    def answers() -> int:
        return Answer.objects.filter(ask=ask, verb="ask_back").count()

    counts: list[int] = []
    asked(company.liu, use)
    assert (counts, answers(), fresh(ask).state) == ([0], 1, "asked_back")


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T012")
def test_a_model_reads_what_its_person_sees_and_reads_why_not(company: Company) -> None:
    ask = sent(company)

    async def use(client: Client) -> list[Any]:
        return [await client.call_tool("request", {"id": str(ask.pk)}),
                await client.call_tool("collaborations", {})]  # fmt: skip

    seen, listed = asked(company.liu, use)
    assert (told(seen)["what"], told(listed)["count"]) == (ask.what, 1)
    hidden, none = asked(company.feng, use)
    assert hidden.is_error
    assert '"NotFound"' in hidden.content[0].text
    assert told(none)["count"] == 0


@pytest.mark.django_db(transaction=True)
def test_a_reading_token_changes_nothing_through_a_tool(company: Company) -> None:
    ask = sent(company)

    async def use(client: Client) -> Any:
        return await client.call_tool("comment", {"path": f"asks/{ask.pk}", "text": "好"})

    refused = asked(company.liu, use, scopes=["collaborations:read"])
    assert refused.is_error
    assert '"Scope"' in refused.content[0].text


@pytest.mark.django_db(transaction=True)
def test_a_client_starts_the_command_and_lists_its_tools(company: Company, tmp_path: Any) -> None:
    """Over standard input and output, in a process of its own, on an installation of its own."""
    environment = {**os.environ, "TONGZHOU_DATA": str(tmp_path), "TONGZHOU_TOKEN": "tz_nobody"}
    environment.pop("DATABASE_URL", None)
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "tongzhou.config", "mcp"],
        env={**environment, "DJANGO_SETTINGS_MODULE": "tongzhou.config.settings"},
    )  # fmt: skip

    async def run() -> Any:
        async with Client(command) as client:
            return await client.list_tools()

    tools = {tool.name: tool for tool in anyio.run(run).tools}
    assert {"who_am_i", "search", "answer_request", "send_form"} <= set(tools)
    assert tools["search"].annotations.read_only_hint
    assert not tools["send_form"].annotations.read_only_hint
