"""The page on this machine: questions, figures and articles in a browser."""

from __future__ import annotations

import socket

from assistant.core import Assistant
from assistant.errors import UsageError

HOST = "127.0.0.1"


def serve(assistant: Assistant, *, port: int, host: str = HOST) -> None:
    """Serve the page until interrupted. Raises ``UsageError`` on a taken port or another host."""
    if host not in {HOST, "localhost"}:
        raise UsageError(
            f"host {host}: the page is for this machine only, for it has no login. "
            "Leave --host out, and reach it from elsewhere through an SSH tunnel"
        )
    with _listening(port) as listener:
        import uvicorn

        from assistant.ui.desk import Desk
        from assistant.ui.server import build

        desk = Desk(assistant, Assistant(assistant.settings))
        config = uvicorn.Config(
            build(desk), log_level="warning", access_log=False, timeout_graceful_shutdown=1
        )
        try:
            uvicorn.Server(config).run([listener])
        finally:
            desk.close()


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except (OSError, OverflowError) as error:
        raise UsageError(f"port {port}: {error}. Choose another: assistant ui --port N") from None
