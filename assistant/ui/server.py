"""The web server of the page: Gradio's engine for questions and programs, plain routes beside.

Gradio gives the named endpoints ``ask`` and ``figures``, also as tools of its MCP
server, and the streaming of ``chat``. The page itself is our own: its files are
served as they are, and all that it shows comes as JSON and is shown as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import gradio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.errors import AssistantError, UsageError
from assistant.schema import Lang
from assistant.ui.desk import Busy, Desk, scope_of
from assistant.ui.guard import Guard
from assistant.ui.ledger import Choice

_PAGE = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
THREADS = 64  # more than questions may wait, so that all else is served meanwhile

# What a route does with the query of the address and the body of the request.
_Act = Callable[[Mapping[str, str], bytes], Response]


def build(desk: Desk) -> gradio.Server:
    """The server over a desk, not yet listening."""
    server = gradio.Server(title="News figures", docs_url=None, redoc_url=None, openapi_url=None)
    server.add_middleware(Guard)
    for method, path, act in _routes(desk):
        server.add_route(path, _handler(act), methods=[method])
    for file in _PAGE.iterdir():
        server.add_route(f"/page/{file.name}", _handler(partial(_file, file)))
    _add_endpoints(server, desk)
    return server


def _file(file: Path, _query: Mapping[str, str], _body: bytes) -> Response:
    return Response(file.read_bytes(), media_type=_TYPES[file.suffix])


def _handler(act: _Act) -> Callable[[Request], Any]:
    async def handle(request: Request) -> Response:
        body = await request.body()
        try:
            return await run_in_threadpool(act, request.query_params, body)
        except AssistantError as error:
            return JSONResponse({"error": str(error)}, 400)

    return handle


def _routes(desk: Desk) -> Iterator[tuple[str, str, _Act]]:
    yield "GET", "/", partial(_file, _PAGE / "index.html")
    yield "GET", "/desk/overview", lambda _, __: JSONResponse(desk.overview())
    yield "GET", "/desk/version", lambda _, __: JSONResponse(desk.version())
    yield "GET", "/desk/figures", partial(_figures, desk)
    yield "GET", "/desk/figures.csv", partial(_figures_csv, desk)
    yield "GET", "/desk/article", partial(_article, desk)
    yield "DELETE", "/desk/article", partial(_remove, desk)
    yield "POST", "/desk/file", partial(_add_file, desk)
    yield "POST", "/desk/text", partial(_add_text, desk)


def _figures(desk: Desk, query: Mapping[str, str], _: bytes) -> Response:
    limit, offset = _number(query, "limit", 100), _number(query, "offset", 0)
    return JSONResponse(desk.figures(_choice(query), _lang(query), limit, offset))


def _figures_csv(desk: Desk, query: Mapping[str, str], _: bytes) -> Response:
    headers = {"content-disposition": 'attachment; filename="figures.csv"'}
    text = desk.figures_csv(_choice(query))
    return Response(text.encode(), headers=headers, media_type="text/csv; charset=utf-8")


def _article(desk: Desk, query: Mapping[str, str], _: bytes) -> Response:
    quote = None
    if "start" in query:
        field = query.get("field", "text")
        quote = (field, _number(query, "start", 0), _number(query, "end", 0))
    found = desk.article(query.get("id", ""), quote)
    return JSONResponse(found or {"error": "no such article"}, 200 if found else 404)


def _remove(desk: Desk, query: Mapping[str, str], _: bytes) -> Response:
    removed = desk.remove(query.get("id", ""))
    return JSONResponse({"removed": removed}, 200 if removed else 404)


def _add_file(desk: Desk, query: Mapping[str, str], body: bytes) -> Response:
    published, publisher = query.get("published") or None, query.get("publisher") or None
    return JSONResponse(desk.add(query.get("name", ""), body, published, publisher))


def _add_text(desk: Desk, _: Mapping[str, str], body: bytes) -> Response:
    try:
        fields = json.loads(body)
        known = {name: str(fields.get(name) or "") for name in _PASTED}
    except (ValueError, AttributeError, RecursionError):
        raise UsageError(f"a JSON object with {', '.join(_PASTED)} is expected") from None
    return JSONResponse(desk.add_text(known))


_PASTED = ("title", "text", "url", "published", "publisher")


def _choice(query: Mapping[str, str]) -> Choice:
    names = ("search", "subject", "measure", "kind", "publisher", "article", "sort")
    texts = {name: query.get(name, "")[:200] for name in names}
    return Choice(**texts, descending=query.get("descending") == "true")


def _lang(query: Mapping[str, str]) -> Lang:
    return "ja" if query.get("lang") == "ja" else "en"


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name) or str(default)
    if not text.isdecimal() or len(text) > 9:
        raise UsageError(f"{name}: a whole number, not {text[:20]!r}")
    return int(text)


# -- Gradio's endpoints -------------------------------------------------------------------------


def _add_endpoints(server: gradio.Server, desk: Desk) -> None:
    """``ask`` and ``figures`` for programs, ``chat`` for the page; the desk keeps the line."""

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

    def chat(
        question: str, history: list[str], since: str, until: str, publisher: str
    ) -> Iterator[dict[str, Any]]:
        try:
            yield from desk.chat(question, history, scope_of(since, until, publisher))
        except Busy:
            yield {"busy": True}
        except AssistantError as error:
            yield {"error": str(error)}

    server.api(ask, name="ask", concurrency_limit=None)
    server.api(figures, name="figures", concurrency_limit=None)
    server.api(chat, name="chat", concurrency_limit=None, api_visibility="undocumented")


@contextmanager
def _told() -> Iterator[None]:
    """An error of ours as Gradio's, whose message reaches the caller."""
    try:
        yield
    except AssistantError as error:
        raise gradio.Error(str(error), print_exception=False) from None
