"""The scanner: expressions in, value, unit and qualifiers out."""

from __future__ import annotations

import random
import re
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assistant
from assistant.figures.scan import FIGURES, Mention, scan


def figures(text: str) -> list[Mention]:
    return [mention for mention in scan(text) if mention.kind in FIGURES]


def shown(mention: Mention) -> str:
    """``value..high unit qualifiers`` in one line, for tables."""
    value = str(mention.value)
    if mention.value_hi is not None:
        value += f"..{mention.value_hi}"
    return " ".join((value, mention.unit or "-", *mention.qualifiers))


TABLE = [
    # money, Japanese
    ("売上高は1兆2,345億円だった。", "1234500000000 JPY"),
    ("最大約３５.５億円を補助する", "3550000000 JPY approx max"),
    ("総額は二百三十億円に上る", "23000000000 JPY"),
    ("能力は最大で月4万枚、約月3万円", "40000 count:枚/month max|30000 JPY/month approx"),
    ("純利益は4兆円弱、経常利益は5兆円強", "4000000000000 JPY under|5000000000000 JPY over"),
    ("投資額は30〜50億円", "3000000000..5000000000 JPY"),
    ("900万〜1,200万円の範囲", "9000000..12000000 JPY"),
    ("5000〜1万円", "5000..10000 JPY"),
    ("費用は数百億円", "20000000000..100000000000 JPY vague"),
    ("1,234百万円の赤字", "1234000000 JPY"),
    ("▲56百万円、△7,890千円", "-56000000 JPY|-7890000 JPY"),
    ("(1,234)百万円", "-1234000000 JPY"),
    ("年間80億円、月額3万円、時給1,500円", "8000000000 JPY/year|30000 JPY/month|1500 JPY/hour"),
    ("1株当たり45円の配当", "45 JPY/share"),
    ("1キロワット時あたり7円50銭", "7.5 JPY/kWh"),
    ("3,200 億円と 2 億 5 千万円", "320000000000 JPY|250000000 JPY"),
    ("12億豪ドルと30億香港ドル", "1200000000 AUD|3000000000 HKD"),
    (
        "20億ユーロ、3億ポンド、500億元、2兆ウォン",
        "2000000000 EUR|300000000 GBP|50000000000 CNY|2000000000000 KRW",
    ),
    ("各社に合計400億円", "40000000000 JPY total"),
    ("それぞれ2億円ずつ", "200000000 JPY each"),
    ("少なくとも70億円を超える見通し", "7000000000 JPY min over"),
    ("100億円規模", "10000000000 JPY approx"),
    ("株価は300円高", "300 JPY increase"),
    ("3億円から5億円の増資、150円から200円に値上げ", "300000000..500000000 JPY|150 JPY|200 JPY"),
    ("A社は4億円、前回は首位だったB社の3億円を上回った", "400000000 JPY|300000000 JPY"),
    # money, English
    ("up to about 12.5 billion yen", "12500000000 JPY approx max"),
    ("US$3.2bn and A$450m", "3200000000 USD|450000000 AUD"),
    ("¥72.5 billion, £50m, €3.6bn", "72500000000 JPY|50000000 GBP|3600000000 EUR"),
    ("between $3 billion and $5 billion", "3000000000..5000000000 USD"),
    ("40 billion to 60 billion yen", "40000000000..60000000000 JPY"),
    ("$1-2 billion", "1000000000..2000000000 USD"),
    ("half a trillion yen", "500000000000 JPY"),
    ("hundreds of millions of dollars", "100000000..1000000000 USD vague"),
    ("$4.25 per share and $80 a barrel", "4.25 USD/share|80 USD/barrel"),
    ("a loss of (2,345) million yen", "-2345000000 JPY"),
    ("three dollars fifty cents", "3.5 USD"),
    ("EUR 125 or 200 CHF", "125 EUR|200 CHF"),
    ("Plan to Spend More Than $9 Billion Abroad", "9000000000 USD over"),
    # percentages, points, shares, multiples
    ("前年同期比8.1%増、4.5％減", "8.1 percent increase|4.5 percent decrease"),
    ("+3.5% and -2.1%", "3.5 percent increase|-2.1 percent"),
    ("3割5分、打率2割9分8厘", "35 percent|29.8 percent"),
    ("6から8%の伸び、2〜3割", "6..8 percent|20..30 percent"),
    ("0.5ポイント上昇", "0.5 point"),
    ("profit fell 3.5% and sales rose 12 percent", "3.5 percent decrease|12 percent increase"),
    ("by 25 basis points", "0.25 point"),
    ("a 0.25 percentage-point hike", "0.25 point"),
    ("3分の2以内、二分の一", "2/3 ratio max|1/2 ratio"),
    ("費用の1/3を補助", "1/3 ratio"),
    ("5人に1人が", "1/5 ratio"),
    ("one in five households", "1/5 ratio"),
    ("at least half of them, two-thirds, a quarter of sales", "0.5 ratio min|2/3 ratio|1/4 ratio"),
    ("約2.5倍、threefold; met five times this year", "2.5 times approx|3 times|5 count:times"),
    # people, counters, measures
    ("1万5千人、約300名、4人家族", "15000 people|300 people approx|4 people"),
    ("9分野の5大学と12球団", "9 count:分野|5 count:大学|12 count:球団"),
    ("17の企業が参加", "17 count:企業"),
    ("生産は60万着に増えた", "600000 count:着"),
    ("十数社、二十三カ国", "11..19 count:社 vague|23 count:カ国"),
    (
        "2,500 firms, nine fields, 40,000 new jobs",
        "2500 count:firms|9 count:fields|40000 count:jobs",
    ),
    ("路線バス41便が運休した", "41 count:便"),
    ("受け付けから19日で予算枠に達し、3日で完売した", "19 day|3 day"),
    ("more than 1,200 people; 3 million workers", "1200 people over|3000000 people"),
    ("40ギガワット、2万5000トン、1.2GWh", "40 GW|25000 t|1.2 GWh"),
    ("時速60マイル, 60 mph", "60 mi/h|60 mi/h"),
    ("時速120キロ、面積は約3ヘクタール", "120 km/h|3 ha approx"),
    ("時速50kmから70kmを超える速度、48Kmの渋滞", "50..70 km/h over|48 km"),
    ("重さ50キロ、体重が約60キロ、50キロ先", "50 kg|60 kg approx|50 km"),
    (
        "8月20日ごろ、数便が欠航、最短で1時間半",
        "--08-20 date approx|2..10 count:便 vague|1.5 hour min",
    ),
    (
        "首位と1打差、次の二点を、一人が死亡、累計すると7件",
        "1 count:打|2 count:点|1 people|7 count:件 cumulative",
    ),
    ("気温は38.5度、2度の面接", "38.5 deg|2 count:度"),
    ("マグニチュード7.3の地震とM6.5", "7.3 magnitude|6.5 magnitude"),
    ("北緯35度30分、東経139.5度", "71/2 deg|139.5 deg"),
    ("積雪は3m01cm、身長1メートル80センチ", "3.01 m|1.8 m"),
    ("37秒5、1分23秒19、打率3割1厘", "37.5 second|83.19 second|30.1 percent"),
    ("1000万スウェーデン・クローナ", "10000000 SEK"),
    # time spans and ages
    ("今後2年間、3カ月、半年以上の10日間", "2 year|3 month|6 month min|10 day"),
    ("1年半、3時間半、1時間30分", "1.5 year|3.5 hour|90 minute"),
    ("3年以上、約20年にわたって", "3 year min|20 year approx"),
    ("over the next 10 years; for over 10 years", "10 year|10 year over"),
    ("a five-year plan, 18 months, half an hour", "5 year|18 month|0.5 hour"),
    ("62歳、佐藤容疑者(45)、Jones, 52, joined", "62 year|45 year|52 year"),
    (
        "50歳代の男、40代の女、20〜30代、in his 40s",
        "50..59 year|40..49 year|20..39 year|40..49 year",
    ),
    ("up to a year, a decade later", "1 year max|10 year"),
    ("54,000 working days, 3 business days", "54000 day|3 day"),
    ("享年74、候補(当時43)、湊さん(しゅかわ・みなと、42)", "74 year|43 year|42 year"),
    ("マグニチュードは6.5、14.5ゲーム差", "6.5 magnitude|14.5 count:ゲーム差"),
    ("Tyler was 13 when he left", "13 year"),
    # vague, said and shortened numbers
    (
        "several people, hours later, three hours later",
        "2..10 people vague|2..10 hour vague|3 hour",
    ),
    (
        "数人、数時間後に数社と数千の家",
        "2..10 people vague|2..10 hour vague|2..10 count:社 vague|2000..10000 count:家 vague",
    ),
    ("40、50人、55、60分", "40..50 people|55..60 minute"),
    ("要因の一つ、24の州、4連続四球", "1 count:つ|24 count:州|4 count:四球"),
    (
        "sales more than doubled; twice as many; twice a week",
        "2 times over|2 times|2 count:times/week",
    ),
    ("a blast killed nine and injured ten, seven in a row", "9 -|10 -|7 -"),
    ("9.8m passengers, 120m people, a 2.3m wave", "9800000 people|120000000 people|2.3 m"),
    ("220 2/3 innings", "662/3 count:innings"),
    ("Thirty-one of the train's 118 cars", "31 -|118 count:cars"),
    ("8,600万円(年間)、月額1人につき1万3,000円", "86000000 JPY/year|13000 JPY/person/month"),
    ("契約3社、約3社、15人づつ", "3 count:社|3 count:社 approx|15 people each"),
    ("SPD34.2%、CDU226議席、M6・7の地震", "34.2 percent|226 count:議席|6.7 magnitude"),
    ("25 million pesos, 50 kronor", "25000000 XXX|50 SEK"),
    ("9 million Danish crowns, then 6 million crowns", "9000000 DKK|6000000 DKK"),
    ("6 million crowns and 25 pesos", "6000000 XXX|25 XXX"),
    ("前年の20億円を上回る。20億円を上回る", "2000000000 JPY|2000000000 JPY over"),
    ("前年の20億円超から減った", "2000000000 JPY over"),
    ("$52 million, short of the $60 million goal", "52000000 USD|60000000 USD"),
    ("前年の86.1%を上回った。", "86.1 percent"),
    ("11カ月で283件、3か月で12人", "11 month|283 count:件|3 month|12 people"),
    ("a loss of DKr1.7bn, then SKr400m", "1700000000 DKK|400000000 SEK"),
    ("It will take on up to 350 more", "350 - max"),
    # plain numbers
    ("労働党は50、国民党は49", "50 -|49 -"),
    ("around 10,800 were delivered", "10800 - approx"),
    ("The rate edged up to 4.5% from 4.4%", "4.5 percent|4.4 percent"),
    ("They borrow 175 million and 110 million pounds", "175000000 GBP|110000000 GBP"),
    ("Debt rose to 2.6 billion euros from 2.3 billion", "2600000000 EUR|2300000000 EUR"),
    ("$12.40 per million British thermal units", "12.4 USD"),
    ("revenue of 13 dollars, plus or minus 2%", "13 USD|2 percent"),
    ("its plan for 2026 to 29 trillion won", "2026 date|29000000000000 KRW"),
    ("on 300-millimetre wafers", "300 mm"),
    ("cases rose by 99 to 1,405", "99 -|1405 -"),
    ("光は約2.4ミリ秒かかる", "2.4 ms approx"),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_figures(text: str, expected: str) -> None:
    def order(row: str) -> tuple[str, ...]:
        value, unit, *marks = row.split()
        return value, unit, *sorted(marks)

    assert [order(shown(m)) for m in figures(text)] == [order(r) for r in expected.split("|")]


NOT_FIGURES = [
    ("中2長男が放火した", "ordinal"),
    ("5G向けのH100とG7、COVID-19", "name name name name"),
    ("101便が第1工場に3位で到着", "ordinal ordinal ordinal"),
    ("101便が滑走路を外れた", "ordinal"),
    ("12着に終わった", "ordinal"),
    ("The Boeing 737 and iPhone 15", "name name"),
    ("won 3-1, 2対0", "score score"),
    ("午後3時30分、11:15、5 p.m.", "time time time"),
    ("https://example.com/2024/05 192.168.0.1", "name name"),
    ("1人当たりの所得", "per"),
    ("the 19th century, No. 5, Article 9", "ordinal ordinal ordinal"),
    ("震度6強、第20代、21世紀", "ordinal ordinal ordinal"),
    ("震度4から5弱、レベル0から7", "ordinal ordinal ordinal ordinal"),
    ("延長15回、9回裏、1回戦、2審、4選を", "ordinal ordinal ordinal ordinal ordinal"),
    ("2度目の、2つ目、1軍、777型機、1から3号機", "ordinal " * 6),
    ("中央区築地3の17の8で", "name"),
    ("高校3年の、小4男児", "ordinal ordinal"),
    ("4強進出、2大政党、66kg級、007", "name name name name"),
    ("会見(1)、同(上・2)", "ordinal ordinal"),
    ("1人区が選ぶ、4ラウンド目", "ordinal ordinal"),
    ("アジアシリーズ2007の決勝", "name"),
    ("1〜3号機、2、3位、第1〜3四半期", "ordinal ordinal ordinal ordinal ordinal ordinal"),
    ("the two of them, one of the most, Channel Four, six in the morning, before half-time", ""),
    ("統一、三菱、一部、四国、千葉、万博、三本柱", ""),
    ("9" * 60, "name"),
]


@pytest.mark.parametrize(("text", "kinds"), NOT_FIGURES, ids=[row[0][:20] for row in NOT_FIGURES])
def test_non_figures_are_typed(text: str, kinds: str) -> None:
    mentions = scan(text)
    assert [m.kind for m in mentions if m.kind not in FIGURES] == kinds.split()
    assert not [m for m in mentions if m.kind in FIGURES and m.kind != "count"]


def test_numbers_are_exact() -> None:
    (money,) = figures("102.4億円")
    assert money.value == Decimal("10240000000")
    assert str(money.value) == "10240000000"
    (share,) = figures("7分の3")
    assert share.value == Fraction(3, 7)


def test_span_has_unit_without_qualifiers() -> None:
    text = "合計で最大約1,000万米ドル超の"
    (figure,) = figures(text)
    assert text[figure.start : figure.end] == figure.surface == "1,000万米ドル"
    assert text[slice(*figure.outer)] == "合計で最大約1,000万米ドル超"
    assert figure.qualifiers == ("approx", "max", "over", "total")


PIECES = [
    "1", "23", "4,567", "０", "１２", "億", "万", "兆", "千", "百", "十", "三", "数", "年", "月",
    "日", "円", "%", "％", "人", "分の", "〜", "-", "−", "(", ")", "（", "約", "最大", "超", "$",
    "¥", " ", "billion", "two", "half", "a ", "of ", "third", "May", "2024", ".", ",", "、", "。",
    "\n", "H", "第", "令和", "元", "同", "翌", "▲", "マイナス", "時", "per ", "年間", "当たり",
    "/", "😀", "ﾄﾞﾙ", "㌦", "½", "²", "\u0000", "é", "から", "to ", "between ", " and ", "fy",
    "'", "度", "割", "厘", "e5", "^",
]  # fmt: skip


def test_any_text_scans_with_exact_offsets() -> None:
    chance = random.Random(7)
    for _ in range(4000):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        end = 0
        for mention in scan(text):
            assert text[mention.start : mention.end] == mention.surface
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1.",
        "1-",
        "1〜",
        "一",
        "(",
        "5億",
        "最大約",
        "one ",
        "2024年",
        "may ",
        "up to ",
        "1人当たり",
        "3の",
        "1:",
        "数",
        "several ",
        "20〜",
        "1,2の両日",
        "5m",
        "a year ",
    ],
)
def test_time_grows_with_length(piece: str) -> None:
    """Sixteen times the text may take no more than about sixteen times as long."""

    def took(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        scan(text)
        return time.process_time() - start

    took(1000)
    small = min(took(2_500) for _ in range(3))
    assert took(40_000) < 16 * small * 4 + 0.1


@settings(derandomize=True, max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.text(alphabet="0123456789,.億万円%年月日〜-$ toinhalfMay()", max_size=60)
)
def test_any_text_keeps_its_offsets(text: str) -> None:
    for mention in scan(text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.outer[0] <= mention.start < mention.end <= max(mention.outer[1], mention.end)


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("Aid will not exceed 12 billion yen.", ("max",)),
        ("Not over 25 billion yen", ("max",)),
        ("without exceeding 3 million dollars", ("max",)),
        ("It never went under 40 percent.", ("min",)),
        ("It will exceed 12 billion yen.", ("over",)),
        ("not just over 100 firms but all", ("over",)),
        ("60億円を超えることはない", ("max",)),
        ("60億円を超える", ("over",)),
        ("30億円を下回らない", ("min",)),
        ("最大計312億円", ("max", "total")),
        ("最大でも45億円", ("max",)),
        ("最大で約計50億円", ("approx", "max", "total")),
        ("最大延べ300人", ("max", "total")),
        ("最大各10億円", ("each", "max")),
        ("統計5件", ()),
        ("腕時計3個", ()),
    ],
)
def test_a_bound_that_is_denied_or_doubled(text: str, qualifiers: tuple[str, ...]) -> None:
    assert scan(text)[-1].qualifiers == qualifiers


def test_words_that_say_no_bound_are_not_shown_with_the_number() -> None:
    for text in ("4人が出た昨年の86.1%を上回った。", "The rate edged up to 4.5% from 4.4%."):
        assert all(m.outer == (m.start, m.end) for m in scan(text) if m.unit == "percent")


def test_no_group_is_possessive() -> None:
    """Python 3.11.2 reads those wrongly, so that figures would depend on its version."""
    possessive = re.compile(r"\)(?:[+*?]|\{\d*,?\d*\})\+(?![+\s])")
    sources = Path(assistant.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if possessive.search(path.read_text("utf-8"))] == []
