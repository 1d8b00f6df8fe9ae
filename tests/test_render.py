"""Answers and figures as text, Markdown, JSON and CSV."""

from __future__ import annotations

import csv
import json
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from assistant import render
from assistant.schema import Answer, Article, Check, Citation, Figure, PartialDate, Value
from assistant.store import IndexStatus

QUOTE = "KDDIが最大約102.4億円"
FIGURE = Figure(
    article_id="a1",
    field="text",
    start=8,
    end=15,
    surface="102.4億円",
    value=Decimal("10240000000"),
    unit="JPY",
    kind="money",
    qualifiers=("max", "approx"),
    subject="KDDI",
    measure="subsidy",
    as_of="2024-04-19",
    as_of_source="inferred",
)
CITATION = Citation(
    n=1,
    article_id="a1",
    title="経産省、5社に最大725億円助成",
    publisher="Example News",
    published="2024-04-19",
    url="https://news.example/a1",
    field="text",
    start=3,
    end=17,
    quote=QUOTE,
)
ANSWER = Answer(
    question="how much did KDDI receive?",
    lang="en",
    status="answered",
    reason=None,
    text="KDDI receives up to about ¥10.24 billion (最大約102.4億円). [1]",
    figures=(FIGURE,),
    citations=(CITATION,),
    checks=(Check(FIGURE, "supported", 1),),
    confidence=0.87654,
    timings={"retrieve": 12.345},
)
REFUSED = replace(
    ANSWER,
    lang="ja",
    status="refused",
    text="",
    reason="2019年のKDDIの数値は記事にありません。",
    figures=(),
    checks=(),
    confidence=0.1,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("10240000000"), "10240000000"),
        (Decimal("102.4") * 10**8, "10240000000"),
        (Decimal("1E+12"), "1000000000000"),
        (Decimal("4.50"), "4.5"),
        (Decimal("-0.0"), "0"),
        (Decimal("-3.10"), "-3.1"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("100"), "100"),
        (Fraction(1, 3), "1/3"),
        (Fraction(4, 2), "2"),
        (PartialDate(2024, 2), "2024-02"),
        (PartialDate(None, 11, 6), "--11-06"),
        (None, None),
    ],
)
def test_value(value: Value | None, text: str | None) -> None:
    assert render.value_text(value) == text


def test_json_has_the_fields_of_the_contract_in_order() -> None:
    record = render.to_json(ANSWER, "q1")
    assert " ".join(record) == (
        "id question lang status reason text answer_span confidence writer figures citations "
        "timings_ms"
    )
    assert " ".join(record["figures"][0]) == (
        "role value value_hi unit qualifiers modality surface subject measure period as_of "
        "as_of_source status citation"
    )
    assert " ".join(record["citations"][0]) == (
        "n article_id title publisher published url field start end quote"
    )
    assert json.loads(render.json_line(record)) == record


def test_json_values() -> None:
    record = render.to_json(ANSWER)
    figure = record["figures"][0]
    assert "id" not in record
    assert figure["value"] == "10240000000"
    assert figure["qualifiers"] == ["max", "approx"]
    assert (figure["role"], figure["status"], figure["citation"]) == ("answer", "supported", 1)
    assert record["citations"][0]["quote"] == QUOTE
    assert record["timings_ms"] == {"retrieve": 12.3}


@pytest.mark.parametrize("identity", ["", 0, "q1", 7, False])
def test_json_keeps_any_id(identity: object) -> None:
    assert render.to_json(ANSWER, identity)["id"] == identity


def test_answer_figures_come_before_context() -> None:
    total = replace(FIGURE, value=Decimal("72500000000"), surface="725億円")
    checks = (Check(total, "supported", 1, "context"), Check(FIGURE, "supported", 1))
    record = render.to_json(replace(ANSWER, figures=(total, FIGURE), checks=checks))
    assert [f["surface"] for f in record["figures"]] == ["102.4億円", "725億円"]
    assert [f["role"] for f in record["figures"]] == ["answer", "context"]


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1b", "\n"])
def test_json_line_is_one_line_for_every_reader(char: str) -> None:
    text = render.json_line({"quote": f"a{char}b"})
    assert len(text.splitlines()) == 1
    assert char not in text
    assert json.loads(text) == {"quote": f"a{char}b"}


def test_json_line_survives_half_a_character() -> None:
    text = render.json_line({"question": "a\ud83d"})
    assert text.encode("utf-8")
    assert json.loads(text) == {"question": "a\ud83d"}


def test_text_shows_sentence_quote_and_source() -> None:
    assert render.to_text(ANSWER) == (
        "KDDI receives up to about ¥10.24 billion (最大約102.4億円). [1]\n\n"
        "[1] “KDDIが最大約102.4億円”\n"
        "    経産省、5社に最大725億円助成 · Example News · 2024-04-19 · https://news.example/a1"
    )


def test_refusal_says_why_and_shows_what_is_near() -> None:
    text = render.to_text(REFUSED)
    assert text.startswith(
        "回答できません: 2019年のKDDIの数値は記事にありません。\n\n近い箇所:\n\n[1] “"
    )


def test_refusal_lists_the_operands_found() -> None:
    refused = replace(
        REFUSED,
        lang="en",
        reason="needs a calculation",
        checks=(Check(FIGURE, "supported", 1, "context"),),
    )
    found = "Figures found:\n  KDDI · subsidy · up to about 102.4億円 [1]"
    assert found in render.to_text(refused)
    assert r"- KDDI · subsidy · up to about 102\.4億円 \[1\]" in render.to_markdown(refused)
    assert "最大約102.4億円 [1]" in render.to_text(replace(refused, lang="ja"))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\x9b31mb", "a31mb"),
        ("a\u202eb\u2066c", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x08c\x7f", "abc"),
        ("改行\tタブ", "改行\tタブ"),
        ("\ud800", ""),
    ],
)
def test_clean(text: str, clean: str) -> None:
    assert render.clean(text) == clean


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("a\n b", "a b"),
        ("KDDI　10.24億円  など", "KDDI　10.24億円  など"),
        ("a\tb\r\n", "a b"),
        ("", ""),
    ],
)
def test_line_keeps_what_a_quote_says(text: str, one: str) -> None:
    assert render.line(text) == one


def test_article_text_never_commands_the_terminal() -> None:
    evil = "\x1b[2J\x9b5n\u202e"
    citation = replace(CITATION, title=evil, publisher=evil, url=evil, quote=evil)
    answer = replace(ANSWER, text=evil, reason=evil, citations=(citation,))
    shown = render.to_text(answer) + render.to_text(replace(answer, status="refused"))
    shown += render.to_markdown(answer)
    shown += "".join(render.figures_table([replace(FIGURE, surface=evil, subject=evil)]))
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)


@pytest.mark.parametrize(
    ("quote", "markdown"),
    [
        ("<img src=x onerror=y>", r"> &lt;img src\=x onerror\=y&gt;"),
        ("![x](http://e.example/)", r"> \!\[x\]\(http\://e\.example/\)"),
        ("# 1. **a** `b` $$c$$", r"> \# 1\. \*\*a\*\* \`b\` \$\$c\$\$"),
        ("a\n- b", r"> a \- b"),
        ("&lt;b&gt;", r"> &amp;lt;b&amp;gt;"),
    ],
)
def test_markdown_escapes(quote: str, markdown: str) -> None:
    answer = replace(ANSWER, citations=(replace(CITATION, quote=quote),))
    assert render.to_markdown(answer).splitlines()[-1] == markdown


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://e.example/a b(c)", "](https://e.example/a%20b%28c%29)"),
        ("https://e.example/?q=1&x=%E6", "](https://e.example/?q=1&x=%E6)"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
    ],
)
def test_markdown_links_only_to_the_web(url: str, link: str | None) -> None:
    text = render.to_markdown(replace(ANSWER, citations=(replace(CITATION, url=url),)))
    assert (link in text) if link else ("](" not in text and "javascript" not in text)


def test_figure_row_has_every_field() -> None:
    row = render.figure_row(FIGURE)
    assert list(row) == [field.name for field in fields(Figure)]
    assert row["value"] == "10240000000"
    assert row["value_hi"] is None
    assert row["qualifiers"] == ["max", "approx"]
    json.dumps(row)


@pytest.mark.parametrize(
    ("change", "column", "cell"),
    [
        ({}, "value", "10240000000"),
        ({"value": Decimal("-5.3")}, "value", "-5.3"),
        ({"value": Fraction(1, 3)}, "value", "1/3"),
        ({"value": PartialDate(None, 11, 6)}, "value", "'--11-06"),
        ({"subject": "=HYPERLINK(1)"}, "subject", "'=HYPERLINK(1)"),
        ({"subject": "＝1+1"}, "subject", "'＝1+1"),
        ({"surface": "@SUM(1)"}, "surface", "'@SUM(1)"),
        ({"surface": "+5%"}, "surface", "'+5%"),
        ({"subject": 'a,"b"\nc'}, "subject", 'a,"b" c'),
        ({}, "qualifiers", "max approx"),
        ({}, "face_of", ""),
    ],
)
def test_csv_cell(change: dict[str, object], column: str, cell: str) -> None:
    lines = list(render.figures_csv([replace(FIGURE, **change)]))  # type: ignore[arg-type]
    header, row = csv.reader(lines)
    assert len(header) == len(row) == len(fields(Figure))
    assert row[header.index(column)] == cell


def test_table_aligns_full_width_text() -> None:
    rows = list(
        render.figures_table(
            [FIGURE, replace(FIGURE, subject="さくらインターネットと富士通と日立")]
        )
    )
    before = [row.split("subsidy")[0] for row in rows[1:]]
    widths = [sum(2 if ord(c) > 0x2FFF else 1 for c in text) for text in before]
    assert widths[0] == widths[1]
    assert "…" in rows[2]


def test_article_shows_furniture_marked() -> None:
    article = Article("a1", "題", "メニュー\n本文です。\n会員登録", "ja", skip=((0, 4), (11, 15)))
    shown = render.article_text(article, [])
    assert "⟦メニュー⟧\n本文です。\n⟦会員登録⟧" in shown
    assert "\x1b[2m⟦メニュー⟧\x1b[0m" in render.article_text(article, [], dim=True)


def test_status() -> None:
    status = IndexStatus(
        Path("index"), 3, 4, 1200, "e5@1", 384, "sentences-1", "in step", 2_500_000
    )
    assert list(render.status_lines(status)) == [
        "index     index",
        "articles  3",
        "passages  4",
        "figures   1,200",
        "embedder  e5@1, 384 dimensions",
        "chunker   sentences-1",
        "chroma    in step",
        "on disk   2.5 MB",
    ]
