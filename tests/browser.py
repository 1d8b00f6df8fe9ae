"""A real headless Chromium for the tests, and all that must never happen in it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Locator, Request

PATIENCE = 30_000  # milliseconds that a step may take on a busy machine
_IS_MARKED = """quote => quote === [...document.querySelectorAll("#article mark")]
  .map(part => part.innerText).join("").replace(/\\s+/g, " ").trim()"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of the machine; without it tests are skipped, but fail in CI."""
    from playwright.sync_api import expect, sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "no Chromium here, so nothing is tried in a browser: apt-get install chromium"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as engine:
        # Chromium's own sandbox needs rights that containers lack; the page is ours.
        browser = engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A visitor in a session of their own; ``wrong`` lists all that must never happen."""

    def __init__(self, browser: Browser, address: str, lang: str = "en", width: int = 1280) -> None:
        self.context = browser.new_context(locale=lang, viewport={"width": width, "height": 860})
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self._host = urlsplit(address).netloc
        self.page.on("request", self._see_request)
        self.page.on("dialog", self._see_dialog)
        self.page.on("popup", lambda _: self.wrong.append("a window"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("console", lambda told: self._see_told(told.text))
        self.page.goto(address)
        self.page.locator("#chat .welcome").wait_for()

    def _see_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self._host:
            self.wrong.append(f"request: {request.url}")

    def _see_dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"script: {dialog.message}")
        dialog.dismiss()

    def _see_told(self, text: str) -> None:
        if "Content Security Policy" in text or "js_on_load" in text:
            self.wrong.append(text)

    def tab(self, name: str) -> None:
        """Turn to a tab."""
        self.page.get_by_role("tab", name=name, exact=True).click()

    def ask(self, question: str) -> Locator:
        """Ask; the card of the answer."""
        cards = self.page.locator("#chat .card")
        before = cards.count()
        self.page.locator("#question textarea").fill(question)
        self.page.keyboard.press("Enter")
        cards.nth(before).wait_for()
        return cards.nth(before)

    def open(self, source: Locator) -> None:
        """Open a source of an answer, until the text highlighted in its article is its quote."""
        source.click()
        self.sees_marked(source)

    def sees_marked(self, source: Locator) -> None:
        """Wait until the text highlighted in the open article is what a source quotes."""
        found = re.search(r"“(.*)”", source.inner_text(), re.DOTALL)
        assert found is not None
        self.page.wait_for_function(_IS_MARKED, arg=one_line(found[1]))

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))

    def shot(self, name: str) -> None:
        """A picture of the page, for whoever names a folder for it in ``SCREENSHOTS``."""
        if folder := os.environ.get("SCREENSHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


def one_line(text: str) -> str:
    """A text with single spaces for line ends and spaces."""
    return re.sub(r"\s+", " ", text).strip()
