"""Wordings of a question in the other language."""

from __future__ import annotations

import pytest
from store_samples import FACTS, unit_vectors

from assistant.answer.crossing import is_named_abroad, wordings
from assistant.answer.question import language
from assistant.schema import Article, Filter
from assistant.settings import Settings
from assistant.store import Index
from assistant.text.chunks import chunk
from assistant.text.lexicon import load_lexicon
from assistant.text.tokens import tokens

ARTICLES = {
    "derailed": "A freight train came off the rails near Hollis Creek.",
    "ebola": "エボラ出血熱の感染が疑われる入国者を監視する。",
    "probe": "小惑星探査機はやぶさの帰還が延びた。",
    "minister": "遠藤武彦農林水産大臣が辞任した。",
    "ministry": "経済産業省は補助金を決めた。",
    "profit": "KDDIの純利益は過去最高だった。",
    "guests": "Meridor insures itself against stolen data.",
    "doll": "Merry is a doll.",
    "club": "港南の選手の給与が増えた。",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    with Index.open(tmp_path_factory.mktemp("crossing"), write=True, **FACTS) as made:
        for name, text in ARTICLES.items():
            lang = "en" if text.isascii() else "ja"
            article = Article(id=name, title="", text=text, lang=lang)  # type: ignore[arg-type]
            made.add(article, chunk(article), [], unit_vectors(name, 1), name)
        yield made


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("ホリスクリークの脱線", "derailed"),
        ("How many days are Ebola suspects monitored?", "ebola"),
        ("when will hayabusa return", "probe"),
        ("Why did agriculture minister Takehiko Endo resign?", "minister"),
        ("how large is the METI subsidy", "ministry"),
        ("KDDI net profit", "profit"),
        ("Hayabusa's return", "probe"),
        ("メリドールの保険", "guests"),  # neither メリ nor ドール, which the dictionary has
    ],
)
def test_the_article_is_found_by_its_own_words(index: Index, question: str, article: str) -> None:
    lexicon = load_lexicon(Settings.from_env().cache)
    groups = wordings(question, language(question), lexicon, index)
    best = index.lexical_any(groups, 1)
    assert [index.chunks([chunk])[chunk].article_id for chunk, _ in best] == [article]


@pytest.mark.parametrize(
    ("question", "abroad"),
    [
        ("メリドールの保険の上限", True),
        ("港南の給与", False),
        ("Konan wage bill", True),  # 港南, in no English article
        ("Meridor's insurance", False),
        ("KDDIの純利益", False),
        ("What does insurance cost?", False),
        ("How many were evacuated near Hollis Creek?", False),
    ],
)
def test_a_name_that_only_the_other_language_has(index: Index, question: str, abroad: bool) -> None:
    lexicon = load_lexicon(Settings.from_env().cache)
    own = language(question)
    assert is_named_abroad(question, own, lexicon, index, Filter()) is abroad


def test_without_a_dictionary_names_are_found_by_sound_and_table(index: Index) -> None:
    groups = wordings("METI on Ebola, 102.4", "en", None, index)
    assert [("経済", "済産", "産業", "業省")] in [group[:1] for group in groups]
    assert any(("エボ", "ボラ") in group for group in groups)
    assert [("102p4",)] in groups


def test_every_wording_is_of_tokens_of_the_index(index: Index) -> None:
    lexicon = load_lexicon(Settings.from_env().cache)
    for question in ("KDDIの純利益は?", "What did Endo say about the probe, and when?"):
        for group in wordings(question, language(question), lexicon, index):
            assert all(tokens(token) for wording in group for token in wording)
