"""The audit: every run of digits is a figure, a typed non-figure, or reported."""

from __future__ import annotations

import pytest

from assistant.figures.audit import audit

TEXT = (
    "【東京】H100を約2,000基、G7の3カ国で2024年4月19日15時30分に発表。第2四半期は12.5％増、"
    "1ドル=150円、5社に最大75億円(約5,000万ドル)。試合は3-1、背番号10、https://example.com/a1"
)


def test_every_digit_run_is_accounted_for() -> None:
    found = audit(TEXT)
    assert found.unaccounted == ()
    assert found.runs == 23
    assert [m.surface for m in found.others] == [
        "H100", "G7", "15時30分", "2", "3-1", "10", "https://example.com/a1",
    ]  # fmt: skip


LOOSE = ["3)と4", "#1 and 2", "1,2,3", "12:34:56:78", "４２", "a1b2-3", "0.5.6/7", "②と³"]


@pytest.mark.parametrize("text", LOOSE)
def test_no_loose_digits(text: str) -> None:
    assert audit(text).unaccounted == ()
