"""The web server of the page: its files as they are, and all that it shows as JSON.

The page is our own, so that nothing in it is inline, fetched from elsewhere or made
of markup. What programs use (Gradio's endpoints) is beside it and loaded later.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from assistant import render
from assistant.errors import AssistantError, UsageError
from assistant.schema import Lang
from assistant.ui.desk import Busy, Desk, scope_of
from assistant.ui.guard import Guard
from assistant.ui.ledger import Choice
from assistant.ui.programs import Programs

_PAGE = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}

# What a route does with the query of the address and the body of the request.
_Act = Callable[[Mapping[str, str], bytes], Response]


def build(desk: Desk) -> Starlette:
    """The server over a desk, not yet listening."""
    programs = Programs(desk)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        desk.find_examples(then=programs.load)
        async with programs.running():
            yield

    routes = [Route(path, _handler(act), methods=[method]) for method, path, act in _routes(desk)]
    files = [
        Route(f"/page/{file.name}", _handler(partial(_file, file))) for file in _PAGE.iterdir()
    ]
    return Starlette(
        routes=[*routes, *files, Mount("/", programs)],
        middleware=[Middleware(Guard)],
        lifespan=lifespan,
    )


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
    yield "POST", "/desk/chat", partial(_chat, desk)
    yield "GET", "/desk/figures", partial(_figures, desk)
    yield "GET", "/desk/figures.csv", partial(_figures_csv, desk)
    yield "GET", "/desk/article", partial(_article, desk)
    yield "DELETE", "/desk/article", partial(_remove, desk)
    yield "POST", "/desk/file", partial(_add_file, desk)
    yield "POST", "/desk/text", partial(_add_text, desk)


def _chat(desk: Desk, _: Mapping[str, str], body: bytes) -> Response:
    """A line of JSON for each step of a question: stages, then the answer."""
    asked = _fields(body, "question", "since", "until", "publisher", "history")
    history = asked["history"]
    if not isinstance(history, list) or not all(isinstance(text, str) for text in history):
        raise UsageError("history: a list of texts")
    texts = {name: str(asked[name] or "") for name in asked if name != "history"}
    question = texts.pop("question")
    scope = scope_of(**texts)

    def steps() -> Iterator[str]:
        try:
            for step in desk.chat(question, history, scope):
                yield render.json_line(step) + "\n"
        except Busy:
            yield '{"busy": true}\n'
        except AssistantError as error:
            yield render.json_line({"error": str(error)}) + "\n"

    return StreamingResponse(steps(), media_type="application/x-ndjson")


def _fields(body: bytes, *names: str) -> dict[str, Any]:
    """These fields of a JSON object. Raises ``UsageError``."""
    try:
        fields = json.loads(body)
        return {name: fields.get(name) for name in names}
    except (ValueError, AttributeError, RecursionError):
        raise UsageError(f"a JSON object with {', '.join(names)} is expected") from None


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
    fields = _fields(body, "title", "text", "url", "published", "publisher")
    return JSONResponse(desk.add_text({name: str(text or "") for name, text in fields.items()}))


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
