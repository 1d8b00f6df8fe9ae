"""How much is read for a question: as much as it takes until the answer is clear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import gather
from assistant.core import Assistant
from assistant.settings import Settings


@pytest.fixture(scope="module")
def assistant(corpus_index: Path) -> Iterator[Assistant]:
    with Assistant.open(corpus_index, Settings.from_env(index=corpus_index)) as opened:
        yield opened


def passages(assistant: Assistant, question: str) -> int:
    return len(assistant.findings(question).query.readings)


@pytest.mark.parametrize(
    "question",
    [
        "2024年度のGX移行債の入札は何回予定されたか",
        "2026年から29年までのマイクロソフトの対日投資は何ドルか",
    ],
)
def test_a_clear_answer_is_read_for_no_longer(assistant: Assistant, question: str) -> None:
    assert 1 <= passages(assistant, question) < 6


@pytest.mark.parametrize(
    "question",
    [
        "ラピダスの社員食堂の席数は?",
        "オープンAIのアジア初の事務所はどの都市?",
        "What did GPIF pay in management fees in FY2023?",
    ],
)
def test_what_stays_open_is_read_for_on(assistant: Assistant, question: str) -> None:
    assert passages(assistant, question) == 6


def test_other_statements_of_a_clear_answer_are_read(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That Highreso gets 約77億円 is clear before all is read; others that say so are read too."""
    question = "ハイレゾはいくら助成される?"
    soon = assistant.ask(question)
    assert 1 < passages(assistant, question) < 6
    monkeypatch.setattr(gather, "_CLEAR", 2.0)
    assert passages(assistant, question) == 6
    assert assistant.ask(question).figures[0] == soon.figures[0]
    assert "approx" in soon.figures[0].qualifiers
