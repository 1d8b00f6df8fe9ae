"""The report shows every failure, escapes all of it and asks nothing of a network."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from test_evals_metrics import ANSWERED, BAD, DUE, REFUSED, RIGHT, many, run

from assistant.errors import UsageError
from evals.__main__ import main
from evals.report import markdown, page, text, writing

EVIL = '<script>alert(1)</script> | `x` *y* [z](http://e.example) & "q"'
RUN = run(*many(5, RIGHT), *many(3, BAD, 5), REFUSED, DUE, ANSWERED,
          replace(BAD, key="evil", row="evil", question=EVIL, answer=EVIL, quote=EVIL,
                  expected=EVIL, article=EVIL))  # fmt: skip
_VOID = {"meta", "br", "img", "link", "input"}


class Tree(HTMLParser):
    """The tags of a page, with a check that each is closed in its place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_nothing_of_a_network() -> None:
    html = page.page(RUN)
    tree = Tree(html)
    assert tree.open == []
    names = {tag for tag, _ in tree.tags}
    assert not names & {"script", "link", "img", "iframe", "a"}
    assert not [attrs for _, attrs in tree.tags if {"src", "href"} & attrs.keys()]
    assert not re.search(r"url\(|@import", html)
    policy = next(a["content"] for _, a in tree.tags if a.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_page_shows_every_failure_escaped() -> None:
    html = page.page(RUN)
    failures = [result for result in RUN.results if result.is_failure]
    assert html.count("<article ") == len(failures) == 6
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 5  # question, answer, expected, quote and article
    for words in ("11 JPY", "最大約102.4億円", "10240000000 JPY max  (a1)", "how much?"):
        assert words in html
    assert html.count('<svg class="bar"') == 2
    assert html.count('<circle class="point"') == 2  # confidences 0.6 and 0.8


def test_markdown_shows_every_failure_on_its_own_lines() -> None:
    said = markdown.page(RUN)
    assert said.count("- **") == 6
    assert said.count("  - expected: ") == 6
    assert "\\<script\\>alert(1)\\</script\\> \\| \\`x\\` \\*y\\* \\[z\\](http" in said
    assert "<script>" not in said
    table = [line for line in said.splitlines() if line.startswith("| right ")]
    assert len(table) == 1
    assert "50.0 %" in table[0]


@pytest.mark.parametrize("form", [page.page, markdown.page])
def test_a_run_without_questions_is_a_report_too(form: object) -> None:
    assert "Evaluation" in form(run())


def test_tables_of_a_terminal() -> None:
    lines = text.tables(RUN)
    widths = {len(line) for line in lines[: lines.index("")]}
    assert len(widths) == 1
    assert any(line.startswith("| refusal recall ") and "50.0 %" in line for line in lines)
    assert len(text.wrong_lines(RUN, 2)) == 2


def test_where_no_report_can_be_written(tmp_path: Path) -> None:
    for name in ("report.pdf", "none/report.md"):
        with pytest.raises(UsageError, match="--report"):
            writing.check(tmp_path / name)
        assert main(["--report", str(tmp_path / name)]) == 2
    writing.write(RUN, tmp_path / "report.md")
    assert (tmp_path / "report.md").read_text("utf-8") == markdown.page(RUN)
