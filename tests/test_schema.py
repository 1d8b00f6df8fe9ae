"""The records: what is written is read back."""

from __future__ import annotations

import pytest

from assistant.schema import PartialDate


@pytest.mark.parametrize("date", [
    PartialDate(2024), PartialDate(2024, 2), PartialDate(2024, 2, 9), PartialDate(None, 11, 6),
    PartialDate(None, 11), PartialDate(None, None, 3), PartialDate(2010, None, 14),
])  # fmt: skip
def test_a_date_is_read_back_as_it_was_written(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize("text", ["", "-", "2024-", "2024-02-", "2024-02-03-04", "soon"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)
