"""Currencies and counted things that a list names once."""

from __future__ import annotations

import pytest

from assistant.figures import scan
from assistant.figures.elided import with_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Lindmark got 190 million francs, Arlberg 120 million and the institute 78 million.",
         ["XXX", "XXX", "XXX"]),
        ("Profit rose to 1.3 billion euros from 640 million.", ["EUR", "EUR"]),
        ("The winner gets $30,000, the second 22,000 and the third 18,000.",
         ["USD", "USD", "USD"]),
        ("- Income: 287 million pounds (301 million)\n- Fees: 163 million (181 million)\n"
         "- Passengers: 2 million",
         ["GBP", "GBP", "GBP", "GBP", ""]),
        ("Revenue was 10.1 billion pounds and passengers 93.4 million.", ["GBP", ""]),
        ("A社は501億、B社は102億円を受け取る。", ["JPY", "JPY"]),
        ("$1.2bn for schools, 900m for roads", ["USD", "USD"]),
        # of the paragraph, in a clause about money
        ("Halat pays 82 million euros. Van Horrick, which came late, was fined 47 million.",
         ["EUR", "EUR"]),
        ("It hopes to raise 25 billion rupees, of which 18 billion would be new money.",
         ["INR", "INR"]),
        ("Fees came to 5.4 billion crowns ($824 million), of which 3.5 billion was booked.",
         ["XXX", "USD", "XXX"]),
        ("It earned 29 million euros. Paying customers numbered 9.6 million, more than before.",
         ["EUR", ""]),
        ("It cost 5 million euros and $6 million. The fine was 3 million.", ["EUR", "USD", ""]),
        # of the paragraph before, where one currency is spoken of
        ("It cost 5 million euros.\nThe fine was 3 million.", ["EUR", "EUR"]),
        ("It cost 5 million euros and $6 million.\nThe fine was 3 million.", ["EUR", "USD", ""]),
        ("It cost 5 million euros.\nThe number of fines rose to 3 million.", ["EUR", ""]),
        # of the amount before, where nothing else is counted
        ("It made 29 trillion won; in 2025 it was 17.8 trillion.", ["KRW", "date", "KRW"]),
        ("It spent 102 million pounds in the half-year and expects 34 million later.",
         ["GBP", "month", "GBP"]),
        ("It sold 3 million euros of wine. Admissions slipped to 780 million.", ["EUR", ""]),
        ("It paid $200 million for the site. Its audience fell to 40 million.", ["USD", ""]),
        ("Students, who pay 8,200 marks, fell to 9,700 from 14,300.", ["DEM", "", ""]),
        # by what is counted before brackets
        ("Asia took 1.6 million tons, South Korea (0.55 million) before Japan (0.41 million).",
         ["t", "t", "t"]),
        ("It raised $5 million. Users grew to 3 million. In May it was 2 million.",
         ["USD", "", "date", ""]),
        ("It earned $5 million.\nIts award-winning game passed 30 million.", ["USD", ""]),
        ("500億円を投じ、3年間で会員を1000万にする。", ["JPY", "year", ""]),
        # others are counted, or nothing says that it is money
        ("It cost $3 million. About 1.2 million live there.", ["USD", ""]),
        ("about 1.2 million live in the city", [""]),
        ("It paid $5 million to 300 people, of 2 million.", ["USD", "people", ""]),
        ("100円の収入に対する営業係数は1,140、港南循環線が820。", ["JPY", "", ""]),
        ("Prices rose to $27 from 24", ["USD", ""]),
    ],
)  # fmt: skip
def test_the_currency_of_a_list(text: str, units: list[str]) -> None:
    read = with_units(text, scan(text))
    assert [mention.unit for mention in read if mention.kind != "name"] == units
    assert [(m.start, m.end, m.value) for m in read] == [
        (m.start, m.end, m.value) for m in scan(text)
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("It carried 6.8 million passengers, against 6.4 million in May.", ["people", "people"]),
        ("The number of people killed rose to 87, with 43 still missing.", ["people", "people"]),
        ("Some 900 runners started and 860 finished.", ["people", "people"]),
        ("It raised 30 and 12 were cut.", ["", ""]),
        ("Medics treated 214 runners, of whom 17 were taken to hospital.", ["people", "people"]),
        ("It enrolled 480 children aged 3 years: 210 in Kenya, 160 in Togo and 110 in Mali.",
         ["people", "year", "people", "people", "people"]),
        ("The hall, which housed 318 people, was down to 46 on Thursday.", ["people", "people"]),
        ("It has 90 shops, up from 84.", ["count:shops", "count:shops"]),
        ("Five of the seven workers agreed.", ["people", "people"]),
        ("It employs 940 people and will take on up to 350 more.", ["people", "people"]),
        ("Imports reached 28.4m tonnes, against 25.6m a year earlier.", ["t", "t"]),
        ("It booked 2.2GW of orders, compared with 1.8 last year.", ["GW", "GW"]),
        # of something else
        ("It used 28.4m tonnes; the index rose to 25.6.", ["t", ""]),
        ("It employs 900 people. The index fell to 84 from 90.", ["people", "", ""]),
        ("It hired 30 people and 4.2 in Tokyo is the score", ["people", ""]),
        ("Its 300 workers earn a score of 75.", ["people", ""]),
    ],
)  # fmt: skip
def test_what_a_list_counts(text: str, units: list[str]) -> None:
    read = with_units(text, scan(text))
    assert [mention.unit for mention in read if mention.kind not in {"name", "date"}] == units


def test_m_is_millions_beside_millions() -> None:
    text = "It got 52m free allowances in spring, against 57m in autumn. The tower is 57m high."
    read = with_units(text, scan(text))
    assert [(m.value, m.unit) for m in read] == [
        (52_000_000, "count:allowances"), (57_000_000, "count:allowances"), (57, "m")
    ]  # fmt: skip
