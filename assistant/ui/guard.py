"""What reaches the page and what a browser may do with it.

Any web site that the user has open can send requests to 127.0.0.1, and a name of
its own can point there: so the name of the host and the origin of a request are
checked, and of Gradio's many routes only those stay open that are used here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

# Gradio's page needs inline scripts and styles; no attribute such as onerror runs, nothing
# comes from elsewhere and nothing goes there.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]
HOST = "127.0.0.1"
HOSTS = frozenset({HOST, "localhost"})
_OPEN = (
    "/assets/", "/static/", "/svelte/", "/gradio_api/queue/", "/gradio_api/call/",
    "/gradio_api/mcp", "/gradio_api/heartbeat/", "/gradio_api/file=", "/gradio_api/upload",
)  # fmt: skip
_OPEN_EXACT = frozenset(
    {"/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/gradio_api/info",
     "/gradio_api/cancel", "/gradio_api/startup-events"}
)  # fmt: skip
BODY_LIMIT = 45_000_000  # bytes of one request: an upload of 20 files

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[_Message, _Receive, _Send], Awaitable[None]]


class Guard:
    """ASGI middleware: refuses strangers and large bodies, and sends the policy with all else."""

    def __init__(self, app: _App) -> None:
        self.app = app

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: _Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in HEADERS}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in names]
                message["headers"] = [*kept, *HEADERS]
            await send(message)

        if scope["type"] != "http":
            return  # no websocket is used here: not accepting closes it
        status = refusal(scope["path"], dict(scope.get("headers", ())))
        if status:
            await _refuse(status, with_headers)
            return
        await self.app(scope, receive, with_headers)


def refusal(path: str, headers: dict[bytes, bytes]) -> int:
    """The HTTP status to refuse a request with, or 0 to let it pass."""
    host = headers.get(b"host", b"").decode("latin-1")
    if _split(f"//{host}").hostname not in HOSTS:
        return 421
    origin = headers.get(b"origin", b"").decode("latin-1")
    if origin and _split(origin).netloc != host:
        return 403
    if headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
        # A link from elsewhere may open the page, and nothing more.
        return 0 if path == "/" else 403
    length = headers.get(b"content-length", b"0")
    if not length.isdigit() or int(length) > BODY_LIMIT or b"transfer-encoding" in headers:
        return 413
    is_open = path in _OPEN_EXACT or path.startswith(_OPEN)
    return 0 if is_open else 404


def _split(address: str) -> SplitResult:
    """The parts of an address; none of one that is malformed."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


async def _refuse(status: int, send: _Send) -> None:
    await send({"type": "http.response.start", "status": status,
                "headers": [(b"content-type", b"text/plain")]})  # fmt: skip
    await send({"type": "http.response.body", "body": b"refused\n"})
