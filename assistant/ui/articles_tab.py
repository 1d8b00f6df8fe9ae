"""The articles: listed, read, added by file or as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio

from assistant import render
from assistant.core import IngestReport
from assistant.errors import AssistantError
from assistant.schema import Article, Lang
from assistant.ui import cards, ledger
from assistant.ui.desk import FILE_LIMIT, Desk, Shelf
from assistant.ui.reader import QUIET, Reader
from assistant.ui.words import lang_of, say, t

FILES_LIMIT = 20  # of one upload
_TYPES = [".txt", ".md", ".html", ".htm", ".json", ".jsonl"]
_COLUMNS = ("headline", "publisher", "published", "language", "count")
_WIDTHS = ["6%", "38%", "18%", "14%", "12%", "12%"]


def articles_tab(desk: Desk, reader: Reader, version: gradio.State) -> None:
    """Build the tab."""
    search = gradio.Textbox(
        "", label=t("search"), placeholder=t("search_articles"), elem_id="search-articles"
    )
    table = gradio.Dataframe(
        interactive=False, wrap=True, max_height=520, column_widths=_WIDTHS, elem_id="articles",
        label=t("articles_note"), buttons=[],
    )  # fmt: skip
    with gradio.Accordion(t("add"), open=False):
        with gradio.Row():
            published = gradio.Textbox("", label=t("field_published"), placeholder=t("date_hint"))
            publisher = gradio.Textbox("", label=t("field_publisher"), max_length=200)
        files = gradio.File(
            label=t("add_files"), file_count="multiple", file_types=_TYPES, height=180,
            elem_id="files",
        )  # fmt: skip
        with gradio.Accordion(t("add_text"), open=False):
            title = gradio.Textbox("", label=t("headline"), max_length=1000, elem_id="paste-title")
            text = gradio.Textbox("", label=t("field_text"), lines=6, max_length=FILE_LIMIT // 4,
                                  elem_id="paste-text")  # fmt: skip
            url = gradio.Textbox("", label=t("field_url"), max_length=2000, elem_id="paste-url")
            store = gradio.Button(t("store"), variant="primary", elem_id="store")
        report = gradio.Textbox("", label=t("report"), interactive=False, visible=False,
                                elem_id="report", lines=2)  # fmt: skip

    def upload(
        request: gradio.Request, paths: list[str] | None, published: str, publisher: str
    ) -> Iterator[tuple[Any, Any]]:
        lang, lines = lang_of(request), list[str]()
        stays = gradio.skip()
        paths = paths or []
        if len(paths) > FILES_LIMIT:
            yield None, _told([say(lang, "too_many", n=FILES_LIMIT)])
            return
        for n, path in enumerate(map(Path, paths), 1):
            doing = say(lang, "adding", n=n, total=len(paths), name=path.name)
            yield stays, _told([*lines, doing])
            try:
                lines += _outcome(desk.add(path, published, publisher), path.name, lang)
            except AssistantError as error:
                lines.append(say(lang, "rejected", name=path.name, reason=error))
        yield None, _told(lines)

    def paste(
        request: gradio.Request, title: str, text: str, url: str, published: str, publisher: str
    ) -> Iterator[tuple[Any, ...]]:
        lang, stays = lang_of(request), (gradio.skip(),) * 3
        name = title or say(lang, "pasted")
        yield *stays, _told([say(lang, "adding", n=1, total=1, name=name)])
        fields = {"title": title, "text": text, "url": url, "published": published,
                  "publisher": publisher}  # fmt: skip
        try:
            added = desk.add_text(fields)
        except AssistantError as error:
            yield *stays, _told([say(lang, "rejected", name=name, reason=error)])
            return
        kept = ("", "", "") if not added.rejected else stays
        yield *kept, _told(_outcome(added, name, lang))

    def listed(search: str, request: gradio.Request) -> dict[str, Any]:
        return _table(desk.shelf(), search, lang_of(request))

    def row(event: gradio.SelectData, request: gradio.Request) -> tuple[Any, ...]:
        """The chosen article; the first cell of a row is its number in the whole list."""
        article_id = list(desk.shelf().articles)[int(event.row_value[0]) - 1]
        return reader.show(cards.place_of(article_id, "text", 0, 0), lang_of(request))

    about = [published, publisher]
    files.upload(upload, [files, *about], [files, report], **QUIET).then(
        desk.version, None, version, **QUIET
    )
    store.click(paste, [title, text, url, *about], [title, text, url, report], **QUIET).then(
        desk.version, None, version, **QUIET
    )
    gradio.on(
        [version.change, search.change], listed, search, table, trigger_mode="always_last", **QUIET
    )
    reader.opens(table.select, row, None)


def _told(lines: list[str]) -> Any:
    return gradio.Textbox("\n".join(map(render.line, lines)), visible=True)


def _outcome(report: IngestReport, name: str, lang: Lang) -> list[str]:
    counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
    lines = [say(lang, kind, name=name, figures=report.figures) for kind, n in counts.items() if n]
    return lines + [say(lang, "rejected", name=name, reason=r.reason) for r in report.rejected]


def _table(shelf: Shelf, search: str, lang: Lang) -> dict[str, Any]:
    """The articles whose headline or publisher holds every word of ``search``."""
    counted = Counter(row.article.id for row in shelf.rows)
    words = ledger.fold(search).split()
    headers = ["#", *(say(lang, name) for name in _COLUMNS)]
    data = [
        [n, *_cells(article, lang), counted[article.id]]
        for n, article in enumerate(shelf.articles.values(), 1)
        if all(word in ledger.fold(f"{article.title} {article.publisher or ''}") for word in words)
    ]
    return {"headers": headers, "data": data}


def _cells(article: Article, lang: Lang) -> list[str]:
    date = article.published or ""
    if date and article.published_source == "inferred":
        date = say(lang, "date_inferred", date=date)
    known = (article.title, article.publisher or "", date, article.lang)
    return [render.line(text) for text in known]
