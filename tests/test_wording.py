"""How an article of the other language writes what a question names."""

from __future__ import annotations

import pytest

from assistant.answer.terms import terms
from assistant.answer.wording import wording
from assistant.answer.zone import Zone
from assistant.settings import Settings
from assistant.text.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(Settings.from_env().cache)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Tamanagawa", "玉名川市は給食費を無償にする。", "玉名川"),
        ("Towa Seiki", "東和精機の営業利益は702億円。", "東和精機"),
        ("Oracle", "オラクルが投資する。", "オラクル"),
        ("Finance Ministry", "財務省が決めた。", "財務省"),
        ("KDDI", "KDDIが受ける。", ""),  # as it is
        ("Rapidus", "富士通が受ける。", ""),  # not at all
        ("Oracle", "Oracle will invest.", ""),  # no Japanese
    ],
)
def test_an_english_name_in_japanese(name: str, text: str, said: str, lexicon: Lexicon) -> None:
    (term,) = [t for t in terms(f"How much did {name} get?", "en", lexicon) if t.name]
    assert wording(Zone(text, lexicon), term) == said


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("ヴァルモレの売上高は?", "Sales at Valmoré fell.", "Valmoré"),
        ("トヨタ自動車はいくら投資する?", "Toyota Motor invests 1.4 trillion yen.", "Toyota"),
        ("富岳を作るのにいくらかかった?", "Fugaku cost 130 billion yen.", "Fugaku"),
        ("財務省はいくら払う?", "The Ministry of Finance pays.", "Ministry of Finance"),
        ("KDDIはいくら受けた?", "KDDI will get up to 10 billion yen.", ""),
        ("富士通はいくら受けた?", "Rapidus will get 10 billion yen.", ""),
        ("富岳の費用は?", "富岳の費用は1300億円。", ""),  # as it is
    ],
)
def test_a_japanese_name_in_english(asked: str, text: str, said: str, lexicon: Lexicon) -> None:
    named = [t for t in terms(asked, "ja", lexicon) if t.name]
    assert " ".join(filter(None, (wording(Zone(text, lexicon), t) for t in named))) == said


def test_a_japanese_word_is_put_piece_by_piece(lexicon: Lexicon) -> None:
    (term,) = terms("電池工場は?", "ja", lexicon)
    assert wording(Zone("A battery plant will be built.", lexicon), term) == "battery plant"
