"""The Japanese-English lexicon: look-ups both ways, and how it is compiled."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import ModelError
from assistant.settings import Settings
from assistant.text import lexicon as module
from assistant.text.lexicon import Lexicon, gloss_words, load_lexicon
from assistant.text.tokens import stem


@pytest.fixture(scope="module")
def lexicon(corpus_index: Path) -> Lexicon:
    """The lexicon that the cache of the corpus index holds."""
    return load_lexicon(Settings.from_env(index=corpus_index).cache)


TRANSLATIONS = [
    ("battery", "電池"),
    ("storage battery", "蓄電池"),
    ("subsidy", "助成金"),
    ("subsidies", "補助"),
    ("governor", "総裁"),
    ("offshore", "沖合"),
    ("semiconductor", "半導体"),
    ("university", "大学"),
    ("tokyo university", "東大"),
    ("university of tokyo", "東京大学"),
    ("osaka", "大阪"),
]


@pytest.mark.parametrize(("english", "head"), TRANSLATIONS)
def test_translations(lexicon: Lexicon, english: str, head: str) -> None:
    assert head in {entry.head for entry in lexicon.translations(list(map(stem, english.split())))}


def test_a_gloss_needs_all_of_its_words(lexicon: Lexicon) -> None:
    assert "東京大学" not in {entry.head for entry in lexicon.translations(["tokyo"])}


@pytest.mark.parametrize("words", [[], ["zzzq"], [""], ["' OR 1=1 --"]])
def test_unknown_words_translate_to_nothing(lexicon: Lexicon, words: list[str]) -> None:
    assert lexicon.translations(words) == []


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("東京大学", {"tokyo", "university"}),
        ("蓄電池", {"battery", stem("storage")}),
        ("半導体", {"semiconductor"}),
        ("大阪", {"osaka"}),
        ("トヨタ", {"toyota"}),
    ],
)
def test_glosses(lexicon: Lexicon, head: str, words: set[str]) -> None:
    assert words in [set(entry.words) for entry in lexicon.glosses(head)]


@pytest.mark.parametrize("head", ["", "ぬぬぬ", "KDDI", "'; DROP TABLE entry"])
def test_unknown_heads_have_no_gloss(lexicon: Lexicon, head: str) -> None:
    assert lexicon.glosses(head) == ()


@pytest.mark.parametrize(
    ("head", "others"),
    [
        ("東大", {"東京大学"}),
        ("経産省", {"経済産業省", "メティ"}),
        ("蓄電池", set()),
        ("ぬぬぬ", set()),
        ("", set()),
    ],
)
def test_synonyms(lexicon: Lexicon, head: str, others: set[str]) -> None:
    assert set(lexicon.synonyms(head)) == others


@pytest.mark.parametrize(("head", "is_name"), [("大阪", True), ("トヨタ", True), ("蓄電池", False)])
def test_names_are_told_from_words(lexicon: Lexicon, head: str, is_name: bool) -> None:
    assert {entry.name for entry in lexicon.glosses(head)} == {is_name}


@pytest.mark.parametrize(
    ("word", "known"), [("battery", True), ("subsidy", True), ("rapidus", False), ("zzzq", False)]
)
def test_ordinary_words_are_known(lexicon: Lexicon, word: str, known: bool) -> None:
    assert lexicon.is_gloss_word(stem(word)) is known


@pytest.mark.parametrize(
    ("gloss", "words"),
    [
        ("to subsidise", {"subsidis"}),
        ("(the) government", {"government"}),
        ("battery (esp. for cars)", {"battery"}),
        ("Tokyo University", {"tokyo", "university"}),
        ("a rather long explanation of another word", set()),
        ("of the", set()),
        ("", set()),
    ],
)
def test_gloss_words(gloss: str, words: set[str]) -> None:
    assert gloss_words(gloss) == words


def test_of_two_that_need_it_at_once_one_compiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def compile(path: Path) -> None:
        made.append(path)
        time.sleep(0.1)  # the other comes meanwhile
        module._write(path, [("電池", "battery", False, True)], [])

    monkeypatch.setattr(module, "_compile", compile)
    with ThreadPoolExecutor(2) as two:
        found = list(two.map(load_lexicon, [tmp_path, tmp_path]))
    assert len(made) == 1
    assert all(lexicon.is_gloss_word("battery") for lexicon in found)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(ModelError, match=r"lexicon.*ASSISTANT_CACHE"):
        load_lexicon(blocked / "cache")


def test_a_damaged_lexicon_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [("電池", "battery", False, True)]
    monkeypatch.setattr(module, "_compile", lambda path: module._write(path, entries, []))
    load_lexicon(tmp_path)
    (file,) = tmp_path.glob("*.marisa")
    file.write_bytes(b"damaged")
    assert load_lexicon(tmp_path).is_gloss_word("battery")


def test_a_damaged_dictionary_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jamdict.db").write_bytes(b"no database" * 1000)
    monkeypatch.setattr(module, "_source", lambda: tmp_path / "jamdict.db")
    with pytest.raises(ModelError, match=r"jamdict\.db.*jamdict-data anew"):
        load_lexicon(tmp_path / "cache")


def test_a_missing_dictionary_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="pip install jamdict-data"):
        load_lexicon(tmp_path)
    assert not list(tmp_path.glob("**/*.marisa"))
