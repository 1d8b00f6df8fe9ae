"""A real headless Chromium for the tests, and all that must never happen in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

PATIENCE = 1000 * int(os.environ.get("BROWSER_PATIENCE", "30"))  # milliseconds for one step


def chromium() -> str:
    """Where Chromium is. Without it tests are skipped, but fail in CI."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        message = "no Chromium here: apt-get install chromium"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return found


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium, as a visitor who keeps it up to date."""
    if os.environ.get("CI") == "true":
        import playwright.sync_api as playwright
    else:
        playwright = pytest.importorskip("playwright.sync_api")
    path = chromium()
    with playwright.sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


class Visit:
    """A visitor's page, in a session of its own; ``wrong`` lists what must never happen."""

    def __init__(self, browser: Any, address: str, lang: str = "en-US", width: int = 1280) -> None:
        self.context = browser.new_context(
            locale=lang, viewport={"width": width, "height": 860}, accept_downloads=True
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self._host = urlsplit(address).netloc
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda _: self.wrong.append("a window"))
        self.page.goto(address)
        self.page.wait_for_selector("#question textarea")

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self._host:
            self.wrong.append(f"request: {request.url}")

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append(f"script: {dialog.message}")
        dialog.dismiss()

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name, exact=True).click()

    def ask(self, question: str) -> Any:
        """Ask; the card of the answer."""
        cards = self.page.locator("#chat .card")
        before = cards.count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        cards.nth(before).wait_for()
        return cards.nth(before)

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        return int(self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        ))  # fmt: skip
