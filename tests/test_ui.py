"""The page without a browser: its HTML is escaped, its doors are guarded, its desk keeps order."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from echo import Echo, article, desk, figure

from assistant import render, ui
from assistant.core import Assistant
from assistant.errors import UsageError
from assistant.schema import Filter
from assistant.settings import Settings
from assistant.ui import cards, guard, ledger
from assistant.ui.articles_tab import FILES_LIMIT
from assistant.ui.desk import FILE_LIMIT, MOST_WAITING, Busy, Desk, dated, scope_of
from assistant.ui.words import _WORDS, lang_of, say

HOSTILE: list[str] = json.loads(
    (Path(__file__).parent / "data" / "hostile.json").read_text("utf-8")
)
OURS = {"div", "p", "b", "small", "ul", "li", "button", "span", "br", "article", "h2", "mark", "a"}


class Tags(HTMLParser):
    """The tags and attributes of a page, as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.styles += [value or "" for name, value in attrs if name == "style"]


@pytest.mark.parametrize("text", HOSTILE)
def test_html_is_ours_whatever_the_text(text: str) -> None:
    echo = Echo([text])
    record = render.card(echo.ask(text), echo.kept) | {"writer": text, "note": text}
    found = article("0", text)
    refused = record | {"status": "refused"}
    worded = record | {"writer": text, "text": text}
    rows = ledger.rows([figure("0", text)], {"0": found})
    made = [cards.answer(record, "q", "en"), cards.article(found, ("text", 0, 2), "ja"),
            cards.plain(text), cards.answer(refused, text, "ja"),
            cards.answer(worded, text, "en"),
            cards.bars(rows, False, "en"), cards.bars(rows, True, "ja")]  # fmt: skip
    read = Tags()
    read.feed("".join(made))
    assert read.tags <= OURS
    assert read.attributes <= {"class", "lang", "id", "style", "href", "target", "rel"}
    assert set(read.styles) == {"width:100.0%"}
    assert all(link.startswith(("https://", "http://")) for link in read.links)
    assert not any("\n" in html for html in made)  # a blank line would begin Markdown


def test_a_card_tells_all_there_is() -> None:
    echo = Echo(["KDDI"])
    text = cards.answer(render.card(echo.ask("KDDI"), echo.kept), "and it?", "en")
    plain = re.sub(r"<[^>]+>", "|", text)
    for part in ("Understood as: KDDI", "KDDI · subsidy", "12", "[1]", "Checked: the quote states",
                 "Also stated", "“KDDI”", "Estimated chance of being right: 0% (low"):  # fmt: skip
        assert part in plain, part
    worded = render.card(echo.ask("KDDI"), echo.kept) | {"writer": "a model", "text": "It got 12."}
    assert 'It got 12.</p><p class="note">Worded by a model' in cards.answer(worded, "", "en")


def test_the_quote_is_marked_where_it_stands() -> None:
    html = cards.article(article("0", "<KDDI>"), ("text", 3, 9), "en")
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["&lt;K", "DDI&gt;"]  # furniture in between
    assert cards.place(cards.place_of("a b", "text", 3, 9)) == ("a b", ("text", 3, 9))


@pytest.mark.parametrize(
    ("header", "lang"),
    [("ja", "ja"), ("ja-JP,en;q=0.8", "ja"), ("en-US,ja;q=0.9", "en"), ("de, ja;q=0.5", "ja"),
     ("fr", "en"), (None, "en")],
)  # fmt: skip
def test_language_of_the_browser(header: str | None, lang: str) -> None:
    assert lang_of(SimpleNamespace(headers={"accept-language": header})) == lang


@pytest.mark.parametrize("key", sorted(_WORDS))
def test_both_languages_fill_in_the_same(key: str) -> None:
    english, japanese = (set(re.findall(r"{\w+}", text)) for text in _WORDS[key])
    assert english == japanese
    assert all(_WORDS[key])


# -- the guard ----------------------------------------------------------------------------------

OWN = {"host": "127.0.0.1:7860"}


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", OWN, 0),
        ("/", {"host": "localhost"}, 0),
        ("/", {"host": "evil.example:7860"}, 421),
        ("/", {}, 421),
        ("/", {"host": "["}, 421),  # malformed
        ("/", OWN | {"origin": "http://["}, 403),
        ("/gradio_api/queue/join", OWN | {"origin": "http://127.0.0.1:7860"}, 0),
        ("/gradio_api/queue/join", OWN | {"origin": "http://127.0.0.1:80"}, 403),
        ("/gradio_api/queue/join", OWN | {"origin": "https://evil.example"}, 403),
        ("/gradio_api/queue/join", OWN | {"origin": "null"}, 403),
        ("/gradio_api/queue/join", OWN | {"sec-fetch-site": "cross-site"}, 403),
        ("/", OWN | {"sec-fetch-site": "cross-site"}, 0),
        ("/gradio_api/upload", OWN | {"content-length": "900000000"}, 413),
        ("/gradio_api/upload", OWN | {"content-length": "x"}, 413),
        ("/gradio_api/upload", OWN | {"transfer-encoding": "chunked"}, 413),
        ("/gradio_api/proxy=http://e.example/", OWN, 404),
        ("/gradio_api/vibe-edit", OWN, 404),
        ("/monitoring", OWN, 404),
    ],
)
def test_guard(path: str, headers: dict[str, str], status: int) -> None:
    sent = {name.encode(): value.encode() for name, value in headers.items()}
    assert guard.refusal(path, sent) == status


@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_the_policy_goes_with_every_response(host: str) -> None:
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/", "headers": [(b"host", host.encode())]}
    asyncio.run(guard.Guard(app)(scope, None, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == (200 if host == "localhost" else 421)
    assert b"img-src 'self'" in dict(sent[0]["headers"])[b"content-security-policy"]


# -- the desk -----------------------------------------------------------------------------------


def test_stages_then_the_answer() -> None:
    over = desk(Echo(["KDDI"]))
    steps = list(over.chat("KDDI?", ["before"], scope_of("2024", "", "NHK")))
    assert steps[:2] == ["waiting", "read"]
    assert isinstance(steps[2], dict) and steps[2]["status"] == "answered"
    over.close()


def test_a_model_s_sentences_come_as_they_hold() -> None:
    over = desk(Echo(["KDDI"]))
    cards_so_far = [
        cards.answer(step, "worded", "en")
        for step in over.chat("worded", [], scope_of("", "", ""))
        if not isinstance(step, str)
    ]
    worded = [re.findall(r'<p class="worded">(.*?)</p>', card) for card in cards_so_far]
    assert worded == [["worded [1]"], ["worded [1]<br>more [1]"]]
    assert '<p class="note">worded</p>' in cards_so_far[-1]
    over.close()


def test_a_long_line_is_told_to_come_back() -> None:
    over = desk(Echo(["KDDI"]))
    go = threading.Event()
    waiting = [over._line_up(go.wait) for _ in range(MOST_WAITING)]
    with pytest.raises(Busy, match="Try again"):
        over.ask("KDDI?", [], scope_of("", "", ""))
    go.set()
    assert all(one.result(10) for one in waiting)
    assert over.ask("KDDI?", [], scope_of("", "", ""))["status"] == "answered"
    over.close()


def test_an_answer_is_remembered_until_the_articles_change() -> None:
    echo = Echo(["KDDI", "NTT"])
    over = desk(echo)
    nothing = scope_of("", "", "")
    first = over.ask("KDDI?", [], nothing)
    assert over.ask("KDDI?", [], nothing) == first
    assert list(over.chat("KDDI?", [], nothing))[-1]["text"] == first["text"]  # type: ignore[index]
    assert echo.asked == 1
    over.ask("KDDI?", ["NTT?"], nothing)
    over.ask("KDDI?", [], scope_of("2024", "", ""))
    assert echo.asked == 3
    echo.remove("1")
    over.ask("KDDI?", [], nothing)
    assert echo.asked == 4
    over.close()


def test_what_one_adds_another_sees(tmp_path: Path) -> None:
    over = desk(Echo([]))
    before = over.version()
    (tmp_path / "a.txt").write_text("NTT")
    over.add(tmp_path / "a.txt", "2024-04", "")
    assert over.version() != before
    assert [one.title for one in over.shelf().articles.values()] == ["NTT"]
    assert over.remove("a.txt")
    assert over.shelf().rows == []
    over.close()


def test_visitors_ask_at_once_while_articles_come_and_go(tmp_path: Path) -> None:
    settings = Settings.from_env(index=tmp_path / "index")
    assistant = Assistant(settings)
    over = Desk([assistant, assistant.beside()], Assistant(settings))
    nothing, names = scope_of("", "", ""), ["Aoyama", "Banba", "Chitose", "Doi", "Etajima", "Fuji"]

    def add(name: str, millions: int) -> None:
        text = f"{name} Motors will receive {millions} million yen from the ministry this year."
        over.add_text({"title": f"{name} Motors to get aid", "text": text})

    def told(name: str) -> list[Any]:
        return over.ask(f"How much will {name} Motors receive?", [], nothing)["figures"]

    for number, name in enumerate(names[:4], 31):
        add(name, number)
    with ThreadPoolExecutor(8) as visitors:
        later = [visitors.submit(add, name, n) for n, name in enumerate(names[4:], 35)]
        asked = {name: visitors.submit(told, name) for name in names[:4] * 3}
        for one in later:
            one.result()
        found = {name: one.result() for name, one in asked.items()}
    values = {name: figures[0]["value"] for name, figures in found.items()}
    assert values == {name: str(n * 1_000_000) for n, name in enumerate(names[:4], 31)}
    assert [told(name)[0]["value"] for name in names[4:]] == ["35000000", "36000000"]
    over.close()


@pytest.mark.parametrize(
    "text", ["soon", "2024-13", "2024-4-1", "0000", "2024-04-32", "2024-02-30"]
)
def test_not_a_date(text: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        dated(text)


def test_a_date_in_full_width_digits_is_one() -> None:
    assert scope_of("２０２４", " 2024-04 ", "") == Filter("2024", "2024-04")


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        ({}, ["KDDI", "ＮＴＴ", "=1+1"]),
        ({"search": "ntt jpy"}, ["ＮＴＴ"]),
        ({"subject": "KDDI"}, ["KDDI"]),
        ({"measure": "profit"}, []),
        ({"order": "subject"}, ["=1+1", "KDDI", "ＮＴＴ"]),
    ],
)
def test_ledger(choice: dict[str, str], titles: list[str]) -> None:
    over = desk(Echo(["KDDI", "ＮＴＴ", "=1+1"]))
    assert [row.article.title for row in ledger.chosen(over.shelf().rows, **choice)] == titles
    over.close()


def test_periods_are_ordered_by_what_they_cover() -> None:
    told = ["FY2010", "2025-04-01", "2024-04/2025-03", "2024", "", "2025-04-20", "2025-04"]
    articles = {"0": article("0", "x")}
    figures = [replace(figure("0", "A", n), period=period) for n, period in enumerate(told, 1)]
    rows = ledger.chosen(ledger.rows(figures, articles), order="latest")
    assert [row.when for row in rows] == [
        "2025-04", "2025-04-20", "2025-04-01", "2024-04/2025-03", "2024", "FY2010", "",
    ]  # fmt: skip


def test_bars_are_the_largest_of_each_or_one_over_time() -> None:
    told = [("A", 3, "2023"), ("A", 5, "2024"), ("B", 4, "2024"), ("A", 3, "2023"), ("C", 1, "")]
    articles = {"0": article("0", "x")}
    figures = [
        replace(figure("0", subject, value), period=period) for subject, value, period in told
    ]
    rows = ledger.rows(figures, articles)
    drawn = [(row.figure.subject, row.amount) for row in ledger.bars(rows, "")]
    assert drawn == [("A", 5), ("B", 4), ("C", 1)]
    of_a = ledger.chosen(rows, subject="A")
    assert [(row.when, row.amount) for row in ledger.bars(of_a, "A")] == [("2023", 3), ("2024", 5)]


def test_no_other_host() -> None:
    with pytest.raises(UsageError, match="this machine only"):
        ui.serve(Assistant(Settings()), port=7860, host="0.0.0.0", ready=print)


def test_the_limits_of_an_upload_are_told() -> None:
    for lang in ("en", "ja"):
        told = re.findall(r"\d+", say(lang, "add_files"))  # type: ignore[arg-type]
        assert told == [str(FILES_LIMIT), str(FILE_LIMIT // 1_000_000)]


def test_words_are_said_in_both_languages() -> None:
    assert say("en", "removed", title="{x}") == "Removed: {x}"
    assert say("ja", "removed", title="A") == "削除しました: A"


TAKEN = """
import socket
from assistant import ui
from assistant.core import Assistant
from assistant.errors import UsageError
from assistant.settings import Settings
with socket.create_server(("127.0.0.1", 0)) as other:
    try:
        port = other.getsockname()[1]
        ui.serve(Assistant(Settings.from_env()), port=port, host="localhost", ready=print)
    except UsageError as error:
        print(error)
"""


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    said = subprocess.run([sys.executable, "-c", TAKEN], capture_output=True, text=True,
                          timeout=300, cwd=Path(__file__).parent.parent,
                          env={"ASSISTANT_INDEX": str(tmp_path), "PATH": ""})  # fmt: skip
    assert "Choose another: assistant ui --port N" in said.stdout, said.stderr
