"""The page in a real browser: what a visitor does, in both languages."""

from __future__ import annotations

import csv
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, chromium, one_line
from echo import serving

pytestmark = pytest.mark.filterwarnings("ignore")  # Playwright's own

ARTICLE = (
    "Example Foods to build a plant\n\nExample Foods said on 3 March 2024 that it will spend "
    "4.2 billion yen on a new plant in Chiba.\n"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def expect(browser: Any) -> Any:
    """Playwright's assertions, which wait for what they expect."""
    from playwright.sync_api import expect

    return expect


@pytest.fixture(scope="module")
def address(
    browser: Any, corpus_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The page over a copy of the index of ``corpus/``, as a user starts it."""
    index = shutil.copytree(corpus_index, tmp_path_factory.mktemp("desk") / "index")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "assistant", "ui", "--index", str(index), "--port", port]
    with serving(command) as address:
        yield address


@pytest.fixture(scope="module")
def visit(browser: Any, address: str) -> Iterator[Visit]:
    """One English visitor, who does all of this one after the other."""
    visitor = Visit(browser, address)
    yield visitor
    visitor.context.close()


KDDI = "how much did KDDI receive?"


def test_each_quote_of_an_answer_is_highlighted_in_its_article(visit: Visit, expect: Any) -> None:
    opened = 0
    for question in ("How much is Sakura Internet getting?", KDDI):
        card = visit.ask(question)
        for source in card.locator(".source").all():
            opened += 1
            visit.open(source)
            about = one_line(source.locator(".from").inner_text()).split(" · ")
            expect(visit.page.locator("#article h2")).to_have_text(about[0])
            expect(visit.page.locator("#article .about").first).to_have_text(" · ".join(about[1:]))
            expect(visit.page.locator("#article mark").first).to_be_in_viewport()
    assert opened > 2  # one of the answers has several
    expect(card.locator(".large").first).to_contain_text("102.4億円")
    expect(card).to_contain_text("that is up to about ¥10.24 billion")
    expect(card).to_contain_text("as of April 24, 2024 date inferred")
    expect(card).to_contain_text("Checked: the quote states this number, unit and qualifier")
    expect(visit.page.locator("#chat .user-row").last).to_be_in_viewport()
    visit.shot("ask")


def test_a_follow_up_is_understood(visit: Visit, expect: Any) -> None:
    card = visit.ask("and SoftBank?")
    expect(card).to_contain_text("Understood as: how much did SoftBank receive?")
    expect(card.locator(".whose").first).to_contain_text("ソフトバンク")


def test_a_refusal_says_why_and_shows_what_is_near(visit: Visit, expect: Any) -> None:
    card = visit.ask("how much did Nonesuch Holdings receive in 1987?")
    expect(card.locator(".whose")).to_have_text("No answer")
    expect(card.locator(".why")).not_to_be_empty()
    expect(card).to_contain_text("Nearest passages")
    visit.open(card.locator(".source").first)
    visit.shot("refused")


def test_figures_are_filtered_drawn_and_saved(visit: Visit, expect: Any) -> None:
    page = visit.page
    visit.tab("Figures")
    expect(page.locator("#count")).to_contain_text("2,0")
    page.locator("#search textarea").fill("KDDI subsidy")
    expect(page.locator("#count")).to_have_text(re.compile(r"\s*(\d+) figures; \1 shown"))
    total = int(page.locator("#count").inner_text().split()[0])
    with page.expect_download() as download:
        page.locator("#export").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as saved:
        rows = list(csv.DictReader(saved))
    assert len(rows) == total > 0
    assert any((row["subject"], row["value"]) == ("KDDI", "10240000000") for row in rows)
    page.locator("#search textarea").fill("助成")
    bar = page.locator("#chart .bar", has_text="ソフトバンク")
    expect(bar).to_contain_text("421億円")
    bar.click()
    expect(page.locator("#article mark").first).to_have_text(re.compile("421億円"))
    visit.shot("figures")
    page.get_by_role("gridcell", name="KDDI").first.click()
    expect(page.locator("#article h2")).to_contain_text("KDDI")


def test_an_article_comes_is_asked_about_and_goes(
    visit: Visit, browser: Any, address: str, tmp_path: Path, expect: Any
) -> None:
    page, other = visit.page, Visit(browser, address)
    other.tab("Articles")
    others = other.page.get_by_role("gridcell", name="Example Foods to build")
    visit.tab("Articles")
    page.get_by_role("button", name="Add articles").click()
    (tmp_path / "plant.txt").write_text(ARTICLE)
    page.locator("#files input[type=file]").set_input_files(tmp_path / "plant.txt")
    expect(page.locator("#report textarea")).to_have_value(re.compile(r"added, \d+ figures"))
    other.page.locator("#search-articles textarea").fill("example foods")
    expect(others.first).to_be_visible()
    visit.shot("articles")
    visit.tab("Ask")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#chat .card")).to_have_count(0)
    card = visit.ask("How much will Example Foods spend on its new plant?")
    expect(card.locator(".large").first).to_contain_text("4.2 billion yen")
    card.locator(".source").first.click()
    expect(page.locator("#article")).to_contain_text("in Chiba")
    page.get_by_role("button", name="Remove this article").click()
    page.get_by_role("button", name="Remove it? Press again").click()
    expect(page.locator("#reader")).to_be_hidden()
    expect(others).to_have_count(0)
    assert other.wrong == []
    other.context.close()


def test_after_a_reload_all_is_there_again(visit: Visit, expect: Any) -> None:
    visit.page.reload()
    expect(visit.page.locator("#chat .welcome")).to_be_visible()
    visit.tab("Articles")
    expect(visit.page.get_by_role("gridcell", name="KDDI").first).to_be_visible()
    assert visit.wrong == []


def test_japanese_on_a_phone_by_keyboard(browser: Any, address: str, expect: Any) -> None:
    visitor = Visit(browser, address, lang="ja-JP", width=390)
    page = visitor.page
    card = visitor.ask("KDDIはいくら助成される?")
    expect(card.locator(".large").first).to_contain_text("最大約102.4億円")
    expect(card).to_contain_text("照合済み")
    expect(page.locator("#chat .user-row").last).to_be_in_viewport()
    card.locator(".source").first.focus()
    page.keyboard.press("Enter")
    visitor.sees_marked(card.locator(".source").first)
    visitor.shot("phone")
    for name in ("数値", "記事", "質問"):
        visitor.tab(name)
        assert visitor.overflow() <= 0, name
    expect(page.get_by_label("質問").first).to_be_attached()
    assert page.evaluate("document.documentElement.lang").startswith("ja")
    assert visitor.wrong == []
    visitor.context.close()
