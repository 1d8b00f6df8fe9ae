"""The article beside everything else, with what was chosen marked in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio

from assistant import render
from assistant.errors import AssistantError
from assistant.schema import Lang
from assistant.ui import cards
from assistant.ui.desk import Desk
from assistant.ui.words import lang_of, say, t

# What every event of the page has: it is no endpoint for programs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

_TOLD = 4  # seconds that a message lies over the page
_SCROLL = """() => setTimeout(() => {
  const side = document.getElementById("reader");
  (side?.querySelector("mark") ?? side)?.scrollIntoView({block: "center"});
}, 150)"""


class Reader:
    """A column for one article."""

    def __init__(self, desk: Desk, version: gradio.State) -> None:
        self._desk = desk
        with gradio.Column(scale=2, min_width=340, visible=False, elem_id="reader") as self._side:
            with gradio.Row():
                self._remove = gradio.Button(t("remove"), size="sm", min_width=120)
                close = gradio.Button(t("close"), size="sm", min_width=80)
            self._article = gradio.HTML(elem_id="article")
        self._opened = gradio.State("")
        self._is_sure = gradio.State(False)
        self._outputs = [self._side, self._article, self._opened, self._is_sure, self._remove]
        close.click(lambda: gradio.Column(visible=False), None, self._side, **QUIET)
        self._remove.click(
            self._press_remove, [self._opened, self._is_sure], self._outputs, **QUIET
        ).then(desk.version, None, version, **QUIET)

    def opens(self, event: Any, show: Any, inputs: Any) -> None:
        """Let an event open an article: ``show`` gives what the method ``show`` does."""
        event(show, inputs, self._outputs, **QUIET).success(
            None, js=_SCROLL, api_visibility="private"
        )

    def show(self, place: str, lang: Lang) -> tuple[Any, ...]:
        """The article of a place (see ``cards``), what stands there marked."""
        article_id, quote = cards.place(place)
        found = self._desk.shelf().articles.get(article_id)
        html = cards.article(found, quote, lang) if found else cards.plain(say(lang, "gone"))
        button = gradio.Button(say(lang, "remove"), variant="secondary", visible=bool(found))
        return gradio.Column(visible=True), html, article_id, False, button

    def _press_remove(
        self, article_id: str, is_sure: bool, request: gradio.Request
    ) -> tuple[Any, ...]:
        lang, stays = lang_of(request), gradio.skip()
        if not is_sure:
            button = gradio.Button(say(lang, "remove_sure"), variant="stop")
            return stays, stays, stays, True, button
        found = self._desk.shelf().articles.get(article_id)
        with told():
            self._desk.remove(article_id)
        title = render.line(found.title) if found else article_id
        gradio.Info(cards.plain(say(lang, "removed", title=title)), duration=_TOLD)
        return gradio.Column(visible=False), "", "", False, stays


@contextmanager
def told(shown: Callable[[str], str] = cards.plain) -> Iterator[None]:
    """An error of ours as Gradio's, which the page shows as HTML and a program gets as it is."""
    try:
        yield
    except AssistantError as error:
        raise gradio.Error(shown(str(error)), print_exception=False) from None
