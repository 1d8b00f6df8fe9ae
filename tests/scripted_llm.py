"""Language models that say what a test tells them: in this process, and behind a real endpoint."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

from assistant.models.llm import LlmClient


class Scripted(CustomLLM):
    """Gives ``reply(prompt)`` in pieces of a few characters."""

    reply: Callable[[str], str]

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted")

    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:
        return CompletionResponse(text=self.reply(prompt))

    def stream_complete(
        self, prompt: str, formatted: bool = False, **_: Any
    ) -> Iterator[CompletionResponse]:
        text = self.reply(prompt)
        for at in range(0, len(text), 5):
            yield CompletionResponse(text=text[: at + 5], delta=text[at : at + 5])


def scripted(reply: Callable[[str], str] | str) -> LlmClient:
    """A client of a scripted model; a text is its reply to everything."""
    given = reply
    call = given if callable(given) else lambda _: given
    return LlmClient(Scripted(reply=call), "scripted")


Handler = BaseHTTPRequestHandler
Behaviour = Callable[[Handler], None]


class Endpoint:
    """An OpenAI-compatible endpoint on loopback whose behaviour a test sets.

    ``behave`` holds what to do with one request after another, the last for all
    that follow; ``seen`` the headers and bodies of the requests.
    """

    def __init__(self) -> None:
        self.behave: list[Behaviour] = []
        self.seen: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.server: ThreadingHTTPServer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def set(self, *behave: Behaviour) -> None:
        self.behave, self.seen[:] = list(behave), []


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()

    class Post(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            made.seen.append((dict(self.headers.items()), json.loads(body)))
            act = made.behave.pop(0) if len(made.behave) > 1 else made.behave[0]
            self.close_connection = True
            try:
                act(self)
            except OSError:
                return  # the client has left

        def log_message(self, *_: object) -> None:
            """Tests keep quiet."""

    made.server = ThreadingHTTPServer(("127.0.0.1", 0), Post)
    made.server.daemon_threads = True
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()


def begin(
    handler: Handler, status: int = 200, kind: str = "text/event-stream", **more: str
) -> None:
    handler.send_response(status)
    handler.send_header("content-type", kind)
    for name, value in more.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("connection", "close")
    handler.end_headers()


def event(text: str) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    return f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode()


DONE = b"data: [DONE]\n\n"


def says(text: str) -> Behaviour:
    def act(handler: Handler) -> None:
        begin(handler)
        for at in range(0, len(text), 7):
            handler.wfile.write(event(text[at : at + 7]))
        handler.wfile.write(DONE)

    return act


def fails(status: int) -> Behaviour:
    def act(handler: Handler) -> None:
        begin(handler, status, "application/json")
        sent = handler.headers.get("authorization", "")
        handler.wfile.write(json.dumps({"error": {"message": f"no: {sent}"}}).encode())

    return act


def cut(text: str) -> Behaviour:
    """Closes the connection in the middle of an event."""

    def act(handler: Handler) -> None:
        begin(handler, content_length="100000")
        handler.wfile.write(event(text))
        handler.wfile.write(b'data: {"id": "c", "choi')

    return act


def silent(handler: Handler) -> None:
    time.sleep(3)


def dripping(handler: Handler) -> None:
    """A byte now and then, so that no timeout of a read is ever reached."""
    begin(handler)
    for _ in range(15):
        handler.wfile.write(b":")
        handler.wfile.flush()
        time.sleep(0.2)


def sends(body: bytes, kind: str = "text/event-stream", **headers: str) -> Behaviour:
    def act(handler: Handler) -> None:
        begin(handler, 200, kind, **headers)
        handler.wfile.write(body)

    return act
