"""Whom the text talks about: the asked one, or another it has turned to since."""

from __future__ import annotations

import pytest

from assistant.answer.context import Context
from assistant.answer.discourse import turned
from assistant.answer.term import Term
from assistant.figures import extract
from assistant.schema import Article
from assistant.text.tokens import stem

ENGLISH = (
    "Brightlane made a profit of £84 million. The dividend was cut to 2.1 pence. "
    "Costrow employs 16,400 people. It will open 28 stores."
)
JAPANESE = (
    "北浜電機の売上高は120億円だった。配当は30円とした。"
    "南港化学の従業員は800人。工場を2カ所に置く。"
)


@pytest.mark.parametrize(
    ("text", "name", "surface", "expected"),
    [
        (ENGLISH, "Brightlane", "£84 million", 0.0),
        (ENGLISH, "Brightlane", "2.1 pence", 0.0),
        (ENGLISH, "Brightlane", "16,400 people", 1.0),
        (ENGLISH, "Brightlane", "28 stores", 1.0),
        (ENGLISH, "Costrow", "28 stores", 0.0),
        (ENGLISH, "Costrow", "2.1 pence", 1.0),
        (JAPANESE, "北浜電機", "30円", 0.0),
        (JAPANESE, "北浜電機", "800人", 1.0),
        (JAPANESE, "南港化学", "2カ所", 0.0),
        (JAPANESE, "", "30円", 0.5),
    ],
)
def test_turned(text: str, name: str, surface: str, expected: float) -> None:
    lang = "en" if text.isascii() or "£" in text else "ja"
    article = Article(
        id="a", url=None, title="", publisher=None, published="2025-01-01",
        published_source="given", lang=lang, text=text, skip=(),
    )  # fmt: skip
    figures = extract(article)
    parts = tuple(map(stem, name.lower().split())) if lang == "en" else (name,)
    names = [Term(name, lang, True, 2.0, parts)] if name else []
    figure = next(f for f in figures if f.surface == surface)
    assert turned(names, figure, Context(article, figures)) == expected
