"""The assistant as a LlamaIndex query engine, and its retrieval as a retriever."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.schema import QueryBundle
from test_render import ANSWER, CITATION, QUOTE, REFUSED

from assistant import render
from assistant.adapters.llama_index import AssistantQueryEngine
from assistant.core import Assistant
from assistant.schema import Answer, Filter
from assistant.settings import Settings


class StandIn(Assistant):
    """Gives one answer, and remembers the filter it was asked with."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(Settings())
        self.answer = answer
        self.filter: Filter | None = None

    def ask(
        self, question: str, history: Sequence[str] = (), filter: Filter | None = None
    ) -> Answer:
        self.filter = filter
        return replace(self.answer, question=question)


@pytest.mark.parametrize("answer", [ANSWER, REFUSED], ids=["answered", "refused"])
def test_response_is_the_answer(answer: Answer) -> None:
    response = AssistantQueryEngine(assistant=StandIn(answer)).query("q")
    assert isinstance(response, Response)
    assert str(response) == (answer.text or answer.reason)
    assert response.metadata == render.to_json(replace(answer, question="q"))


def test_source_node_is_the_exact_quote() -> None:
    response = AssistantQueryEngine(assistant=StandIn(ANSWER)).query(QueryBundle("q"))
    (source,) = response.source_nodes
    assert source.node.get_content() == QUOTE
    assert source.node.node_id == "a1#text:3-17"
    assert source.node.metadata["title"] == CITATION.title
    assert (source.node.start_char_idx, source.node.end_char_idx) == (3, 17)


def test_filter_and_async_query() -> None:
    stand_in = StandIn(ANSWER)
    engine = AssistantQueryEngine(assistant=stand_in, filter=Filter(since="2024"))
    assert str(asyncio.run(engine.aquery("q"))) == ANSWER.text
    assert stand_in.filter == Filter(since="2024")


def test_the_retriever_gives_passages_at_their_offsets(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "index") as assistant:
        (tmp_path / "a.txt").write_text("助成の決定\n\nKDDIは最大約102.4億円を受け取る。\n")
        assistant.ingest([tmp_path / "a.txt"])
        (found,) = assistant.as_retriever(k=1).retrieve("KDDIはいくら受け取る?")
        article = assistant.article(found.node.metadata["article_id"])
    assert article is not None
    start, end = found.node.start_char_idx, found.node.end_char_idx
    assert "102.4億円" in found.node.get_content() == article.text[start:end]
