"""Gradio's side: ``ask`` and ``figures`` as named endpoints and as tools of an MCP server.

Importing Gradio takes longer than all else together, so it is done behind the page:
once the models are loaded, or when the first program asks.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

from assistant.errors import AssistantError
from assistant.ui.desk import Desk, scope_of
from assistant.ui.ledger import Choice


class Programs:
    """ASGI application that becomes Gradio's as soon as that is loaded."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wanted = asyncio.Event()
        self._ready = asyncio.Event()
        self._app: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self._wanted.set()
        await self._ready.wait()
        await self._app(scope, receive, send)

    def load(self) -> None:
        """Load Gradio now; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wanted.set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve within this block, Gradio's own start and end included."""
        self._loop = asyncio.get_running_loop()
        task = asyncio.create_task(self._serve())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _serve(self) -> None:
        await self._wanted.wait()
        app = await asyncio.to_thread(_application, self._desk)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(app.router.lifespan_context(app))
            self._app = app
            self._ready.set()
            await asyncio.Event().wait()  # until cancelled


def _application(desk: Desk) -> Any:
    import fastapi
    import gradio

    with gradio.Blocks(analytics_enabled=False) as blocks:
        for endpoint in _endpoints(desk):
            gradio.api(endpoint, concurrency_limit=None)
    app = fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    return gradio.mount_gradio_app(
        app, blocks, path="/", mcp_server=True, ssr_mode=False, footer_links=[], run_history=False
    )


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
        with _told():
            return desk.ask(question, history or [], scope_of(since, until, publisher))

    def figures(
        search: str = "",
        subject: str = "",
        measure: str = "",
        kind: str = "",
        publisher: str = "",
        article: str = "",
        sort: str = "",
        descending: bool = False,
        limit: int = 100,
        offset: int = 0,
    ) -> dict[str, Any]:
        """List the figures that the news articles state, each with its article and place.

        Args:
            search: words that the subject, measure, figure or headline must hold
            subject: whose figure it is, exactly as the ledger names it
            measure: what it measures, such as subsidy or investment
            kind: money, percent, date, count, duration or measure
            publisher: only articles of this publisher
            article: only the article of this id
            sort: subject, measure, value, qualifiers, period or article
            descending: the largest or latest first
            limit: how many figures, at most 500
            offset: how many to leave out first
        """
        choice = Choice(search, subject, measure, kind, publisher, article, sort, descending)
        with _told():
            return desk.figures(choice, "en", limit, offset)

    yield ask
    yield figures


@contextmanager
def _told() -> Iterator[None]:
    """An error of ours as Gradio's, whose message reaches the caller."""
    import gradio

    try:
        yield
    except AssistantError as error:
        raise gradio.Error(str(error), print_exception=False) from None
