"""The chat page: what it says, and what it keeps a browser from doing."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

import pytest

from assistant import ui
from assistant.errors import IndexMissing, UsageError
from assistant.schema import Answer, Citation


class StandIn:
    """Repeats the question as an article would, and remembers the history."""

    def __init__(self) -> None:
        self.history: Sequence[str] = ()

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.history = history
        if question == "none":
            raise IndexMissing("no index <here>; run: assistant ingest")
        citation = Citation(1, "a", "T", None, None, None, "text", 0, 1, question)
        return Answer(question, "en", "answered", None, question, citations=(citation,))


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("KDDI?", "> KDDI?"),
        ("<img src=x onerror=alert(1)>", r"> &lt;img src\=x onerror\=alert\(1\)&gt;"),
        ("![x](http://e.example/p.png)", r"> \!\[x\]\(http\://e\.example/p\.png\)"),
        ("<form action=x><video autoplay>", r"&lt;form action\=x&gt;&lt;video autoplay&gt;"),
        ("none", r"no index &lt;here&gt;; run\: assistant ingest"),
        ("  ", "Please type a question."),
    ],
)
def test_reply_is_escaped(message: str, part: str) -> None:
    text = ui.reply(StandIn(), message, [])  # type: ignore[arg-type]
    assert part in text
    assert "<" not in text


@pytest.mark.parametrize(
    ("history", "asked"),
    [
        ([], []),
        ([{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], ["a"]),
        ([{"role": "user", "content": [{"type": "text", "text": "a"}, {"path": "f"}]}], ["a"]),
        ([{"role": "user", "content": "a"}, {"role": "user", "content": "c"}], ["a", "c"]),
    ],
)
def test_history_is_the_questions(history: list[dict[str, Any]], asked: list[str]) -> None:
    assert ui.questions(history) == asked
    stand_in = StandIn()
    ui.reply(stand_in, "q", history)  # type: ignore[arg-type]
    assert stand_in.history == asked


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_policy_goes_with_every_response(kind: str) -> None:
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": f"{kind}.response.start", "headers": [(b"a", b"b")]})

    async def collect(message: Any) -> None:
        sent.append(message)

    asyncio.run(ui.SecurityHeaders(app)({"type": kind}, None, collect))
    names = [name for name, _ in sent[0]["headers"]]
    assert (b"content-security-policy" in names) == (kind == "http")
    assert names[0] == b"a"


PAGE = """
import sys
from assistant import cli, ui
from assistant.settings import quiet_libraries
quiet_libraries(offline=True)
cli._ACTIONS["status"] = lambda _: ui.serve(None, port=int(sys.argv[1])) or 0
sys.exit(cli.main(["status"]))
"""


def opened(port: int) -> Any:
    """The page, as soon as the server of the port answers."""
    for _ in range(600):
        with contextlib.suppress(urllib.error.URLError):
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20)
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def test_page_is_served_on_this_machine_only() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", PAGE, str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        with opened(port) as response:
            policy = response.headers["content-security-policy"]
        second = subprocess.run(command, capture_output=True, text=True, timeout=120)
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=120)
    for rule in ("img-src 'self'", "form-action 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert second.returncode == UsageError.exit_code
    assert f"port {port}" in second.stderr
    assert "Traceback" not in said + second.stderr
