"""Articles as contexts, kept from question to question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import contexts
from assistant.answer.contexts import Contexts
from assistant.core import Assistant
from assistant.settings import Settings
from assistant.store import Index
from assistant.text.lexicon import Lexicon, load_lexicon

TEXT = "KDDIは最大約102.4億円を受け取る。"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(Settings.from_env().cache)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"助成{name}\n\n{TEXT}", encoding="utf-8")
    with Assistant.open(tmp_path / "index") as assistant:
        assistant.ingest(sorted(tmp_path.glob("*.txt")))
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[Index]:
    with Index.open(folder) as opened:
        yield opened


def test_an_article_is_made_a_context_once(index: Index, lexicon: Lexicon) -> None:
    names = [article.id for article in index.articles()]
    known = Contexts(index, lexicon)
    first = known.open([names[1], "no-such-article", names[0]])
    assert [context.article.id for context in first] == [names[1], names[0]]
    assert [figure.surface for figure in first[0].figures] == ["102.4億円"]
    assert known.open([names[0]])[0] is first[1]


def test_an_index_that_changes_is_read_anew(folder: Path, index: Index, lexicon: Lexicon) -> None:
    name = index.articles()[0].id
    known = Contexts(index, lexicon)
    (before,) = known.open([name])
    with Assistant.open(folder) as other:
        other.remove(index.articles()[1].id)
    (after,) = known.open([name])
    assert after is not before


def test_the_oldest_and_the_much_used_are_let_go(
    index: Index, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contexts, "_KEPT", 2)
    monkeypatch.setattr(contexts, "_OPENED", 3)
    names = [article.id for article in index.articles()]
    known = Contexts(index, lexicon)
    made = [known.open([name])[0] for name in names[:3]]
    assert known.open([names[2]])[0] is made[2]
    assert known.open([names[0]])[0] is not made[0]
    assert known.open([names[2]])[0] is made[2]
    assert known.open([names[2]])[0] is not made[2]


def test_an_answer_does_not_depend_on_the_questions_before(folder: Path) -> None:
    asked = ["KDDIはいくら受け取る?", "How much does KDDI receive?", "SoftBankはいくら受け取る?"]

    def told(questions: list[str]) -> dict[str, float]:
        with Assistant.open(folder) as assistant:
            return {question: assistant.ask(question).confidence or 0.0 for question in questions}

    assert told(asked) == told(asked[::-1])
