"""Saved pages line by line: what the article keeps and what counts as furniture.

The pages are in ``data/pages``. There ``^ `` marks a line that comes before the
headline and is dropped, ``~ `` a line of furniture after it; every other line stays.
"""

from pathlib import Path

import pytest

from assistant.ingest import read
from assistant.ingest.furniture import layout
from assistant.schema import Article

PAGES = sorted((Path(__file__).parent / "data" / "pages").glob("*.txt"))


def test_a_headline_repeated_below_the_text_hides_none_of_it() -> None:
    title = "橋の架け替えに18億円"
    body = "川辺市は19日、橋の架け替えに18億円かかると発表した。住民およそ400人に説明した。"
    text = f"{title}\n\n{body}\n\nシェアする\n{title}"
    assert all(end <= text.index(body) or start >= text.index("シェア")
               for start, end in layout(text, title).skip)  # fmt: skip


def _split(marked: str) -> tuple[str, list[str], list[str]]:
    """The page without marks, and its furniture and kept lines."""
    furniture, kept, page = [], [], []
    for line in marked.split("\n"):
        mark, text = (line[0], line[2:]) if line[:1] in ("^", "~") else ("", line)
        page.append(text)
        if text.strip() and mark != "^":
            (furniture if mark else kept).append(text.strip())
    return "\n".join(page), furniture, kept


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _parts(article: Article) -> tuple[list[str], list[str]]:
    """Skipped and remaining lines."""
    skipped = [line for start, end in article.skip for line in _lines(article.text[start:end])]
    rest = article.text
    for start, end in reversed(article.skip):
        rest = rest[:start] + rest[end:]
    return skipped, _lines(rest)


def test_there_are_pages() -> None:
    assert len(PAGES) >= 30


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(tmp_path: Path, path: Path) -> None:
    page, furniture, kept = _split(path.read_text(encoding="utf-8"))
    file = tmp_path / "page.txt"
    file.write_text(page, encoding="utf-8")
    (article,) = read([file])
    assert isinstance(article, Article)
    skipped, rest = _parts(article)
    assert rest == kept
    assert skipped == furniture
    assert article.title == kept[0]
    assert page.endswith(article.text) and article.text.startswith(article.title)


@pytest.mark.parametrize(
    "line",
    [
        # The news writes about offers, rankings, cookies and copyright, too.
        "同社は有料会員限定の記事を3割増やし、会員登録の手続きを短くした。",
        "無断引用を認めた大学は、教材2,400部の配布を取りやめると発表した。",
        "検索のランキングで1位となり、アプリのダウンロードは120万件に達した。",
        "The publisher sells a $4 newsletter to 310,000 subscribers, its filing said.",
        "A judge ruled that the song, copyright of Ardent Music, earned $2.1 million.",
        "売上高 | 1,200億円 | 4.1%増",
        "・新規会員 48万人",
        "2024年4月 12,300台",
        "出典 | 国土統計局、2024年3月",
    ],
)
def test_line_of_the_body_stays(line: str) -> None:
    lead = "新聞社の青空が8日、電子版の会員と販売の実績を発表した。" * 2
    text = f"青空、電子版の会員が48万人に\n\n{lead}\n\n{line}\n\n{lead}"
    assert layout(text).skip == ()


def test_menu_above_the_headline_of_a_record(tmp_path: Path) -> None:
    body = "Fares rise to $2.75\n\nFares on city buses will rise by 25 cents to $2.75, it said.\n"
    text = f"The Courier\nSubscribe\nSign in\n\n{body}"
    (start, end), *rest = layout(text, "Fares rise to $2.75").skip
    assert text[start:end] == "The Courier\nSubscribe\nSign in" and not rest
    assert layout(body, "Fares rise to $2.75").skip == ()
