"""Dates as written, and what they resolve to."""

from __future__ import annotations

import pytest

from assistant.figures.dates import resolve
from assistant.figures.extract import extract
from assistant.figures.scan import scan
from assistant.schema import Article, Figure, PartialDate

WRITTEN = [
    ("2024年4月19日", "2024-04-19"),
    ("2024年02月", "2024-02"),
    ("２０２４年", "2024"),
    ("2024 年 4 月 19 日", "2024-04-19"),
    ("令和6年度、令和元年5月1日、平成31年4月", "2024 2019-05-01 2019-04"),
    ("昭和64年1月7日", "1989-01-07"),
    ("2016年(平成28年)8月5日", "2016-08-05"),
    ("2024年3月期、24年3月期", "2024-03 2024-03"),
    ("23年度の計画", "2023"),
    ("4月19日に、5月末、21日", "--04-19 --05 ---21"),
    ("4月1日〜5日", "--04-01..--04-05"),
    ("4月19〜21日", "--04-19..--04-21"),
    ("2024年4〜6月期", "2024-04..2024-06"),
    ("4〜6月期", "--04..--06"),
    ("2020〜24年度", "2020..2024"),
    ("1990年代", "1990..1999"),
    ("二〇二四年四月", "2024-04"),
    ("2024/04/19、2024-04-19", "2024-04-19 2024-04-19"),
    ("on April 19, 2024", "2024-04-19"),
    ("19 April 2024 and 3rd of May", "2024-04-19 --05-03"),
    ("Sept. 5; April 2024; by May 2030", "--09-05 2024-04 2030-05"),
    ("since March, in October", "--03 --10"),
    ("FY2023, FY3/2025, fiscal 2026", "2023 2025-03 2026"),
    ("fiscal year ending March 2025", "2025-03"),
    ("by 2030, from 2015 to 2020, 2019-23", "2030 2015..2020 2019..2023"),
    ("in mid-2025 and late-2026", "2025 2026"),
    ("the 1980s", "1980..1989"),
    ("the 2012 Olympics", "2012"),
    ("17.10.2005, August26,2005", "2005-10-17 2005-08-26"),
    ("『結核』、1999。2014凱旋門賞", "1999 2014"),
    ("08年の球宴、2016東京都知事選、7/8(火)", "2008 2016 --07-08"),
    ("『(3/15)開幕』(1/3)", "--03-15"),
    ("4月9・10両日、21、22の両日", "--04-09 ---10 ---21 ---22"),
    ("水着問題6・10決着、防御率2・15、1・2部、10・3放送", "--06-10 --10-03"),
    ("July followed the pattern", "--07"),
    ("sales in April-June 2026", "2026-04..2026-06"),
    ("in the 2024 school year", "2024"),
    ("(August to September 2025)", "2025-08..2025-09"),
    ("October 2025 to March 2026", "2025-10..2026-03"),
    ("delayed from April to June 2026", "--04 2026-06"),
    ("50年に255万人に減り、50年に1度の雨", "2050"),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_dates_as_written(text: str, expected: str) -> None:
    found = [m for m in scan(text) if m.kind == "date"]
    shown = [str(m.value) + (f"..{m.value_hi}" if m.value_hi else "") for m in found]
    assert shown == expected.split()


SPANS = [
    "3日間",
    "10年間",
    "24年ぶり",
    "約20年",
    "過去5年",
    "3年以上",
    "5日以内",
    "懲役3年",
    "2年後",
    "1日限定",
    "2日続伸",
    "2日に渡る",
    "1日延長され",
    "実働28年の経験",
    "半世紀近く",
    "死後数時間経って",
]


@pytest.mark.parametrize("text", SPANS)
def test_a_count_of_days_or_years_is_no_date(text: str) -> None:
    assert [m.kind for m in scan(text)] == ["duration"]


MAY = ["March on them", "you may go", "a march of 5 km", "the mayor"]


@pytest.mark.parametrize("text", MAY)
def test_words_like_months_are_no_dates(text: str) -> None:
    assert not [m for m in scan(text) if m.kind == "date"]


TODAY = PartialDate(2024, 4, 20)  # a Saturday
QUESTIONS = [
    ("What happened in April 2024?", "2024-04"),
    ("2024年4月に何があった?", "2024-04"),
    ("How much in FY2023?", "2023"),
    ("How much last year?", "2023"),
    ("昨年の売上高は?", "2023"),
    ("23年度の営業利益は?", "2023"),
    ("昨年12月に", "2023-12"),
    ("先月の生産", "2024-03"),
    ("What did it announce last Monday?", "2024-04-15"),
    ("来年3月期は?", "2025-03"),
    ("令和4年度の予算", "2022"),
    ("Who won in 2019?", "2019"),
    ("4月19日に決めたのは?", "2024-04-19"),
    ("2月に認定されたのは?", "2024-02"),
    ("12月の発表", "2023-12"),
    ("yesterday", "2024-04-19"),
]


@pytest.mark.parametrize(("text", "expected"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_resolve_a_question(text: str, expected: str) -> None:
    assert [str(when.date) for when in resolve(text, TODAY)] == [expected]


def dates(text: str, published: str | None = None, **more: object) -> list[Figure]:
    article = Article("a", "", text, "ja", published=published, **more)  # type: ignore[arg-type]
    return [figure for figure in extract(article) if figure.kind == "date"]


CONTEXT = [
    ("4月19日に決定した。", "2024-04-20", "2024-04-19"),
    ("12月28日に決定した。", "2024-01-05", "2023-12-28"),
    ("1月10日から開始する予定。", "2023-12-20", "2024-01-10"),
    ("26日に発表した。", "2024-03-27", "2024-03-26"),
    ("30日に発表した。", "2024-03-02", "2024-01-30"),
    ("2023年5月に着工し、7月に完成した。", "2024-03-02", "2023-05 2023-07"),
    ("昨年11月に、今年2月に、来年3月に。", "2024-04-20", "2023-11 2024-02 2025-03"),
    (
        "2022年6月3日に始め、同月10日に終え、同年9月に再開した。",
        "2024-04-20",
        "2022-06-03 2022-06-10 2022-09",
    ),
    ("20日発表した10月の統計", "2024-11-20", "2024-11-20 2024-10"),
    ("4月14日の決定を受けて3月14日から", "2006-03-17", "2006-04-14 2006-03-14"),
    ("8月5日から計画された。", "2014-08-16", "2014-08-05"),
    ("29日の墜落事故で1日、全員の", "2006-10-03", "2006-09-29 2006-10-01"),
    ("2006年2月に至る大雪で、12月に記録した", "2006-03-10", "2006-02 2005-12"),
    ("5月まで教室を開くなど元気だった。", "2009-12-02", "2009-05"),
    ("5月9日に工場の計画を断念した。", "2025-11-12", "2025-05-09"),
    ("5月9日に稼働する計画を発表した。", "2025-11-12", "2026-05-09"),
    ("4月19日に決め、同22日に公表した。", "2024-04-23", "2024-04-19 2024-04-22"),
    ("It aims at FY2030, the firm said on 11 November.", "2026-11-12", "2030 2026-11-11"),
    ("By 2030 it will stop, it said on 11 November.", "2026-11-12", "2030 2026-11-11"),
    ("2004年12月の事件の判決が9月26日に出た。", "2006-09-26", "2004-12 2006-09-26"),
    ("2004年の改定で6月に始まった。", "2006-09-26", "2004 2004-06"),
    ("売上高は4〜12月に伸びた。", "2025-02-14", "2024-04"),
    ("9月末は5円で、3月末の4円から増えた。", "2025-11-14", "2025-09 2025-03"),
    ("It laid off 106 people in May.", "2026-01-22", "2025-05"),
    ("The rule takes effect in May.", "2026-01-22", "2026-05"),
    ("In force since last September, it ends next March.", "2026-04-02", "2025-09 2027-03"),
    (
        "3月14日夜に出て、2014年春に終える便は翌15日に着いた。",
        "2014-03-15",
        "2014-03-14 2014 2014-03-15",
    ),
    # What is to come is told of ahead, as of the turn of a year.
    ("Oji will raise prices from Jan. 13.", "2025-11-06", "2026-01-13"),
    ("The new fee takes effect on Feb. 1.", "2025-11-06", "2026-02-01"),
    ("Oji opened the plant in January.", "2025-11-06", "2025-01"),
    ("It said in February it would cut jobs.", "2025-11-06", "2025-02"),
    (
        "A社は1月13日から12%以上、B社は2月1日から8%引き上げる。",
        "2025-11-06",
        "2026-01-13 2026-02-01",
    ),
    ("1月に始まった交渉は難航している。", "2025-11-06", "2025-01"),
    ("3月に開いた総会で、5月に結論を出すとした。", "2025-11-06", "2025-03 2025-05"),
    # A deadline is never over.
    ("The deadline for bids is May 31.", "2025-09-04", "2026-05-31"),
    (
        "They vote on October 22 and the long-stop date is June 30.",
        "2025-09-04",
        "2025-10-22 2026-06-30",
    ),
    (
        "The index, with 2024 as its base, will be published on February 12.",
        "2025-12-05",
        "2024 2026-02-12",
    ),
    ("The plan, which will cut jobs, was approved on May 3.", "2025-09-04", "2025-05-03"),
    ("Sept. 12: deadline for bids", "2025-07-31", "2025-09-12"),
    ("The first dose was given on March 19 last year.", "2025-05-20", "2024-03-19"),
    (
        "Talks end on 3 June next year, it said on May 2 this year.",
        "2025-05-20",
        "2026-06-03 2025-05-02",
    ),
    # Days and years that are counted.
    ("平均使用日数は年29日で、最も低い農場は11日。", "2025-11-14", ""),
    ("審査は原則30日だ。", "2025-11-14", ""),
    ("返済は30年に及ぶ。", "2025-11-14", ""),
    ("20年の賃貸契約を結んだ。", "2025-11-14", ""),
    ("24年の実績は10億円。", "2025-11-14", "2024"),
]


@pytest.mark.parametrize(("text", "published", "expected"), CONTEXT, ids=[r[0] for r in CONTEXT])
def test_dates_resolve_against_publication(text: str, published: str, expected: str) -> None:
    assert [str(figure.value) for figure in dates(text, published)] == expected.split()


def test_source_tells_written_from_inferred() -> None:
    found = dates("2023年5月1日と7月2日。", "2024-03-02")
    assert [figure.as_of_source for figure in found] == ["written", "inferred"]


def test_year_follows_from_full_dates_of_the_body() -> None:
    text = "2021年の案内。4月19日に決めた。2024年2月5日に始め、2030年3月までに終える計画。"
    found = dates(text, skip=((0, 8),))
    assert str(found[0].value) == "2024-04-19"


def test_a_month_with_its_year_gives_no_other_day_its_year() -> None:
    found = dates("14日に集計した。セルフレジを2027年2月末に増やす。")
    assert [str(figure.value) for figure in found] == ["---14", "2027-02"]


def test_no_year_when_none_follows() -> None:
    (found,) = dates("11月6日に開いた。")
    assert (str(found.value), found.as_of_source) == ("--11-06", "unknown")


def test_a_headline_counts_once() -> None:
    text = "メニュー 2019年\n\n5社に75億円\n\n5社が受け取る。"
    article = Article("a", "5社に75億円", text, "ja", skip=((0, 10),))
    assert [f.surface for f in extract(article)] == ["5社", "75億円", "5社"]
    other = Article("a", "6社に75億円", text, "ja", skip=((0, 10),))
    assert [f.field for f in extract(other)] == ["title", "title", "text", "text", "text"]


def test_faces_of_one_amount() -> None:
    text = "29億米ドル(約4,400億円)と300億円、$2.9 billion (about 440 billion yen)"
    article = Article("a", "", text, "ja")
    assert [f.face_of for f in extract(article)] == [None, 0, None, None, 23]
