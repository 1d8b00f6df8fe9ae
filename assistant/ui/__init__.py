"""The page on this machine: questions, figures and articles in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.core import Assistant

HOST = "127.0.0.1"


def serve(assistant: Assistant, *, port: int, host: str = HOST) -> None:
    """Serve the page until interrupted. Raises ``UsageError`` on a taken port or another host."""
    if host not in {HOST, "localhost"}:
        raise UsageError(
            f"host {host}: the page is for this machine only, for it has no login. "
            f"Leave --host out, and reach it from elsewhere through an SSH tunnel"
        )
    from assistant.ui.desk import Desk
    from assistant.ui.server import THREADS, build

    desk = Desk(assistant)
    server = build(desk)
    desk.find_examples()
    try:
        server.launch(
            server_name=HOST,
            server_port=port,
            share=False,
            quiet=True,
            ssr_mode=False,
            footer_links=[],
            root_path="",
            max_threads=THREADS,
            mcp_server=True,
            enable_monitoring=False,
        )
    except OSError as error:
        raise UsageError(f"port {port}: {error}. Choose another: assistant ui --port N") from None
    finally:
        desk.close()
