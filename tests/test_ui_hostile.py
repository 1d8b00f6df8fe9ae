"""Hostile text wherever it can come from: nothing runs, nothing leaves, nothing lies over the page.

Each payload is the title, body, address, publisher and subject of an article, a question, the
words of an answer (as of a language model) and the reason of a refusal.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, chromium, one_line
from echo import served

from assistant import render

pytestmark = pytest.mark.filterwarnings("ignore")  # Playwright's own

PAYLOADS: list[str] = json.loads(
    (Path(__file__).parent / "data" / "hostile.json").read_text("utf-8")
)
SHOWN = [one_line(render.clean(text)) for text in PAYLOADS]
BARE = ["".join(text.split()) for text in SHOWN]
AT_A_TIME = 25  # questions of one conversation

# Elements that Gradio's page has none of, those that stand where only ours may, and handlers.
_FOREIGN = """[
  ...document.querySelectorAll(`
    form, iframe, object, embed, video, audio, dialog, marquee, .evil, [popover],
    meta[http-equiv=refresh], [src*="e.example"], [href*="//e.example"]:not(.out),
    :is(#chat .message, #chart, #figures, #articles, .read, .toast-body)
      :is(img, picture, link, script, style, select, template, math,
          input:not([data-testid=file-upload])),
    :is(#chat .message, #chart, .read) :is(svg, input, textarea)`),
  ...[...document.querySelectorAll("*")].filter(
    one => one.getAttributeNames().some(name => name.startsWith("on")))
].map(one => one.outerHTML.slice(0, 200))"""
_NUMBERS = "all => all.map(row => row.querySelector('[role=gridcell]').innerText)"
_SCROLL = """async list => {
  const isEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
  list.scrollTop += list.clientHeight / 2;
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  return isEnd;
}"""
_IS_OPEN = """text => text === document.querySelector("#article h2")?.innerText.replace(/\\s+/g, "")
  && "12" + text === document.querySelector("#article .text").innerText.replace(/\\s+/g, "")"""
_OPEN = """place => {
  const source = document.createElement("button");
  source.id = "cite " + place;
  document.body.append(source);
  source.click();
  source.remove();
}"""


@pytest.fixture(scope="module")
def visit() -> Iterator[Visit]:
    with chromium() as browser, served(*PAYLOADS) as address:
        visitor = Visit(browser, address)
        yield visitor
        visitor.context.close()


@pytest.fixture(autouse=True)
def harmless(visit: Visit) -> Iterator[None]:
    """Whatever a test shows does nothing, and the page can be used after it."""
    yield
    assert visit.page.evaluate(_FOREIGN) == []
    visit.page.locator("#heading").click(trial=True)  # nothing lies over it
    assert visit.wrong == []


@pytest.fixture(scope="module")
def expect(visit: Visit) -> Any:
    from playwright.sync_api import expect

    return expect


def test_there_are_a_hundred_and_more() -> None:
    assert len(set(PAYLOADS)) >= 100


def test_as_an_example_to_ask(visit: Visit) -> None:
    offered = visit.page.locator("#chat .example").all_inner_texts()
    assert ["".join(text.split()) for text in offered] == BARE


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), AT_A_TIME))
def test_as_a_question_and_as_the_words_of_an_answer(first: int, visit: Visit, expect: Any) -> None:
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.page.locator("#chat .card")).to_have_count(0)
    texts = BARE[first : first + AT_A_TIME]
    for payload in PAYLOADS[first : first + AT_A_TIME]:
        visit.ask(payload)
    asked = visit.page.locator("#chat .user-row .md").all_inner_texts()
    assert ["".join(text.split()) for text in asked] == texts
    said = visit.page.locator("#chat .card .large").evaluate_all(_OWN_TEXT)
    assert ["".join(text.split()) for text in said] == texts


_OWN_TEXT = """all => all.map(one => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll("button").forEach(mark => mark.remove());
  return copy.textContent;
})"""


def test_as_an_article(visit: Visit, expect: Any) -> None:
    page = visit.page
    for n, text in enumerate(BARE):
        page.evaluate(_OPEN, f"text 0 2 {n}")
        page.wait_for_function(_IS_OPEN, arg=text)
        links = page.locator("#article a").evaluate_all("all => all.map(one => one.protocol)")
        assert links in ([], ["https:"])


@pytest.mark.parametrize("search", ["", "alert", "e.example"])
def test_as_figures_and_their_chart(search: str, visit: Visit, expect: Any) -> None:
    page = visit.page
    visit.tab("Figures")
    page.locator("#search textarea").fill(search)
    kept = len([text for text in PAYLOADS if search in text.casefold()])
    expect(page.locator("#count")).to_contain_text(f"{kept} figures; {min(kept, 100)} shown")
    expect(page.locator("#chart .bar")).to_have_count(12)
    until = time.monotonic() + 30  # the table before may still be drawn
    while (rows := _swept(page, "#figures")) != min(kept, 100) and time.monotonic() < until:
        pass
    assert rows == min(kept, 100)


def test_as_rows_of_the_articles(visit: Visit) -> None:
    visit.tab("Articles")
    assert _swept(visit.page, "#articles") == len(PAYLOADS)


def test_as_a_choice_of_a_list(visit: Visit, expect: Any) -> None:
    visit.tab("Figures")
    visit.page.locator("#subject input").click()
    expect(visit.page.get_by_role("option").nth(40)).to_be_attached()
    assert visit.page.evaluate(_FOREIGN) == []
    visit.page.keyboard.press("Escape")


def test_as_the_name_of_a_file(visit: Visit, expect: Any) -> None:
    visit.tab("Articles")
    visit.page.get_by_role("button", name="Add articles").click()
    name = "<img src=x onerror=alert(1)>.txt"
    file = {"name": name, "mimeType": "text/plain", "buffer": PAYLOADS[0].encode()}
    visit.page.locator("#files input[type=file]").set_input_files(file)
    expect(visit.page.locator("#report textarea")).to_have_value(re.compile("added, 1 figures"))


def test_as_a_removed_article(visit: Visit, expect: Any) -> None:
    page = visit.page
    for n in (0, 40):
        page.evaluate(_OPEN, f"text 0 2 {n}")
        expect(page.locator("#article h2")).to_have_text(SHOWN[n])
        page.get_by_role("button", name="Remove this article").click()
        page.get_by_role("button", name="Remove it? Press again").click()
        expect(page.locator(".toast-body").last).to_contain_text(f"Removed: {SHOWN[n]}")


def _swept(page: Any, table: str) -> int:
    """How many rows a table holds, all of them drawn once and found harmless."""
    seen: set[str] = set()
    page.locator(f"{table} .virtual-table-viewport").evaluate("one => one.scrollTop = 0")
    for _ in range(100):
        seen |= set(page.locator(f"{table} .virtual-row").evaluate_all(_NUMBERS))
        assert page.evaluate(_FOREIGN) == []
        if page.locator(f"{table} .virtual-table-viewport").evaluate(_SCROLL):
            break
    return len(seen)
