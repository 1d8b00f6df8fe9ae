"""The page in a real browser: what a visitor does, in both languages."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, browser, chromium
from echo import Echo, desk, served, served_index

pytestmark = pytest.mark.filterwarnings("ignore")  # Gradio's and Playwright's own

ARTICLE = (
    "Example Foods to build a plant\n\nExample Foods said on 3 March 2024 that it will spend "
    "4.2 billion yen on a new plant in Chiba.\n"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(
    engine: Any, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The page over an index of ``corpus/``; over a server of one's own if the user names one."""
    if named := os.environ.get("DESK_ADDRESS"):
        yield named
        return
    folder = tmp_path_factory.mktemp("desk") / "index"
    shutil.copytree(request.getfixturevalue("corpus_index"), folder)
    with served_index(folder) as address:
        yield address


@pytest.fixture(scope="module")
def visit(engine: Any, address: str) -> Iterator[Visit]:
    """One English visitor, who does all of this one after the other."""
    visitor = Visit(engine, address)
    yield visitor
    visitor.context.close()


def shot(visit: Visit, name: str) -> None:
    """A picture of the page, for whoever names a folder for it."""
    if folder := os.environ.get("SCREENSHOTS"):
        visit.page.wait_for_timeout(600)
        visit.page.screenshot(path=Path(folder) / f"{name}.png")


def test_an_answer_and_its_quote_in_the_article(visit: Visit) -> None:
    card = visit.ask("how much did KDDI receive?")
    assert "102.4" in card.locator(".large").first.inner_text()
    assert "Checked: the quote states" in card.inner_text()
    quote = card.locator(".source").first.inner_text()
    card.locator(".source").first.click()
    marked = visit.page.locator("#article mark").first
    marked.wait_for()
    assert marked.inner_text().strip() in quote
    visit.page.wait_for_timeout(500)
    assert marked.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    shot(visit, "ask")


def test_a_follow_up_is_understood(visit: Visit) -> None:
    card = visit.ask("and Sakura Internet?")
    assert "Understood as: how much did Sakura Internet receive?" in card.inner_text()


def test_a_refusal_says_why_and_shows_what_is_near(visit: Visit) -> None:
    card = visit.ask("how much did Nonesuch Holdings receive in 1987?")
    assert "No answer" in card.inner_text()
    assert card.locator(".source").count() > 0
    shot(visit, "refused")


def test_figures_are_filtered_drawn_and_saved(visit: Visit) -> None:
    page = visit.page
    visit.tab("Figures")
    page.locator("#count").get_by_text("figures").wait_for()
    all_of_them = page.locator("#count").inner_text()
    page.fill("#search textarea, #search input", "KDDI subsidy")
    page.wait_for_function("all => document.getElementById('count').innerText !== all",
                           arg=all_of_them)  # fmt: skip
    page.wait_for_timeout(500)
    total = int(page.locator("#count").inner_text().split(" ")[0].replace(",", ""))
    assert 0 < total < 200
    with page.expect_download() as download:
        page.click("#export")
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == total
    few = page.locator("#count").inner_text()
    page.fill("#search textarea, #search input", "subsidy")
    page.wait_for_function("few => document.getElementById('count').innerText !== few", arg=few)
    page.locator("#largest .vega-embed").first.wait_for()
    shot(visit, "figures")
    page.locator("#figures .cell-wrap:visible").nth(10).click()
    page.locator("#article mark").first.wait_for()


def test_an_article_comes_is_asked_about_and_goes(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.tab("Articles")
    page.get_by_role("button", name="Add articles").click()
    (tmp_path / "plant.txt").write_text(ARTICLE)
    page.set_input_files("#files input[type=file]", tmp_path / "plant.txt")
    page.locator("#report textarea").wait_for()
    page.wait_for_function(
        "/added, \\d+ figures/.test(document.querySelector('#report textarea').value)"
    )
    page.locator("#articles .cell-wrap:visible", has_text="Example Foods").first.wait_for()
    shot(visit, "articles")
    visit.tab("Ask")
    card = visit.ask("How much will Example Foods spend on its new plant?")
    assert "4.2 billion yen" in card.locator(".large").first.inner_text()
    card.locator(".source").first.click()
    page.locator("#article").get_by_text("in Chiba").wait_for()
    page.get_by_role("button", name="Remove this article").click()
    page.get_by_role("button", name="Remove it? Press again").click()
    visit.tab("Articles")
    page.locator("#articles .cell-wrap:visible", has_text="Example Foods").wait_for(
        state="detached"
    )


def test_after_a_reload_all_is_there_again(visit: Visit) -> None:
    visit.page.reload()
    visit.page.wait_for_selector("#chat .welcome")
    visit.tab("Articles")
    visit.page.locator("#articles .cell-wrap:visible").nth(10).wait_for()
    assert visit.wrong == []


def test_japanese_on_a_phone(engine: Any, address: str) -> None:
    visitor = Visit(engine, address, lang="ja-JP", width=390)
    card = visitor.ask("KDDIはいくら助成される?")
    assert "102.4億円" in card.locator(".large").first.inner_text()
    assert "照合済み" in card.inner_text()
    card.locator(".source").first.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.locator("#article mark").first.wait_for()
    shot(visitor, "phone")
    for name in ("数値", "記事", "質問"):
        visitor.tab(name)
        assert visitor.overflow() <= 0, name
    assert visitor.page.get_by_label("質問").count() > 0
    assert visitor.wrong == []
    visitor.context.close()


# -- hostile text -------------------------------------------------------------------------------

_SEEDS = (
    "<script>alert({n})</script>",
    "<img src=x onerror=alert({n})>",
    "<img src=//e.example/{n}.png>",
    "<svg onload=alert({n})>",
    "<iframe src=//e.example/{n}></iframe>",
    "<form action=//e.example/{n}><input autofocus onfocus=alert({n})></form>",
    "<video autoplay src=//e.example/{n}.mp4></video>",
    "<div style='position:fixed;inset:0;z-index:9999' class=evil>{n}</div>",
    "<style>*{{background:url(//e.example/{n})}}</style>",
    "<link rel=stylesheet href=//e.example/{n}.css>",
    "<meta http-equiv=refresh content='0;url=//e.example/{n}'>",
    "<base href=//e.example/{n}/>",
    "<a href=javascript:alert({n})>x</a>",
    "javascript:alert({n})",
    "![x](//e.example/{n}.png)",
    "[x](javascript:alert({n}))",
    "\n\n<img src=x onerror=alert({n})>\n\n",
    '" onmouseover=alert({n}) x="',
    "' autofocus onfocus=alert({n}) x='",
    "</textarea></div><script>alert({n})</script>",
    "${{alert({n})}}",
    "{{{{constructor.constructor('alert({n})')()}}}}",
    "$$\\href{{javascript:alert({n})}}{{x}}$$",
    "<math><mi xlink:href=javascript:alert({n})>x</mi></math>",
    "<details open ontoggle=alert({n})>",
    '__i18n__{{"__type__":"translation_metadata","key":"<img src=x onerror=alert({n})>"}}',
)
PAYLOADS = [seed.format(n=n) for n, seed in enumerate(_SEEDS)]
_FOREIGN = """[...document.querySelectorAll(
  "#chat :is(img, iframe, form, video, link, script, style:not(svg style)), .evil, " +
  ".read :is(img, iframe, form, video, style, link, script, svg)"
)].map(e => e.outerHTML.slice(0, 300))"""


def test_hostile_articles_and_questions_do_nothing(engine: Any) -> None:
    """Each payload as title, text, publisher, address, subject, quote, reason and question."""
    chromium()
    echo = Echo(PAYLOADS)
    with served(desk(echo)) as address:
        visitor = Visit(engine, address)
        page = visitor.page
        for payload in PAYLOADS:
            visitor.ask(payload)
        for payload in PAYLOADS[:3]:
            visitor.ask(f"no {payload}")
        for n in range(3):
            page.locator(".card .source").nth(n).click()
            page.locator("#article mark").first.wait_for()
        assert page.evaluate(_FOREIGN) == []
        for name in ("Figures", "Articles"):
            visitor.tab(name)
            page.wait_for_timeout(1500)
            assert page.evaluate(_FOREIGN) == []
        visitor.tab("Ask")
        for n in range(len(PAYLOADS)):
            page.evaluate(_OPEN, f"text 0 2 {n}")
            page.locator(f"#article h2:has-text('{n}')").first.wait_for()
            assert page.evaluate(_FOREIGN) == []
        assert visitor.wrong == []
        visitor.context.close()


_OPEN = """place => {
  const source = document.createElement("button");
  source.id = "cite " + place;
  document.body.append(source);
  source.click();
  source.remove();
}"""
