"""The ledger of all figures: searched, filtered, sorted, drawn and saved."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import Any

import gradio

from assistant import render
from assistant.schema import Lang
from assistant.ui import cards, ledger
from assistant.ui.desk import Desk
from assistant.ui.reader import QUIET, Reader
from assistant.ui.words import lang_of, say, t

_COLUMNS = ("subject", "measure", "value", "qualifiers", "period", "article")
_WIDTHS = ["6%", "16%", "13%", "19%", "11%", "14%", "21%"]
_SHOWN = 100  # rows of the table; the CSV has them all
_SUBJECTS = 300  # in the list to choose from; any other can be typed
_SAVE = """file => {
  const link = document.createElement("a");
  link.href = file.url;
  link.download = "figures.csv";
  link.click();
}"""


def figures_tab(desk: Desk, reader: Reader, version: gradio.State) -> None:
    """Build the tab."""
    with gradio.Row():
        search = gradio.Textbox(
            "", label=t("search"), placeholder=t("search_figures"), min_width=220, elem_id="search"
        )
        subject, measure, order = (
            gradio.Dropdown([("", "")], value="", label=t(name), min_width=160, elem_id=name,
                            allow_custom_value=name == "subject")
            for name in ("subject", "measure", "order")
        )  # fmt: skip
    count = gradio.HTML(elem_id="count")
    chart = gradio.HTML(elem_id="chart")
    table = gradio.Dataframe(
        interactive=False, wrap=True, max_height=520, column_widths=_WIDTHS, elem_id="figures",
        label=t("tab_figures"), buttons=[],
    )  # fmt: skip
    export = gradio.Button(t("export"), size="sm", elem_id="export")
    csv = gradio.File(visible="hidden")
    folder = tempfile.TemporaryDirectory()  # of the files saved, for as long as the page is served

    def picked(search: str, subject: str | None, measure: str, order: str) -> list[ledger.Row]:
        return ledger.chosen(desk.shelf().rows, search, subject or "", measure, order)

    def shown(request: gradio.Request, *fields: Any) -> tuple[str, str, dict[str, Any]]:
        lang, rows = lang_of(request), picked(*fields)
        listed = rows[:_SHOWN]
        counted = say(lang, "count_figures", n=f"{len(rows):,}", shown=f"{len(listed):,}")
        drawn = _drawn(rows, fields[1] or "", lang)
        return cards.plain(counted), drawn, _table(listed, lang)

    def row(event: gradio.SelectData, request: gradio.Request, *fields: Any) -> tuple[Any, ...]:
        """The article of the chosen figure; the first cell of a row is its number in the list."""
        figure = picked(*fields)[int(event.row_value[0]) - 1].figure
        return reader.show(cards.place_of_figure(figure), lang_of(request))

    def saved(*fields: Any) -> str:
        """The chosen figures for a spreadsheet, which knows UTF-8 by its signature."""
        lines = render.figures_csv(row.figure for row in picked(*fields))
        file, path = tempfile.mkstemp(".csv", dir=folder.name)
        with open(file, "w", encoding="utf-8-sig", newline="") as out:
            out.writelines(f"{line}\r\n" for line in lines)
        return path

    def choices(request: gradio.Request, *chosen: str) -> list[Any]:
        """What each list offers; what was chosen stays if it is still there."""
        lang, shelf = lang_of(request), desk.shelf()
        measures = shelf.most(lambda row: row.figure.measure)
        named = [(render.measure_words(name, lang), name) for name in measures]
        offered = (
            [(name, name) for name in shelf.most(lambda row: row.figure.subject)[:_SUBJECTS]],
            [(words, name) for words, name in named if words],
            [(say(lang, f"order_{name}"), name) for name in ledger.ORDERS],
        )
        first = (say(lang, "any"), say(lang, "any"), say(lang, "as_read"))
        return [
            gradio.Dropdown([(none, ""), *pairs],
                            value=value if value in {name for _, name in pairs} else "")
            for none, pairs, value in zip(first, offered, chosen, strict=True)
        ]  # fmt: skip

    lists = [subject, measure, order]
    filters, outputs = [search, *lists], [count, chart, table]
    changed = [one.change for one in filters]
    gradio.on(changed, shown, filters, outputs, trigger_mode="always_last", **QUIET)
    version.change(choices, lists, lists, **QUIET).then(shown, filters, outputs, **QUIET)
    reader.opens(table.select, row, filters)
    export.click(saved, filters, csv, **QUIET).success(
        None, csv, js=_SAVE, api_visibility="private"
    )


def _table(rows: Sequence[ledger.Row], lang: Lang) -> dict[str, Any]:
    headers = ["#", *(say(lang, name) for name in _COLUMNS)]
    return {"headers": headers, "data": [[n, *_cells(row, lang)] for n, row in enumerate(rows, 1)]}


def _cells(row: ledger.Row, lang: Lang) -> list[str]:
    words = render.figure_words(row.figure, row.article, lang)
    read = f" ({words['otherwise']})" if words["otherwise"] else ""
    qualifiers = (say(lang, f"q_{name}") for name in row.figure.qualifiers)
    inferred = f" ({say(lang, 'inferred')})" if words["inferred"] and words["when"] else ""
    return [words["subject"] or "", words["measure"] or "", words["said"] + read,
            ", ".join(qualifiers), (words["when"] or "") + inferred,
            render.line(row.article.title)]  # fmt: skip


def _drawn(rows: Sequence[ledger.Row], subject: str, lang: Lang) -> str:
    """The chart of ``rows``: one figure of each subject, or of one ``subject`` over time."""
    bars = ledger.bars(rows, subject)
    if len(bars) < 2:
        return ""
    figure = bars[0].figure
    measure = render.measure_words(figure.measure, lang) or str(figure.measure)
    kind = "chart_time" if subject else "chart_largest"
    title = cards.plain(say(lang, kind, measure=measure, subject=subject))
    return title + cards.bars(bars, bool(subject), lang) + cards.plain(say(lang, "chart_note"))
