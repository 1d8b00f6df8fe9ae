"""Comparison of two figures, as two outlets may print them."""

from __future__ import annotations

import pytest

from assistant.figures import compare
from assistant.figures.scan import FIGURES, Mention, scan


def figure(text: str) -> Mention:
    (found,) = [mention for mention in scan(text) if mention.kind in FIGURES]
    return found


TABLE = [
    ("725億円", "725億円", "exact"),
    ("725億円", "72.5 billion yen", "exact"),
    ("最大725億円", "up to 72.5 billion yen", "exact"),
    ("102.4億円", "102億円", "equal"),
    ("102.4億円", "10.2 billion yen", "equal"),
    ("約102億円", "102.4億円", "equal"),
    ("約500億円", "501億円", "equal"),
    ("約500億円", "540億円", "contradicts"),
    ("102.6億円", "102億円", "contradicts"),
    ("725億円", "725万円", "contradicts"),
    ("725億円", "725百万円", "contradicts"),
    ("725億円", "725億ドル", "incomparable"),
    ("25 million pesos", "2500万ペソ", "exact"),  # of no known country, yet of one name
    ("25 million pesos", "25 million crowns", "incomparable"),
    ("最大725億円", "725億円", "compatible"),
    ("最大725億円", "700億円", "compatible"),
    ("最大725億円", "800億円", "contradicts"),
    ("100億円超", "120億円", "compatible"),
    ("100億円超", "90億円", "contradicts"),
    ("少なくとも300人", "250人", "contradicts"),
    ("10〜20億円", "15億円", "compatible"),
    ("10〜20億円", "25億円", "contradicts"),
    ("10〜20億円", "1 billion to 2 billion yen", "exact"),
    ("数十億円", "30億円", "compatible"),
    ("3.5%増", "3.5%減", "contradicts"),
    ("▲3.5%", "3.5%減", "compatible"),
    ("3.5%増", "3.5%", "compatible"),
    ("△12億円", "12億円", "contradicts"),
    ("3分の1", "33.3%", "equal"),
    ("3割", "30%", "exact"),
    ("2分の1", "half of it", "exact"),
    ("0.25ポイント", "25 basis points", "exact"),
    ("5%", "5ポイント", "incomparable"),
    ("40GW", "4000万kW", "exact"),
    ("2年間", "24カ月", "exact"),
    ("300万人", "3 million people", "exact"),
    ("9社", "nine companies", "exact"),
    ("9社", "9件", "incomparable"),
    ("1万基", "about 10,000", "equal"),
    ("各5億円", "合計5億円", "contradicts"),
    ("年間300億円", "300億円", "incomparable"),
    ("2024年4月19日", "April 19, 2024", "exact"),
    ("2024年4月", "April 19, 2024", "equal"),
    ("4月19日", "April 19, 2024", "equal"),
    ("2024年4月19日", "2024年4月18日", "contradicts"),
    ("2020〜24年", "2022年", "compatible"),
    ("2024年", "2024円", "incomparable"),
]


@pytest.mark.parametrize(("left", "right", "relation"), TABLE)
def test_compare(left: str, right: str, relation: str) -> None:
    assert compare(figure(left), figure(right)) == relation
    assert compare(figure(right), figure(left)) == relation
