"""The assistant as a LlamaIndex query engine."""

from __future__ import annotations

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import NodeWithScore, TextNode

from assistant import render
from assistant.core import Assistant
from assistant.schema import Citation, Filter


class AssistantQueryEngine(CustomQueryEngine):
    """Answers through ``Assistant.ask``; each source node is one exact quote.

    ``response.metadata`` is the JSON answer of the command line, so status,
    figures and checks are all there. A refusal is a response too, its text the
    reason. Raises what ``Assistant.ask`` raises.
    """

    assistant: Assistant
    filter: Filter = Filter()

    def custom_query(self, query_str: str) -> Response:
        """Answer ``query_str``; called by ``query`` and, in the same thread, by ``aquery``."""
        answer = self.assistant.ask(query_str, filter=self.filter)
        return Response(
            response=answer.text or answer.reason,
            source_nodes=[_node(citation) for citation in answer.citations],
            metadata=render.to_json(answer),
        )


def _node(citation: Citation) -> NodeWithScore:
    """A quote as a node; its id names the article, the field and the place."""
    place = f"{citation.article_id}#{citation.field}:{citation.start}-{citation.end}"
    node = TextNode(
        id_=place,
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata={
            "n": citation.n,
            "article_id": citation.article_id,
            "title": citation.title,
            "publisher": citation.publisher,
            "published": citation.published,
            "url": citation.url,
            "field": citation.field,
        },
    )
    return NodeWithScore(node=node)
