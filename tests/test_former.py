"""Which of two values beside each other is the one of before."""

from __future__ import annotations

import pytest

from assistant.answer.context import Context
from assistant.answer.former import before, is_former
from assistant.figures import extract
from assistant.schema import Article


@pytest.mark.parametrize(
    ("text", "former", "news"),
    [
        ("純利益予想を640億円から410億円に引き下げた。", "640億円", ["410億円"]),
        ("営業利益は96億円(前年同期は103億円)だった。", "103億円", ["96億円"]),
        ("前期はA社が3億円、今期は5億円(同4億円)だった。", "4億円", ["5億円"]),
        ("電池は1万円と、2年前の2万円から下がった。", "2万円", ["1万円"]),
        ("Profit rose to $6 million, up from $5 million.", "$5 million", ["$6 million"]),
        ("Fines will rise to $500 a day from $100.", "$100", []),
        ("A margin of 11%, compared with 12% last year.", "12%", ["11%"]),
        ("Kyoto lifts its tax to $90 from a maximum of $10.", "$10", ["$90"]),
        ("It has 900 workers and 40 vans.", "", ["900 workers"]),
        ("A社は5億円、B社は4億円だった。", "", ["5億円"]),
    ],
)
def test_former(text: str, former: str, news: list[str]) -> None:
    article = Article(
        id="a", url=None, title="", publisher=None, published="2025-01-01",
        published_source="given", lang="en" if text.isascii() else "ja", text=text, skip=(),
    )  # fmt: skip
    context = Context(article, extract(article))
    found = [f.surface for f in context.figures if is_former(f, context)]
    assert found == ([former] if former else [])
    for figure in (next(f for f in context.figures if f.surface == new) for new in news):
        assert [f.surface for f in before(figure, context)] == found
