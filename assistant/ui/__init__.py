"""The page on this machine: questions, figures and articles in a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from unittest.mock import patch

from assistant.core import Assistant
from assistant.errors import UsageError

_PAGE_FIRST = 4.0  # seconds in which the browser has the machine for loading the page


def serve(assistant: Assistant, *, port: int, host: str, ready: Callable[[str], None]) -> None:
    """Serve the page until interrupted; ``ready`` is told its address once it can be opened.

    Raises ``UsageError`` on a taken port or another host.
    """
    from assistant.ui.guard import HOSTS

    if host not in HOSTS:
        raise UsageError(
            f"host {host}: the page is for this machine only, for it has no login. "
            "Leave --host out, and reach it from elsewhere through an SSH tunnel"
        )
    # Gradio writes a type stub of each component whenever it is imported, which takes half of
    # the time, but not of a class without a file.
    with patch("inspect.getfile", side_effect=OSError):
        from assistant.ui.app import build, launch
    from assistant.ui.desk import Desk

    # A language model on this machine is loaded once, and answers one question at a time.
    askers = [assistant] if assistant.settings.llm else [assistant, assistant.beside()]
    desk = Desk(askers, Assistant(assistant.settings))
    try:
        page = build(desk)
        try:
            ready(launch(page, port))
        except OSError as error:
            raise UsageError(
                f"port {port}: {error}. Choose another: assistant ui --port N"
            ) from None
        later = threading.Timer(_PAGE_FIRST, desk.find_examples)
        later.daemon = True
        later.start()
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
        page.close(verbose=False)
    finally:
        desk.close()
