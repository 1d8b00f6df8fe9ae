"""The ledger of all figures: searched, filtered, sorted, drawn and saved."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
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
# What a chart counts in.
_SCALES: dict[Lang, tuple[tuple[int, str], ...]] = {
    "en": ((10**12, "trillion "), (10**9, "billion "), (10**6, "million ")),
    "ja": ((10**12, "兆"), (10**8, "億"), (10**4, "万")),
}
_SAVE = """() => setTimeout(() => {
  const saved = document.querySelector("#csv");
  (saved?.matches("a, button") ? saved : saved?.querySelector("a, button"))?.click();
}, 200)"""


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
    charts = [
        gradio.BarPlot(
            x="name", y="amount", tooltip=["said", "article"], height=300, visible=False,
            elem_id=name, sort=sort, x_title=" ", y_title=" ", y_lim=[0, None], x_label_angle=-30,
        )
        for name, sort in (("largest", "-y"), ("over-time", "x"))
    ]  # fmt: skip
    table = gradio.Dataframe(
        interactive=False, wrap=True, max_height=520, column_widths=_WIDTHS, elem_id="figures",
        label=t("tab_figures"), buttons=[],
    )  # fmt: skip
    export = gradio.Button(t("export"), size="sm", elem_id="export")
    ready = gradio.DownloadButton(visible="hidden", elem_id="csv", label=t("export"))

    def picked(search: str, subject: str | None, measure: str, order: str) -> list[ledger.Row]:
        return ledger.chosen(desk.shelf().rows, search, subject or "", measure, order)

    def shown(request: gradio.Request, *fields: Any) -> tuple[Any, ...]:
        lang, rows = lang_of(request), picked(*fields)
        listed = rows[:_SHOWN]
        counted = say(lang, "count_figures", n=f"{len(rows):,}", shown=f"{len(listed):,}")
        title, drawn = _drawn(rows, fields[1] or "", lang)
        return cards.plain(f"{counted}\n{title}".strip()), *drawn, _table(listed, lang)

    def place(event: gradio.SelectData, *fields: Any) -> str:
        """The place of the chosen row, whose first cell is its number in the whole list."""
        figure = picked(*fields)[int(event.row_value[0]) - 1].figure
        return cards.place_of(figure.article_id, figure.field, figure.start, figure.end)

    def saved(*fields: Any) -> str:
        """The chosen figures for a spreadsheet, which knows UTF-8 by the mark before it."""
        lines = render.figures_csv(row.figure for row in picked(*fields))
        path = Path(tempfile.mkdtemp()) / "figures.csv"
        path.write_text("\ufeff" + "".join(f"{line}\r\n" for line in lines), "utf-8", newline="")
        return str(path)

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
    filters, outputs = [search, *lists], [count, *charts, table]
    changed = [one.change for one in filters]
    gradio.on(changed, shown, filters, outputs, trigger_mode="always_last", **QUIET)
    version.change(choices, lists, lists, **QUIET).then(shown, filters, outputs, **QUIET)
    reader.opens(table.select, place, filters)
    export.click(saved, filters, ready, **QUIET).success(None, js=_SAVE, api_visibility="private")


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


# -- the chart ----------------------------------------------------------------------------------


def _drawn(rows: Sequence[ledger.Row], subject: str, lang: Lang) -> tuple[str, list[Any]]:
    """What the chart of ``rows`` shows, and both charts: of each subject, of one over time.

    Only its data change: given another title or axis too, Gradio may draw the old bars under it.
    """
    bars = ledger.bars(rows, subject)
    if len(bars) < 2:
        return "", [gradio.BarPlot(visible=False)] * 2
    first = bars[0].figure
    fitting = (pair for pair in _SCALES[lang] if max(row.amount for row in bars) >= pair[0])
    scale, scale_name = next(fitting, (1, ""))
    names = _names([row.when if subject else row.figure.subject or "" for row in bars])
    data = [
        [name, float(row.amount / scale), _cells(row, lang)[2], render.line(row.article.title)]
        for name, row in zip(names, bars, strict=True)
    ]
    kinds = {"name": "nominal", "amount": "quantitative", "said": "nominal", "article": "nominal"}
    value = {"columns": list(kinds), "data": data, "datatypes": kinds, "mark": "bar"}
    measure = render.measure_words(first.measure, lang) or str(first.measure)
    kind = "chart_time" if subject else "chart_largest"
    title = say(lang, kind, measure=measure, subject=subject, unit=scale_name + first.unit)
    return f"{title}\n{say(lang, 'chart_note')}", [
        gradio.BarPlot(value, visible=True) if drawn else gradio.BarPlot(visible=False)
        for drawn in (not subject, bool(subject))
    ]


def _names(wanted: Sequence[str]) -> list[str]:
    """A name of its own for each bar, for Gradio adds up bars of one name."""
    names: list[str] = []
    for name in map(render.line, wanted):
        names.append(name + "′" * sum(other.rstrip("′") == name for other in names))
    return names
