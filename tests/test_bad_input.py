"""Input that cannot be read: each is rejected by name, and the rest is read."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.ingest import discover, read
from assistant.ingest.web import Extractor
from assistant.schema import Article, Rejected

GOOD = {"id": "good", "title": "T", "text": "Prices rose 3%."}


def _line(**fields: Any) -> str:
    return json.dumps(GOOD | fields)


CONTENTS: list[tuple[str, str | bytes, str]] = [
    # file, content, what the reason says
    ("a.txt", b"", "is empty"),
    ("a.md", b"", "is empty"),
    ("a.html", b"", "is empty"),
    ("a.json", b"", "is empty"),
    ("a.jsonl", b"", "is empty"),
    ("a.txt", " \n\u3000\n", "blank space"),
    ("a.jsonl", "\n \n", "is empty"),
    ("a.txt", b"%PDF-1.7\n...", "a PDF"),
    ("a.txt", b"PK\x03\x04...", "zip or office"),
    ("a.html", b"\x1f\x8b\x08...", "gzip"),
    ("a.txt", b"\x89PNG\r\n\x1a\n", "an image"),
    ("a.txt", bytes(range(256)) * 20, "NUL"),
    ("a.txt", "price\0 3%", "NUL"),
    ("a.txt", b"\x01\x02\x03\x04\x05\x06" * 50, "binary"),
    ("a.txt", b"x" * 10_000_001, "10.0 MB"),
    ("a.txt", "3%の値上げだ。" * 250_001, "2.0 million characters"),
    ("a.html", b"<p>" * 4_000_000, "12.0 MB"),
    ("a.html", "<html><body><script>1</script></body></html>", "without article text"),
    ("a.html", "<html></html>", "without article text"),
    ("a.md", "---\nid: x\n---\n", "no text below"),
    ("a.md", "---\nid: x\nno field\n---\nText.", "line 3"),
    ("a.md", "---\npublished: soon\n---\nText.", "'published'"),
    ("a.md", "---\npublished: 2024-02-31\n---\nText.", "'published'"),
    ("a.md", "---\nlang: fr\n---\nText.", "'lang'"),
    ("a.md", "---\ntitle: [a, b]\n---\nText.", "'title'"),
    ("a.md", "---\nurl: javascript:alert(1)\n---\nText.", "'url'"),
    ("a.json", "{", "not valid JSON"),
    ("a.json", "[]", "empty list"),
    ("a.json", "3", "a number, not a record"),
    ("a.json", "[" * 200_000, "nested too deep"),
    ("a.json", '{"text": ' + "9" * 5_000 + "}", "'text'"),
    ("a.json", '{"title": "T"}', "no field 'text'"),
    ("a.json", '{"text": null}', "no field 'text'"),
    ("a.json", '{"text": " "}', "empty field 'text'"),
    ("a.pdf", "x", "save its text"),
]


@pytest.mark.parametrize(("name", "content", "reason"), CONTENTS)
def test_rejected_file(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (item,) = read([file])
    assert isinstance(item, Rejected), item
    assert item.source.startswith(str(file))
    assert reason in item.reason
    assert "; " in item.reason  # then says what to do


FIELDS: list[tuple[str, str]] = [
    (_line(text=5), "'text'"),
    (_line(text=["a"]), "'text'"),
    (_line(title={}), "'title'"),
    (_line(title=True), "'title'"),
    (_line(id=[]), "'id'"),
    (_line(id=1.5), "'id'"),
    (_line(id="x" * 201), "'id'"),
    (_line(id="a\nb"), "'id'"),
    (_line(url=7), "'url'"),
    (_line(url="file:///etc/passwd"), "'url'"),
    (_line(url="http://a b"), "'url'"),
    (_line(published=20240419), "'published'"),
    (_line(published="2024-04-31"), "'published'"),
    (_line(published="tomorrow"), "'published'"),
    (_line(publisher=0), "'publisher'"),
    (_line(lang="klingon"), "'lang'"),
    (_line(text="a\0b"), "'text'"),
    ('{"id": "x", "text": "cut of', "not valid JSON"),
    ("[1, 2]", "a list, not a record"),
    ("null", "not a record"),
    ("plain words", "not valid JSON"),
    ("\x01\x02\x03\x04\x05", "binary"),
]


@pytest.mark.parametrize(("line", "reason"), FIELDS)
def test_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join([_line(), line, _line(id="after")]), encoding="utf-8")
    first, bad, last = read([file])
    assert isinstance(first, Article) and isinstance(last, Article) and last.id == "after"
    assert isinstance(bad, Rejected) and bad.source == f"{file}: line 2"
    assert reason in bad.reason and "; " in bad.reason


def test_long_line_is_rejected_without_holding_it(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "' + b"x" * 25_000_000 + b'"}\n' + _line().encode())
    bad, good = read([file])
    assert isinstance(bad, Rejected) and bad.source.endswith(": line 1") and "10 MB" in bad.reason
    assert isinstance(good, Article)


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"text": "a\\ud83d b \\ud83d\\ude00"}', encoding="utf-8")
    (article,) = read([file])
    assert isinstance(article, Article) and article.text == "a? b \U0001f600"


def _missing(path: Path) -> Path:
    return path / "missing.txt"


def _dangling(path: Path) -> Path:
    (path / "link.txt").symlink_to(path / "nowhere")
    return path / "link.txt"


def _loop(path: Path) -> Path:
    (path / "loop.txt").symlink_to(path / "loop.txt")
    return path / "loop.txt"


def _folder_named_like_a_file(path: Path) -> Path:
    (path / "folder.txt").mkdir()
    return path / "folder.txt"


def _pipe(path: Path) -> Path:
    os.mkfifo(path / "pipe.txt")
    return path / "pipe.txt"


def _nul_in_name(path: Path) -> Path:
    return path / "a\0.txt"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_missing, "does not exist"),
        (_dangling, "link to a file that does not exist"),
        (_loop, "link"),
        (_folder_named_like_a_file, "folder without articles"),
        (_pipe, "not a regular file"),
        (_nul_in_name, "check the file"),
    ],
)
def test_path_that_is_no_file(tmp_path: Path, make: Callable[[Path], Path], reason: str) -> None:
    bad = make(tmp_path)
    good = tmp_path / "good.txt"
    good.write_text("Prices rose 3%.", encoding="utf-8")
    rejected, article = read([bad, good])
    assert isinstance(rejected, Rejected) and rejected.source == str(bad)
    assert reason in rejected.reason and "; " in rejected.reason
    assert isinstance(article, Article)


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Prices rose 3% in {name}.", encoding="utf-8")
    opened = open

    def refuse(path: Any, *args: Any, **options: Any) -> Any:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr("builtins.open", refuse)
    rejected, article = read([tmp_path])
    assert isinstance(rejected, Rejected) and "permissions" in rejected.reason
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    "html",
    [
        "<p>A" + "<!--" * 100_000,
        "<div>" * 5_000 + "Prices rose 3%." + "</div>" * 5_000,
        "<table><tr><td>" * 3_000,
        "<a " + "x=1 " * 100_000,
        "&#x41;" * 100_000,
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b; &xxe;</p>',
    ],
)
def test_hostile_html_is_bounded(html: str) -> None:
    with Extractor(seconds=10) as extractor:
        try:
            text = extractor.extract(html).text
        except InputError as error:
            text = str(error)
        assert text and len(text) < 2_000_000
        good = "<article><h1>Budget</h1><p>The budget is 4% larger than last year.</p></article>"
        assert "4% larger" in extractor.extract(good).text


def test_parser_is_killed_in_time_and_replaced(tmp_path: Path) -> None:
    with Extractor(seconds=0.001) as extractor:
        with pytest.raises(InputError, match="more than"):
            extractor.extract("<p>Prices rose 3%.</p>")
        extractor._seconds = 10.0
        assert "3%" in extractor.extract("<p>Prices rose 3% on Monday, officials said.</p>").text


def test_parser_may_not_use_the_network(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><img src="http://127.0.0.1:9/">'
        "<article><p>Prices rose 3% on Monday, the office of statistics said.</p></article>",
        encoding="utf-8",
    )
    (article,) = read([page])
    assert isinstance(article, Article) and "3%" in article.text


def test_discover_keeps_what_read_will_reject(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert discover([missing, tmp_path]) == [missing, tmp_path]
