"""Amounts that a question takes for granted, and the least where only the most is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.context import Context
from assistant.answer.features import Query
from assistant.answer.premise import is_false
from assistant.answer.question import analyse
from assistant.core import Assistant
from assistant.figures import extract
from assistant.schema import Article
from assistant.settings import Settings

TEXT = "ミナトは最大330億円(約2億2000万ドル)の補助を受ける。社員は40人、株価は1200円だ。"


@pytest.mark.parametrize(
    ("question", "false"),
    [
        ("ミナトの330億円が決まったのはいつ?", False),
        ("ミナトの330万円が決まったのはいつ?", True),
        ("ミナトの約300億円が決まったのはいつ?", False),  # rounded
        ("When were Minato's 330 million yen announced?", True),
        ("When were Minato's 220 million dollars announced?", False),
        ("When were Minato's 220 billion dollars announced?", True),
        ("When were Minato's 300 million euros announced?", False),  # it has none to tell by
        ("ミナトの補助はいくら? 1ドルは何円?", False),  # a unit, no amount
        ("ミナトの補助はいくら?", False),
    ],
)
def test_amounts_that_the_article_does_not_have(question: str, false: bool) -> None:
    article = Article("a", "", TEXT, "ja", published="2025-05-10")
    assert is_false(Query(analyse(question), []), Context(article, extract(article))) is false


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("さくらインターネットの68万円が発表されたのはいつ?", "refused"),
        ("さくらインターネットの68億円が発表されたのはいつ?", "answered"),
        ("What are Rapidus's 70 million yen for?", "refused"),
        ("KDDIが受ける助成は最低いくら?", "refused"),
        ("KDDIが受ける助成は最大いくら?", "answered"),
        ("At least how much will KDDI receive?", "refused"),
    ],
)
def test_they_are_refused(corpus_index: Path, question: str, status: str) -> None:
    with Assistant.open(corpus_index, Settings.from_env(index=corpus_index)) as assistant:
        assert assistant.ask(question).status == status
