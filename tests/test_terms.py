"""Content terms of a question, and how far a text covers them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.terms import terms
from assistant.answer.zone import Zone, with_owners
from assistant.schema import Lang
from assistant.settings import Settings
from assistant.text.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="module")
def lexicon(corpus_index: Path) -> Lexicon:
    return load_lexicon(Settings.from_env(index=corpus_index).cache)


@pytest.mark.parametrize(
    ("question", "lang", "names"),
    [
        ("KDDIはいくら助成される?", "ja", ["KDDI"]),
        ("さくらインターネットの助成額は?", "ja", ["さくらインターネット"]),
        ("いくら助成される?", "ja", []),
        ("How much did KDDI receive?", "en", ["KDDI"]),
        ("How much subsidy did Sakura Internet get in April 2024?", "en", ["Sakura Internet"]),
        ("How much was it in total?", "en", []),
        ("What did Shinonome Device's (東雲デバイス) plant cost?", "en", ["Shinonome Device"]),
        ("What did 東雲デバイス pay in May?", "en", ["東雲デバイス"]),
        ("ハルデン・フーズ(Halden Foods)の純利益は?", "ja", ["ハルデン・フーズ"]),
        ("瑞穂電子の従業員は何人?", "ja", ["瑞穂電子"]),
        ("When will Oakmere city (白嶺市) start its tax?", "en", ["Oakmere"]),
        ("まるみやHDの利益は?", "ja", ["まるみやHD"]),
        ("Calder Bayマラソンの定員は?", "ja", ["Calder Bayマラソン"]),
        ("Stone Creekの火事の面積は?", "ja", ["Stone Creek"]),
        ("balmoric Q2 profit", "en", ["balmoric"]),
        ("高津見市で水道が止まったのは何戸?", "ja", ["高津見市"]),
        ("薬を売る権利を得た製薬会社は?", "ja", []),
        ("みどり薬局グループの営業利益", "ja", ["みどり薬局グループ"]),
        ("LANTERN trial participants", "en", ["LANTERN"]),
        ("オランダのVeldstroom工場の出力", "ja", ["Veldstroom工場"]),
        ("How much did U.S. app company Sleepwell owe?", "en", ["Sleepwell"]),
        ("How much did Toyota invest in India?", "en", ["Toyota", "India"]),
        ("What did Minatos get in Canadian dollars?", "en", ["Minatos"]),
        ("東雲精機は年間どれくらいコストがかかる?", "ja", ["東雲精機"]),
        ("Impairment Nordwind Energie will book", "en", ["Nordwind Energie"]),
        ("When did Prime Minister Shigeru Ishiba say so?", "en", ["Shigeru Ishiba"]),
        ("How many GPUs does Highreso hold?", "en", ["Highreso"]),
        ("日産の2024年の賞与は何カ月分?", "ja", ["日産"]),
        ("英コルダー・ウォーターの平均水道料金", "ja", ["コルダー・ウォーター"]),
        ("海運大手マースクの売上高", "ja", ["マースク"]),
        ("極東光学の投資額(人民元)", "ja", ["極東光学"]),
        ("日本以外での本数", "ja", []),
        ("九州全体で亡くなった人は?", "ja", ["九州"]),
        ("how high did joblessness get?", "en", []),
        ("すかいらーくHDの時給", "ja", ["すかいらーくHD"]),
        ("Fukuoka Financial Group: loss on bonds", "en", ["Fukuoka Financial Group"]),
        ("record of the French WEST machine", "en", ["WEST"]),
        ("When must English and Welsh firms appeal to Ofwat?", "en", ["Ofwat"]),
        ("Ørsted's net debt", "en", ["Orsted"]),
        ("GPIF FY2023 gain", "en", ["GPIF"]),
        ("民間各社がラピダスに出資した額", "ja", ["ラピダス"]),
        ("電池工場への助成は?", "ja", []),
        ("もともと東雲精機はいくら出す?", "ja", ["東雲精機"]),
        ("熊本県民の所得", "ja", ["熊本県"]),
        ("一般市民の負担額は?", "ja", []),
        ("Net profit JR East predicts", "en", ["jr east"]),
        ("rhenova pretax profit became", "en", ["rhenova"]),
        ("workers flagged, then tried", "en", []),
        ("グーグルの期限は何日後?(EUの広告の件)", "ja", ["グーグル", "EU"]),
        ("政府が製粉会社に売る小麦の値段", "ja", []),
        ("米社が払う賃料", "ja", []),
        ("EV1台につき補助はいくら?", "ja", []),
        ("東南アジア産太陽光ガラスの関税", "ja", []),
        ("欧州向け太陽電池の輸出量", "ja", ["欧州"]),
        ("CO2削減1トン当たりの費用", "ja", []),
        ("率が47都道府県で一番大きかったのは?", "ja", []),
        ("石川県輪島市の小学生の数", "ja", ["輪島市"]),
        ("How many UK companies have targets validated by SBTi?", "en", ["UK", "SBTi"]),
        ("Toyota bonus in the 2025 shunto", "en", ["Toyota"]),
        ("Full-year profit Sorex looks for", "en", ["Sorex"]),
    ],
)
def test_names_must_be_found(question: str, lang: Lang, names: list[str], lexicon: Lexicon) -> None:
    assert [term.text for term in terms(question, lang, lexicon) if term.name] == names


@pytest.mark.parametrize("question", ["", "?", "いくら?", "2024年4月に何円?", "How much?", "When?"])
def test_question_words_and_dates_are_no_terms(question: str, lexicon: Lexicon) -> None:
    assert terms(question, "en" if question.isascii() else "ja", lexicon) == []


COVERED = [
    ("KDDIの助成は?", "ja", "KDDIが受ける。"),
    ("KDDIの助成は?", "ja", "ＫＤＤＩが受ける。"),
    ("KDDIの助成は?", "ja", "KDDI will receive it."),
    ("ソフトバンクの助成は?", "ja", "SoftBank will receive it."),
    ("How much did SoftBank get?", "en", "ソフトバンクが受ける。"),
    ("How much did the U.S. startup owe?", "en", "米スリープは借りた。"),
    ("How much did the British firm owe?", "en", "英ハローは借りた。"),
    ("How much did Sakura get?", "en", "さくらが受ける。"),
    ("How much did Micron get?", "en", "Micron's plant in Hiroshima"),
    ("How much did Rapidus get?", "en", "ラピダスが受ける。"),
    ("What did Shinonome (東雲電機) get?", "en", "東雲電機が受ける。"),
    ("東雲電機(Shinonome Denki)の助成は?", "ja", "Shinonome Denki will receive it."),
    ("瑞穂電子工業の助成は?", "ja", "瑞穂電子は受ける。"),
    ("白鷺大学の助成は?", "ja", "白鷺大が受ける。"),
    ("まるみやHDの助成は?", "ja", "まるみやホールディングスが受ける。"),
    ("How much did ByteDance get?", "en", "バイトダンスが受ける。"),
    ("How much did OpenAI get?", "en", "オープンAIが受ける。"),
    ("How much did the University of Tsukuba get?", "en", "筑波大が受ける。"),
    ("How much did Mitsubishi Heavy get?", "en", "三菱重工が受ける。"),
    ("佐藤恒治は何を受ける?", "ja", "Koji Sato will receive it."),
    ("スミレファーマの助成は?", "ja", "Sumire Pharma will receive it."),
    ("What did French strikes cost?", "en", "It was hit by strikes in France."),
    ("愛媛県の転出は?", "ja", "愛媛が最も多い。"),
    ("What did the ICCO say?", "en", "The International Cocoa Organization spoke."),
    ("Who won in the seventh CfD round?", "en", "Contracts for Difference went to six."),
    ("しずおかフィナンシャルグループの純利益は?", "ja", "しずおかFGは増益。"),
    ("マースクの売上高は?", "ja", "A.P. Moller-Maersk reported revenue."),
    ("J&Jの支払額は?", "ja", "Johnson & Johnson was told to pay."),
    ("What did South Koreans spend?", "en", "The South Koreans paid more."),
    ("What did South Koreans spend?", "en", "韓国は9,864億円。"),
    ("ノースボルトエナジーの調達額は?", "ja", "Northvolt Energy will receive it."),
    ("スペースXの調達額は?", "ja", "SpaceX will receive it."),
    ("アルセロールの出荷量は?", "ja", "ArcelorMittal shipped more."),
    ("王子HDの純利益は?", "ja", "Oji earned more."),
    ("みずほFGの純利益は?", "ja", "Mizuho earned more."),
    ("What was Germany's budget?", "en", "Berlin cut its budget."),
    ("What was Germany's budget?", "en", "ベルリンは予算を削った。"),
    ("What did the LA fires cost?", "en", "The fires in Los Angeles cost more."),
    ("How many firms has SBTi approved?", "en", "The Science Based Targets initiative said so."),
]
LACKING = [
    ("KDDIの助成は?", "ja", "NTTが受ける。"),
    ("How much did Micron get?", "en", "マイクロソフトが受ける。"),
    ("How much did SoftBank get?", "en", "KDDIが受ける。"),
    ("ソフトバンクの助成は?", "ja", "Rapidus will receive it."),
    ("What did Shinonome (東雲電機) get?", "en", "北浜化学が受ける。"),
    ("What did Sanyo get?", "en", "ソニーが受ける。"),
    ("P&Gの売上高は?", "ja", "Poland and Germany were cut."),
    ("スペースXの調達額は?", "ja", "Northvolt spoke of Xerox."),
    ("What was Germany's budget?", "en", "Paris cut its budget."),
    ("What did the LA fires cost?", "en", "The fires of Little Anse Bay cost more."),
]
APART = [  # told by some of their characters, yet not the same
    ("福岡県警の助成は?", "ja", "福岡県が受ける。"),
    ("瑞穂電子工業の助成は?", "ja", "瑞穂電子機器が受ける。"),
]


def cover(question: str, lang: Lang, text: str, lexicon: Lexicon) -> float:
    name = next(term for term in terms(question, lang, lexicon) if term.name)
    return Zone(text, lexicon).covers(name)


@pytest.mark.parametrize(("question", "lang", "text"), COVERED, ids=[r[2] for r in COVERED])
def test_a_name_is_found_across_scripts(
    question: str, lang: Lang, text: str, lexicon: Lexicon
) -> None:
    assert cover(question, lang, text, lexicon) >= 0.6


@pytest.mark.parametrize(("question", "lang", "text"), LACKING, ids=[r[2] for r in LACKING])
def test_another_name_is_not_it(question: str, lang: Lang, text: str, lexicon: Lexicon) -> None:
    assert cover(question, lang, text, lexicon) < 0.3


@pytest.mark.parametrize(("question", "lang", "text"), APART, ids=[r[2] for r in APART])
def test_a_longer_name_is_another(question: str, lang: Lang, text: str, lexicon: Lexicon) -> None:
    assert cover(question, lang, text, lexicon) < 0.6


@pytest.mark.parametrize(
    ("owner", "named"),
    [("ライオン", True), ("Lion", True), ("ライオン印の品", False), ("it from Lion", False)],
)
def test_words_of_every_day_are_names_alone(owner: str, named: bool, lexicon: Lexicon) -> None:
    told = with_owners(terms("ライオンの売上高", "ja", lexicon), [Zone(owner, lexicon)])
    assert [term.name for term in told] == [named]


@pytest.mark.parametrize(
    ("question", "lang", "text", "stated"),
    [
        ("スバルへの助成は?", "ja", "助成はSUBARUの計画が約1564億円。", True),
        ("スバルへの助成は?", "ja", "助成はSUMCOの計画が約1564億円。", False),
        ("how many standards has the ssbj issued", "en",
         "The Sustainability Standards Board of Japan issued three standards.", True),
        ("how many standards has the ssbj issued", "en", "The board of Japan Post met.", False),
    ],
)  # fmt: skip
def test_a_name_in_other_letters(
    question: str, lang: Lang, text: str, stated: bool, lexicon: Lexicon
) -> None:
    (name,) = (term for term in terms(question, lang, lexicon) if term.name)
    assert (Zone(text, lexicon).covers(name) >= 0.8) is stated
