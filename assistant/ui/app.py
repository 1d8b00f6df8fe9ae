"""The page, put together, and how Gradio serves it."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import gradio
from starlette.middleware import Middleware

from assistant.ui import cards
from assistant.ui.articles_tab import articles_tab
from assistant.ui.ask_tab import ask_tab
from assistant.ui.desk import FILE_LIMIT, Desk
from assistant.ui.figures_tab import figures_tab
from assistant.ui.guard import HOST, Guard
from assistant.ui.programs import add_endpoints
from assistant.ui.reader import QUIET, Reader
from assistant.ui.words import lang_of, t

_RENEWED = 4  # seconds between two looks at whether others changed the articles
_KEPT = 3600  # seconds that uploaded and saved files are kept
_THREADS = 80  # of the web server: more than ``MOST_WAITING``, so that lists need not wait


def build(desk: Desk) -> gradio.Blocks:
    """The page over a desk, not yet served."""
    with gradio.Blocks(
        title="News figures", analytics_enabled=False, delete_cache=(_KEPT, _KEPT)
    ) as page:
        version = gradio.State("")
        heading = gradio.HTML(elem_id="heading")
        with gradio.Row(elem_id="desk"):
            with gradio.Column(scale=3, min_width=340), gradio.Tabs():
                tabs = [gradio.Tab(t(name)) for name in ("tab_ask", "tab_figures", "tab_articles")]
            reader = Reader(desk, version)
        for tab, fill in zip(tabs, (ask_tab, figures_tab, articles_tab), strict=True):
            with tab:
                fill(desk, reader, version)
        page.load(_heading, None, heading, **QUIET)
        gradio.on([page.load, gradio.Timer(_RENEWED).tick], desk.version, None, version, **QUIET)
        add_endpoints(desk)
    return page


def _heading(request: gradio.Request) -> str:
    return cards.heading(lang_of(request))


def launch(page: gradio.Blocks, port: int | None) -> str:
    """Serve the page on this machine, beside the caller; its address.

    Without a port it takes a free one. Raises ``OSError`` on a taken port.
    """
    font = ["system-ui", "sans-serif"]  # no font comes from elsewhere
    queued = page.queue(default_concurrency_limit=16)
    with redirect_stdout(io.StringIO()):  # Gradio tells of its MCP server
        _, address, _ = queued.launch(
            server_name=HOST,
            server_port=port,
            share=False,
            quiet=True,
            ssr_mode=False,
            run_history=False,
            enable_monitoring=False,
            footer_links=[],
            mcp_server=True,
            max_threads=_THREADS,
            max_file_size=FILE_LIMIT,
            i18n=t,
            theme=gradio.themes.Default(font=font, font_mono=["ui-monospace", "monospace"]),
            css_paths=Path(__file__).parent / "page.css",
            app_kwargs={"middleware": [Middleware(Guard)]},
            prevent_thread_lock=True,
        )
    return str(address).rstrip("/")
