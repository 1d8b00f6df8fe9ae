"""The page's other side: used by a Gradio client and by an MCP client."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from echo import served

pytestmark = pytest.mark.filterwarnings("ignore")  # Gradio's and MCP's own


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("KDDI", "NTT") as address:
        yield address


@pytest.fixture(scope="module")
def client(address: str) -> Any:
    from gradio_client import Client

    return Client(address, verbose=False)


def test_named_endpoints(client: Any) -> None:
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert set(named) == {"/ask", "/figures"}
    answer = client.predict("KDDI?", api_name="/ask")
    assert (answer["question"], answer["citations"][0]["quote"]) == ("KDDI?", "KDDI?")
    found = client.predict(search="ntt", api_name="/figures")
    assert (found["total"], found["rows"][0]["value"]) == (1, "12")


@pytest.mark.parametrize(
    ("endpoint", "given", "said"),
    [
        ("/ask", {"question": "none"}, "no index <here>"),
        ("/ask", {"question": "q", "since": "soon"}, "'soon' is not a date"),
        ("/figures", {"order": "length"}, "no order 'length'"),
    ],
)
def test_an_error_says_what_is_wrong(
    client: Any, endpoint: str, given: dict[str, str], said: str
) -> None:
    with pytest.raises(Exception, match=said):
        client.predict(api_name=endpoint, **given)


def test_tools_of_the_mcp_server(address: str) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def use() -> tuple[dict[str, Any], Any]:
        async with (
            streamablehttp_client(f"{address}/gradio_api/mcp/") as (receive, send, _),
            ClientSession(receive, send) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            return {tool.name: tool for tool in tools}, await session.call_tool(
                "ask", {"question": "KDDI?"}
            )

    tools, result = asyncio.run(use())
    assert set(tools) == {"ask", "figures"}
    assert "exact quotes" in tools["ask"].description
    assert "oldest first" in tools["ask"].inputSchema["properties"]["history"]["description"]
    assert not result.isError
    assert "'status': 'answered'" in result.content[0].text
