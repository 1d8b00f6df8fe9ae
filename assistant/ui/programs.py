"""``ask`` and ``figures`` as Gradio's named endpoints, and so as tools of its MCP server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio

from assistant import render
from assistant.ui import ledger
from assistant.ui.desk import Desk, scope_of
from assistant.ui.reader import told

_MOST = 500  # rows told at a time


def add_endpoints(desk: Desk) -> None:
    """Add them to the Blocks being built."""
    for endpoint in _endpoints(desk):
        gradio.api(endpoint, concurrency_limit=None)


def _endpoints(desk: Desk) -> Iterator[Any]:
    """The functions; their names, types and docstrings are what programs see of them."""

    def ask(
        question: str,
        history: list[str] | None = None,
        since: str = "",
        until: str = "",
        publisher: str = "",
    ) -> dict[str, Any]:
        """Answer a question about the figures in the news articles, with exact quotes, or refuse.

        Args:
            question: the question, in English or Japanese
            history: the questions before it, oldest first, if it is a follow-up
            since: only articles published on this date or later, like 2024-04-19 or 2024
            until: only articles published up to this date
            publisher: only articles of this publisher
        """
        with told(str):
            return desk.ask(question, history or [], scope_of(since, until, publisher))

    def figures(
        search: str = "",
        subject: str = "",
        measure: str = "",
        order: str = "",
        limit: int = 100,
        offset: int = 0,
    ) -> dict[str, Any]:
        """List the figures that the news articles state, each with its article and place.

        Args:
            search: words that the subject, measure, figure, headline or publisher must hold
            subject: whose figure it is, exactly as the ledger names it
            measure: what it measures, such as subsidy or investment
            order: largest, latest, subject, measure or article
            limit: how many figures, at most 500
            offset: how many to leave out first
        """
        with told(str):
            picked = ledger.chosen(desk.shelf().rows, search, subject, measure, order)
        first = max(0, offset)
        rows = picked[first : first + max(1, min(limit, _MOST))]
        return {"total": len(picked), "rows": [_shown(row) for row in rows]}

    yield ask
    yield figures


def _shown(row: ledger.Row) -> dict[str, Any]:
    about = {
        name: getattr(row.article, name) for name in ("title", "publisher", "published", "url")
    }
    return render.figure_row(row.figure) | about
