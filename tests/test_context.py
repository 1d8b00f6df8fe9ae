"""Whom the owner of a figure is called by in its article."""

from __future__ import annotations

import pytest

from assistant.answer.context import Context
from assistant.answer.term import Term
from assistant.schema import Article

TEXT = (
    "北星電力が30%を出資する。北星は186億円を計上した。東邦ガスと東邦リニューアブルもだ。"
    "東邦は、ベガロア青葉と"
)


@pytest.mark.parametrize(
    ("owner", "name", "called"),
    [
        ("北星", "北星電力", True),
        ("北星電力", "北星電力", True),
        ("東邦", "東邦リニューアブル", False),  # or 東邦ガス
        ("北星", "北星銀行", False),  # of which it does not tell
        ("青葉", "ベガロア青葉", True),
        ("青葉", "サンロア青葉", False),
    ],
)
def test_names_are_shortened(owner: str, name: str, called: bool) -> None:
    term = Term(name, "ja", True, 2.0, (name,))
    assert Context(Article("a", "", TEXT, "ja"), []).calls(owner, term) is called
