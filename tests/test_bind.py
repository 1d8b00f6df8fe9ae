"""Whose figure it is, of what and when: sentences with their figures marked, and what comes out.

A figure is written ``[surface|value unit]`` in the table and a date ``[surface|=2024-02]``.
"""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest

from assistant.figures.bind import bind
from assistant.figures.extract import extract
from assistant.schema import Article, Figure, Lang, PartialDate

_MARK = re.compile(r"\[([^|\[\]]+)\|(=?)([^\s\]]+)(?: ([^\]]+))?\]")


def article(
    marked: str, title: str = "", published: str | None = "2024-11-20"
) -> tuple[Article, list[Figure]]:
    """The article and the figures that a marked text stands for."""
    text, figures, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        surface, is_date, value, unit = match.groups()
        parsed = PartialDate.parse(value) if is_date else Decimal(value)
        figures.append(
            Figure(
                "a", "text", len(text), len(text) + len(surface), surface, parsed,
                "date" if is_date else unit, "date" if is_date else "amount",
            )
        )  # fmt: skip
        text += surface
        last = match.end()
    text += marked[last:]
    lang: Lang = "ja" if re.search("[ぁ-ん]", text) else "en"
    return Article(
        "a", title, text, lang, published=published,
        published_source="given" if published else "unknown",
    ), figures  # fmt: skip


def subjects(marked: str) -> list[str | None]:
    return [f.subject for f in bind(*article(marked)) if f.unit != "date"]


def measures(marked: str) -> list[str | None]:
    return [f.measure for f in bind(*article(marked)) if f.unit != "date"]


def periods(marked: str) -> list[str | None]:
    return [f.period for f in bind(*article(marked)) if f.unit != "date"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # lists
        (
            "助成金を受け取るのは、青空電機が最大約[501億円|50100000000 JPY]、"
            "ミナトと北星の共同申請が約[25億円|2500000000 JPY]。",
            ["青空電機", "ミナトと北星"],
        ),
        ("A社は[10億円|1 JPY]、B社は[20億円|2 JPY]を投資する。", ["A社", "B社"]),
        # brackets
        ("経産省はミナト(最大[50億円|5 JPY])、ラプソル([30億円|3 JPY])に助成する。",
         ["ミナト", "ラプソル"]),
        ("ハナモリ(及びハナモリ香川)が約[77億円|7 JPY]を受け取る。", ["ハナモリ"]),
        # roles
        ("経済産業省は、ラプソルに最大[50億円|5 JPY]を補助する。", ["ラプソル"]),
        ("経済産業省は、ソラテックが苫小牧市に建てる工場に[300億円|3 JPY]を補助する。",
         ["ソラテック"]),
        ("ソラテックは[300億円|3 JPY]の助成を受けた。", ["ソラテック"]),
        ("経済産業省は5社に対し合計最大[725億円|7 JPY]の助成を決めた。", [None]),
        ("公正取引委員会はミナト電機に[33億円|3 JPY]の課徴金納付を命じた。", ["ミナト電機"]),
        ("マルタは、三国グループが保有していた株式を[280億円|2 JPY]で取得する。",
         ["マルタ"]),
        # the owner beside the measure
        ("ミナト自動車の売上高は[45兆円|4 JPY]、純利益は[4兆円|4 JPY]だった。",
         ["ミナト自動車"] * 2),
        ("得票率[31.1%|31.1 percent]のニコラ・サルド氏が当選した。",
         ["ニコラ・サルド氏"]),
        ("長野県で[11人|11 people]、島根県で[4人|4 people]が死亡した。", ["長野県", "島根県"]),
        ("ミナトグループの[2024年4〜6月期|=2024-04]の連結決算は、"
         "売上高が前年同期比[2%|2 percent]増の"
         "[3兆円|3 JPY]だった。", ["ミナトグループ"] * 2),
        ("政府は半導体大手ラプソルの熊本工場に最大[7320億円|7 JPY]を補助する。",
         ["ラプソルの熊本工場"]),
        ("A市は保育所の整備に[3億円|3 JPY]を計上した。", ["A市"]),
        # each its own
        ("A社、B社、C社にそれぞれ[1億円|1 JPY]、[2億円|2 JPY]、[3億円|3 JPY]を交付する。",
         ["A社", "B社", "C社"]),
        # topic
        ("オラクスは投資を発表した。同社の売上高は[5兆円|5 JPY]。", ["オラクス"]),
        # items of a list, several recipients, whose results
        ("部門別では、アイスが[1103億円|1 JPY]([同961億円|2 JPY])、"
         "乳製品が[1528億円|3 JPY]だった。",
         ["アイス", "アイス", "乳製品"]),
        ("経産省は、ミナト化学など3社に計[120億円|1 JPY]を補助する。", [None]),
        ("ミナト乳業(HD)が12日発表した4〜9月期の連結決算は、純利益が"
         "前年同期比[23%|23 percent]増の[186億円|1 JPY]だった。", ["ミナト乳業"] * 2),
        ("前席を倒せば最長[2.6m|2.6 m]の荷物を積める。", [None]),
        ("経産省は東洋電池の工場新設計画に最大[120億円|1 JPY]を助成する。", ["東洋電池"]),
        ("ミナト物流は、関東ロジを[12億円|1 JPY]で買う。関東ロジの売上高は[31億円|2 JPY]だった。",
         ["ミナト物流", "関東ロジ"]),
        ("経産省は、マルタ電池に最大[18億円|1 JPY]、青空マテリアルに最大[9億円|2 JPY]を助成する。",
         ["マルタ電池", "青空マテリアル"]),
        ("日本の総人口は[1億人|1 people]だった。", ["日本"]),
        ("ミナト電機の青木会長の報酬は[2億円|2 JPY]だった。", ["ミナト電機の青木会長"]),
        ("ミナトは[100億円|1 JPY]の助成を受ける。全体の枠は最大[725億円|7 JPY]。",
         ["ミナト", None]),
        ("瑞穂電子は純利益予想を[2億円|2 JPY]に上げた。年間配当は[62円|62 JPY]とした。"
         "3社合計の純利益は[9億円|9 JPY]だ。瑞穂電子は強気だ。",
         ["瑞穂電子", "瑞穂電子", None]),
        ("部品を手がける青嶺精機の売上高は[5億円|5 JPY]だった。", ["青嶺精機"]),
        ("損失は、[45%|45 percent]を出資する青嶺精機が[3億円|3 JPY]、[30%|30 percent]の瑞穂電子が"
         "[2億円|2 JPY]だ。", [None, "青嶺精機", "青嶺精機", "瑞穂電子"]),
        # each as many as were told before
        ("ミナトの売上高は[5億円|5 JPY]、みどり薬局は[4億円|4 JPY]で、営業利益はそれぞれ"
         "[3億円|3 JPY]、[2億円|2 JPY]だった。", ["ミナト", "みどり薬局", "ミナト", "みどり薬局"]),
        ("ミナトと北星の売上高はそれぞれ[3億円|3 JPY]、[2億円|2 JPY]だった。", ["ミナト", "北星"]),
        # whose results are told
        ("ミナト精機が10日発表した[2025年3〜8月期|=2025-03]の営業利益は[92億円|9 JPY]だった。",
         ["ミナト精機"]),
        ("財務省が10日発表した法人企業の経常利益は[30兆円|3 JPY]だった。", ["法人企業"]),
        ("外食のまるふくホールディングスは、営業利益が[92億円|9 JPY]だった。",
         ["まるふくホールディングス"]),
        ("いすゞ電機は[30億円|3 JPY]を投じる。", ["いすゞ電機"]),
        # someone else's report
        ("ソラテックは工場を建てる。ITニュースは総額を[50億円|5 JPY]と伝え、"
         "ABCサイトは[60億円|6 JPY]と書いた。", ["ソラテック"] * 2),
        ("Xニュースによると、ミナトの工場は[80億円|8 JPY]かかる。", ["ミナト"]),
        ("ソラテックは工場を建てる。報道各社は投資額を[50億円|5 JPY]と報じた。",
         ["ソラテック"]),
    ],
)  # fmt: skip
def test_subject_in_japanese(marked: str, expected: list[str | None]) -> None:
    assert subjects(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("METI awarded Sorex up to [50 billion yen|50 JPY].", ["Sorex"]),
        ("Sorex will receive [50 billion yen|50 JPY] from the industry ministry.", ["Sorex"]),
        ("The ministry approved a grant of [$5 million|5 USD] to Minato Works.", ["Minato Works"]),
        ("Minato Works invested [$5 million|5 USD] in a plant.", ["Minato Works"]),
        ("Sorex's revenue rose [3%|3 percent] to [$9 billion|9 USD].", ["Sorex", "Sorex"]),
        ("The figures are [50 billion yen|50 JPY] for Sorex, [10 billion yen|10 JPY] for Minato.",
         ["Sorex", "Minato"]),
        ("Sorex, Minato and Kita Labs will get [1 million|1 USD], [2 million|2 USD] and "
         "[3 million yen|3 USD] respectively.", ["Sorex", "Minato", "Kita Labs"]),
        ("Guests from Chile spent most, followed by those from Peru and South Korea with "
         "[3 million yen|3 JPY] and [2 million yen|2 JPY].", ["Peru", "South Korea"]),
        ("Rivals Sorex and Minato Works, which reported on the same day, earned "
         "[7 million yen|7 JPY] and [9 million yen|9 JPY].", ["Sorex", "Minato Works"]),
        ("CBX had [3.1 million|3 people], NBX had [2.9 million|2 people].", ["CBX", "NBX"]),
        ("Sorex plans a new plant. The company will invest [$5 million|5 USD].", ["Sorex"]),
        ("Sorex ([$50 million|50 USD]) and Minato ([$30 million|30 USD]) got loans.",
         ["Sorex", "Minato"]),
        ("Minato Works, which makes chips, posted a net profit of [$5 million|5 USD].",
         ["Minato Works"]),
        ("Sorex was acquired by Minato Works for [$5 million|5 USD].", ["Minato Works"]),
        # reports and attributions own nothing
        ("Sorex will build a plant. Kallanix reports that it costs [$5 million|5 USD], Acmenews "
         "writes. Kallanix puts the grant at [$2 million|2 USD].", ["Sorex", "Sorex"]),
        ("Kita Labs said on Tuesday its profit fell to [$4 million|4 USD].", ["Kita Labs"]),
        ("BRUSSELS, May 23 - The bloc hit snack giant Valmor with a [$3 million|3 USD] fine.",
         ["Valmor"]),
        ("Yesterday was quiet: Kita counts [28 articles|28 count:articles].", [None]),
        ("Ardent Foods reported quarterly revenue of [$1 billion|1 USD].", ["Ardent Foods"]),
        ("Sorex gets the largest slice of the [$5 million|5 USD].", [None]),
        # who has it
        ("Kita, Sorex and Minato together invested [$9 million|9 USD].",
         ["Kita, Sorex and Minato"]),
        ("The state will lend Kita [$5 million|5 USD] and give Sorex [$3 million|3 USD].",
         ["Kita", "Sorex"]),
        ("Sorex, the company that wants to bring chips back to Japan, has won another grant of "
         "[$5 million|5 USD].", ["Sorex"]),
        ("A group led by Kita will build [615 MW|615 MW] and a group led by Minato "
         "[450 MW|450 MW].", ["Kita", "Minato"]),
        ("Sorex's operating profit fell to [$3 million|3 USD], while Kita's edged up to "
         "[$2 million|2 USD] from [$1 million|1 USD].", ["Sorex", "Kita", "Kita"]),
        ("Sorex sold [2 million|2 USD], Kita [1 million|1 USD] and Minato [3 million|3 USD].",
         ["Sorex", "Kita", "Minato"]),
        ("Seoul had the lowest rate at [0.55|0.55 ratio], followed by Busan with "
         "[0.66|0.66 ratio].", ["Seoul", "Busan"]),
        ("The order was awarded to Minato Works for [$4 million|4 USD].", ["Minato Works"]),
        ("Sorex's overall plan will cost [$4 million|4 USD].", ["Sorex"]),
        ("Two years ago Sorex promised [$2 million|2 USD].", ["Sorex"]),
        ("Sorex led. Charity runners had pledged [$52 million|52 USD].", ["Charity runners"]),
        ("A third rival, Spain's Ribera, said last week its revenue had grown [9%|9 percent].",
         ["Spain's Ribera"]),
        ("Sorex forecast annual cost savings of [$2 million|2 USD].", ["Sorex"]),
        ("There are [300,000 people|300000 people].", [None]),
        ("Floods hit Palu, and [540 people|540 people] were injured.", [None]),
        ("The government will provide [5 billion yen|5 JPY] in new subsidies to chip maker "
         "Sorex.",
         ["Sorex"]),
        ("The office gave Sorex [$6 billion|6 USD] in grants and [$5 billion|5 USD] in loans.",
         ["Sorex", "Sorex"]),
    ],
)  # fmt: skip
def test_subject_in_english(marked: str, expected: list[str | None]) -> None:
    assert subjects(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("ミナトの売上高は前年比[21%|21 percent]増の[45兆円|4 JPY]、"
         "営業利益は[5兆円|5 JPY]だった。",
         ["revenue", "revenue", "operating_profit"]),
        ("ソラテックは営業損益が[1800億円|1 JPY]の赤字になる。", ["operating_loss"]),
        ("この火災で[4人|4 people]が死亡、[19人|19 people]が負傷した。", ["deaths", "injured"]),
        ("費用の[3分の1|0.33 ratio]を助成。", ["subsidy_rate"]),
        ("投票者の総数は[985万人|9850000 people]だった。", ["投票者の総数"]),
        ("Sorex posted a net loss of [$5 million|5 USD].", ["net_loss"]),
        ("The judge fined Sorex [$5 million|5 USD].", ["fine"]),
        ("Sorex will hire [500 people|500 people].", ["jobs"]),
        ("Taiwan Semi Manufacturing bought it for [$5 million|5 USD].", ["acquisition_price"]),
        ("A社は[3億円|3 JPY]を限度に自社株を買う。", ["buyback"]),
        # what money is of goes without saying in the paragraph and in the next, no farther
        ("A社の純利益は[3億円|3 JPY]。\nB社は[5億円|5 JPY]。", ["net_profit", "net_profit"]),
        ("A社の純利益は[3億円|3 JPY]。\n工場が動く。\nB社は[5億円|5 JPY]。",
         ["net_profit", None]),
    ],
)  # fmt: skip
def test_measure(marked: str, expected: list[str | None]) -> None:
    assert measures(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[2023年|=2023]には、A社が[68億円|6 JPY]、B社が[53億円|5 JPY]の助成を受けた。",
         ["2023", "2023"]),
        ("[2023年|=2023]に東京大学が[42億円|4 JPY]を、[2024年2月|=2024-02]にA社が[6億円|6 JPY]の"
         "助成を受けた。", ["2023", "2024-02"]),
        ("A社の[2023年度|=2023]の売上高は[5億円|5 JPY]。", ["FY2023"]),
        ("A社の[2024年3月期|=2024-03]の売上高は[5億円|5 JPY](前年は[4億円|4 JPY])。",
         ["2024-03", "2023-03"]),
        ("A社は昨年、[5億円|5 JPY]を投資した。", ["2023"]),
        ("[2023年|=2023]の消費額は[5兆円|5 JPY]。前年は[4兆円|4 JPY]だった。", ["2023", "2022"]),
        ("A社の出荷シェアは[12%|12 percent]([2006年度|=2006]実績)。", ["FY2006"]),
        ("Palu had an estimated population of [379,800|379800 people] in [2017|=2017].", ["2017"]),
        ("Sales rose to [$5|5 USD] in [2023|=2023] from [$4|4 USD] a year earlier.",
         ["2023", "2022"]),
        ("A社は[2030年|=2030]までに国内の車の[半分|0.5 ratio]を電動にし、"
         "[26年|=2026]には小型車も出す。", [None]),
        ("Sales rose [4%|4 percent] from a year earlier.", [None]),
        ("償還は[2031年|=2031]で、発行額は[200億円|2 JPY]。", [None]),
        ("Sorex will invest [$5|5 USD] between [2026|=2026] and [2029|=2029], it says. Three years "
         "ago it promised [$3|3 USD].", [None, "2021"]),
        ("A社は[11月2日|=2024-11-02]、売上高が[5億円|5 JPY]だったと発表した。", [None]),
        ("[2024年|=2024]の純利益はA社が[3億円|3 JPY](前年は[2億円|2 JPY])、B社が[5億円|5 JPY]"
         "(同[4億円|4 JPY])だった。", ["2024", "2023", "2024", "2023"]),
        ("稼働率が昨年夏の[82%|82 percent]から[54%|54 percent]に落ち込んだ。", ["2023", None]),
        ("A record [41,260|41260 people] started, compared with [36,875|36875 people] in "
         "[2023|=2023], and [40,118|40118 people] of them finished.", [None, "2023", None]),
        ("About [44%|44 percent] of entrants were women, against [39%|39 percent] five years ago.",
         [None, "2019"]),
        ("電池価格は[2万円|2 JPY]と、2年前の[3万円|3 JPY]から下がった。", [None, "2022"]),
        ("The club counted [820|820 people] members, compared with [790|790 people] last year.",
         [None, "2023"]),
        ("The race is set for [Oct. 11|=2024-10-11], and the fee will go up to [$265|265 USD].",
         [None]),
        ("[2019年|=2019]の集計([3%|3 percent])以来の高さだった。A社は[5円|5 JPY]、前年の[4円|4 JPY]"
         "から増えた。", ["2019", None, "2023"]),
        ("[2023年|=2023]の調査によると、転出は[52人|52 people]だった。愛媛は前年([43人|43 people])"
         "より減った。", ["2023", "2022"]),
        ("A社は前年、要求を超す[5円|5 JPY]で妥結した。", ["2023"]),
        ("[2023年度|=2023]前期の申請者は[52人|52 people]だった。", ["FY2023"]),
        ("A社は[2023年|=2023]に[5%|5 percent]([2022年|=2022]は[4%|4 percent])。"
         "B社は[3%|3 percent](同[2%|2 percent])。", ["2023", "2022", None, "2022"]),
        ("[2023年|=2023]は[7%|7 percent]だった。B社は[3%|3 percent]で応じた。", ["2023", None]),
        ("In [2026|=2026] growth is put at [2.6%|2 percent]; inflation was [1.7%|1 percent] last "
         "year.", ["2026", "2023"]),
        ("That was more than in [fiscal 2022|=2022]. Its output fell to [5 tonnes|5 t].", [None]),
        ("Dunmore, which nearly failed in [2021|=2021], has asked for a grant of [$8|8 USD].",
         [None]),
        ("It told holders on [April 3|=2024-04-03] that firms had invested [$8|8 USD].", [None]),
        ("Sales reached [$31|31 USD] last year ([$28|28 USD] in [2022|=2022]).", ["2023", "2022"]),
        ("Profit for [2023|=2023] came to [$6|6 USD]; this year it wants [$7|7 USD].",
         ["2023", "2024"]),
        ("It made [$310|310 USD] for [2023|=2023], after [$268|268 USD].", ["2023", "2022"]),
        ("It took [$212|212 USD] last year and lost [$57|57 USD].", ["2023", "2023"]),
        ("It lost [$4|4 USD] (a record) in [2023|=2023].", ["2023"]),
        ("It closed in [2023|=2023] after losing [$5|5 USD].", ["2023"]),
        ("It raised [$8|8 USD] in [2023|=2023] after selling [$3|3 USD].", ["2023", "2023"]),
        ("It took [$212|212 USD] last year and expects [$250|250 USD].", ["2023", None]),
    ],
)  # fmt: skip
def test_period(marked: str, expected: list[str | None]) -> None:
    assert periods(marked) == expected


def test_the_statement_holds_for_the_day_of_the_announcement() -> None:
    marked = "経産省は[4月19日|=2024-04-19]、決定を発表した。\n\nA社への助成は[5億円|5 JPY]。"
    figure = bind(*article(marked))[-1]
    assert (figure.as_of, figure.as_of_source, figure.period) == (
        "2024-04-19", "written", "2024-04-19",
    )  # fmt: skip
    plain = bind(*article("A社の売上高は[5億円|5 JPY]。"))[-1]
    assert (plain.as_of, plain.as_of_source) == ("2024-11-20", "inferred")
    unknown = bind(*article("A社の売上高は[5億円|5 JPY]。", published=None))[-1]
    assert (unknown.as_of, unknown.as_of_source) == (None, "unknown")


def test_giver_is_the_counterparty() -> None:
    figures = bind(*article("経済産業省は、ラプソルに最大[50億円|5 JPY]を補助する。"))
    assert (figures[0].subject, figures[0].counterparty) == ("ラプソル", "経済産業省")
    figures = bind(*article("Sorex will receive [50 yen|50 JPY] from the industry ministry."))
    assert figures[0].counterparty == "the industry ministry"


def test_rows_take_subject_and_measure_from_table_and_heading() -> None:
    table = "|会社名|助成額|\n|---|---|\n|ミナト|[50億円|5 JPY]|\n|ソラテック|[30億円|3 JPY]|"
    figures = bind(*article(table))
    assert [(f.subject, f.measure) for f in figures] == [
        ("ミナト", "subsidy"), ("ソラテック", "subsidy"),
    ]  # fmt: skip
    lines = "Subsidies awarded:\nMinato: [5 billion yen|5 JPY]\nSorex Labs: [3 billion yen|3 JPY]"
    figures = bind(*article(lines))
    assert [(f.subject, f.measure) for f in figures] == [
        ("Minato", "subsidy"), ("Sorex Labs", "subsidy"),
    ]  # fmt: skip


def test_rows_between_slashes_take_their_head_from_the_sentence_above() -> None:
    marked = (
        "計画は次の通り(事業者/場所/投資額/稼働時期)。\n"
        "葵商事/北海道苫小牧市/[460億円|460 JPY]/[2027年10月|=2027-10]\n"
        "みらい瓦斯/福島県相馬市/[310億円|310 JPY]/[2028年4月|=2028-04]"
    )
    assert subjects(marked) == ["葵商事", "みらい瓦斯"]
    assert measures(marked) == ["investment", "investment"]


def test_the_head_of_a_column_gives_its_time() -> None:
    text = (
        "財務省は国債を入札した。\n\n| | 初回(2024年2月) | 第3回(2025年10月) |\n|---|---|---|\n"
        "| 発行額 | 7,995億円 | 2,998億円 |\n\n| 月 | 2023年度 | 2025年 |\n|---|---|---|\n"
        "| 客数 | 30人 | 40人 |\n| 4月 | 50人 | 60人 |"
    )
    figures = extract(Article("a", "", text, "ja", published="2025-11-01"))
    told = [(f.surface, f.subject, f.period) for f in figures if f.unit in {"JPY", "people"}]
    assert told == [
        ("7,995億円", "財務省", "2024-02"), ("2,998億円", "財務省", "2025-10"),
        ("30人", "財務省", "FY2023"), ("40人", "財務省", "2025"),
        ("50人", "財務省", "2023-04"), ("60人", "財務省", "2025-04"),
    ]  # fmt: skip


def told(text: str, title: str = "", published: str = "2025-11-06") -> dict[str, Figure]:
    """The figures of an article as they are read, by their surfaces."""
    lang: Lang = "ja" if re.search("[ぁ-ん]", text) else "en"
    found = extract(Article("a", title, text, lang, published=published))
    return {f.surface: f for f in found if f.unit != "date" and f.field == "text"}


def test_a_new_paragraph_leaves_an_owner_to_what_only_a_body_has() -> None:
    text = (
        "みなと電機は工場を建てる。\n訪れた人は[3万人|30000 people]。売上高は[9億円|9 JPY]だった。"
    )
    assert subjects(text) == [None, "みなと電機"]
    english = "Orwell Foods opened a plant.\nSome [300|300 people] came. Revenue was [$9m|9 USD]."
    assert subjects(english) == [None, "Orwell Foods"]


def test_a_public_body_is_the_topic_of_its_own_paragraph() -> None:
    text = (
        "南鉄鋼は電炉を建てる。\n政府は10年間で国債を発行する。"
        "[24年度|=2024]は約[1.4兆円|1400000000000 JPY]を見込む。"
    )
    assert subjects(text) == ["政府"]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("さくらインターネット(大阪市)は赤字だった。さくらは[8基|8 count]を足す。", ["さくら"]),
        ("奥羽みらい銀行は[74億円|74 JPY]を計上した。", ["奥羽みらい銀行"]),
        ("東京にある銀行は[74億円|74 JPY]を計上した。", ["銀行"]),
        ("これまでインターネットで売った。これまでは[5億円|5 JPY]だった。", [None]),
        ("いまシャープは減益だ。いまの株価は[500円|500 JPY]。", ["シャープ"]),
    ],
)
def test_names_in_hiragana(text: str, owners: list[str | None]) -> None:
    assert subjects(text) == owners


def test_items_of_a_list_begin_with_whom_they_are_about() -> None:
    text = (
        "短くまとめた。\n▼南光電機 25年3月期の売上高は[118億円|118 JPY]。社員は[90人|90 people]。\n"
        "■開示短信 北光電機は[7億円|7 JPY]を投じる。"
    )
    assert subjects(text) == ["南光電機", "南光電機", "北光電機"]


@pytest.mark.parametrize(
    "heading", ["業績", "株主還元", "決算会見", "セグメント別", "自動車", "速報"]
)
def test_the_heading_of_a_section_owns_nothing(heading: str) -> None:
    text = f"南光電機は決算を発表した。\n■{heading} 売上高は[118億円|118 JPY]だった。"
    assert subjects(text) == ["南光電機"]


@pytest.mark.parametrize("body", ["同グループ", "地元企業", "ライバル", "息子", "創業者"])
def test_whose_head_is_described_is_no_topic(body: str) -> None:
    text = (
        f"南光電機は増収だった。{body}の佐藤一郎社長は工場を訪れた。売上高は[10億円|10 JPY]だった。"
    )
    assert subjects(text) != [body]


def test_who_is_in_the_headline_by_a_short_name_is_whom_the_article_is_about() -> None:
    text = "トヨタ自動車は新車を発表した。\nホンダは値下げした。\n売上高は[9億円|9 JPY]だった。"
    assert [f.subject for f in bind(*article(text, "トヨタ、新車発表"))] == ["トヨタ自動車"]


def test_a_public_body_of_one_paragraph_is_not_the_company() -> None:
    text = "南電機は増収だった。\n政府は支援を続ける。\n同社の売上高は[10億円|10 JPY]だった。"
    assert subjects(text) == ["南電機"]


def test_a_head_speaks_for_the_body() -> None:
    text = "湊積体電路(MSC)の魏哲人会長は5日、首相と会った。投資額は[170億ドル|170 USD]に増える。"
    assert subjects(text) == ["湊積体電路"]


@pytest.mark.parametrize(
    ("described", "owner"), [("trading house", "Halvard Foods"), ("Jockey Club", "The Jockey Club")]
)
def test_a_description_in_small_letters_stands_for_the_body_before_it(
    described: str, owner: str
) -> None:
    text = f"Halvard Foods opened a plant. The {described} had sales of [52 billion yen|52 JPY]."
    assert subjects(text) == [owner]


def test_a_result_that_grew_is_of_the_measure_of_the_headline() -> None:
    figures = told(
        "丸紅商事は1,500億円の自社株買いを続ける。\n南物産は2.9%増の4,238億円。",
        "商社の4〜9月期、純利益3%減の2.1兆円",
    )
    assert figures["1,500億円"].measure == "buyback"
    assert figures["4,238億円"].measure == "net_profit"


def test_a_figure_of_another_time_in_brackets_has_the_owner_of_the_one_before_them() -> None:
    figures = told("南自動車は1158億円の最終赤字(前年同期は285億円の黒字)だった。")
    assert figures["285億円"].subject == "南自動車"


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("単位億円、カッコ内は前年同期", "JPY"),
        ("単位億円、カッコ内は2023年3月期", "JPY"),
        ("単位億円、カッコ内は前期比増減率", ""),
        ("億円", ""),
    ],
)
def test_numbers_in_brackets_have_the_unit_of_a_note_where_they_are_of_another_time(
    note: str, unit: str
) -> None:
    figures = told(f"決算が出た。\n純利益({note})\n三和商事 3,558(112)\n双葉商事 446(赤字)")
    assert (figures["3,558"].unit, figures["446"].unit) == ("JPY", "JPY")
    assert figures["112"].unit == unit
    assert figures["3,558"].period is None


def test_a_note_tells_of_the_rows_below_it() -> None:
    text = (
        "2025年4〜9月期の決算が出そろった。\n\n"
        "表:3社の純利益(単位億円、カッコ内は前年同期)\n三和商事 3,558(6,181)\n双葉商事 446(438)\n\n"
        "共有 12"
    )
    figures = told(text)
    rows = [(f.surface, f.unit, f.subject, f.measure, f.period) for f in figures.values()][1:]
    now, ago = "2025-04/2025-09", "2024-04/2024-09"
    assert rows[:4] == [
        ("3,558", "JPY", "三和商事", "net_profit", now),
        ("6,181", "JPY", "三和商事", "net_profit", ago),
        ("446", "JPY", "双葉商事", "net_profit", now),
        ("438", "JPY", "双葉商事", "net_profit", ago),
    ]
    assert figures["446"].value == Decimal("44600000000")
    assert figures["12"].unit == ""


def test_respectively_is_of_those_of_the_sentence_before() -> None:
    figures = told(
        "首位は浦和の102億円で、川崎の88億円が続く。前年度はそれぞれ103億円、79億円だった。"
    )
    assert [figures[one].subject for one in ("103億円", "79億円")] == ["浦和", "川崎"]


@pytest.mark.parametrize(
    ("text", "surface", "subject"),
    [
        ("Ottawa, Ontario and the city will each put up C$758 million.", "C$758 million",
         "Ottawa, Ontario and the city"),
        ("Vestor said operating profit before special items rose to €416mn from €235mn.", "€416mn",
         "Vestor"),
        ("Chief executive Mads Lind said profit rose to €4mn.", "€4mn",
         "Chief executive Mads Lind"),
        ("スズミは止めた。輸入に占める中国の割合は63%。09年の85%からは下がった。", "85%", "中国"),
        ("首位は浦和の113億円で、前年度の103億円から増えた。", "103億円", "浦和"),
    ],
)  # fmt: skip
def test_whose_it_is(text: str, surface: str, subject: str | None) -> None:
    assert told(text)[surface].subject == subject


def test_what_another_figure_counts_is_no_measure_of_this_one() -> None:
    figures = told("葵化成は4拠点に309億円を投じ、基板を年11万枚つくる。")
    assert figures["年11万枚"].measure != "facilities"


def test_a_part_of_a_company_has_its_profit() -> None:
    figures = told("ライフ事業の売上高は271億円だったが、部門利益は24億円に減った。")
    assert (figures["24億円"].subject, figures["24億円"].measure) == ("ライフ事業", "profit")


@pytest.mark.parametrize(
    ("text", "surface", "period"),
    [
        ("For next fiscal year METI has asked for ¥177 billion, less than the ¥230 billion in the "
         "fiscal 2023 budget.", "¥177 billion", "FY2026"),
        ("For next fiscal year METI has asked for ¥177 billion, less than the ¥230 billion in the "
         "fiscal 2023 budget.", "¥230 billion", "FY2023"),
        ("In the year to August operating profit rose to 545 billion yen. For the current year "
         "the group forecasts operating profit of 610 billion yen.", "610 billion yen", "2026-08"),
        ("2025年1〜6月期は増益だった。10〜12月期は減益を見込む。通期の純利益予想は2100億円とした。",
         "2100億円", "2025-12"),
        ("Vacancies stood at 27,452 at the end of August, from 34,709 (8.4%) twelve months before.",
         "8.4%", "2024-08"),
        ("Founded in 2020 by two engineers, it serves 48,000 shops.", "48,000 shops", None),
        ("It was founded in 2020 with $5 million.", "$5 million", "2020"),
        ("In the year to August operating profit rose to 545 billion yen. For the current fiscal "
         "year the group forecasts operating profit of 610 billion yen.", "610 billion yen",
         "2026-08"),
        ("2025年3月期の純利益は1000億円。来期は1300億円の純利益を見込む。", "1300億円", "2027-03"),
        ("2024年9月〜2025年2月期は増益だった。通期の純利益は21億円を見込む。", "21億円", "2025-08"),
        ("純利益は前年を上回る水準(120億円)になった。", "120億円", None),
        # history to which news compares leaves no year in force
        ("小学生は1981年度をピークに減った。進学率は59.6%(前年度59.1%)だった。", "59.1%", "2024"),
        ("2025年3月期の純利益は1170億円と、前の期(929億円)から増えた。", "929億円", "2024-03"),
        ("2025年3月期の売上高は前の期比2.5%増だった。", "2.5%", "2025-03"),
        ("2025年4〜6月期は黒字だった。前年同期は東邦が27億円、関西が34億円の黒字。", "34億円",
         "2024-04/2024-06"),
        ("前年は10億円の赤字で、今期は20億円の黒字。", "20億円", None),
        ("2026年度予算案を決めた。補助は880億円と前年度の1100億円から減らす。", "1100億円",
         "FY2025"),
        ("1〜3月期の2兆円と合わせると、上半期は4兆円になる。", "4兆円", None),
        ("India exported 8.3 million tonnes in the year to March 2024.", "8.3 million tonnes",
         "2024-03"),
    ],
)  # fmt: skip
def test_the_year_that_is_meant(text: str, surface: str, period: str | None) -> None:
    assert told(text, published="2025-09-06")[surface].period == period


def test_dates_and_offsets_stay_as_they_are() -> None:
    source, figures = article("[2023年|=2023]にA社が[5億円|5 JPY]を投資した。")
    bound = bind(source, figures)
    assert bound[0] == figures[0]
    assert [(f.start, f.end, f.surface, f.value) for f in bound] == [
        (f.start, f.end, f.surface, f.value) for f in figures
    ]


@pytest.mark.parametrize(
    "unit", ["「", "(A社が", "の、", "A, which ", "は" * 50, "A " * 20, "1 and "]
)
def test_time_is_linear_on_hostile_text(unit: str) -> None:
    began = time.process_time()
    text = unit * (20_000 // len(unit))
    bind(*article(text + "[5億円|5 JPY]" + text))
    assert time.process_time() - began < 5
