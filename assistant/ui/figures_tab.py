"""The ledger of all figures: searched, filtered, sorted, drawn and saved."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import gradio

from assistant import render
from assistant.schema import Lang
from assistant.ui import cards, ledger
from assistant.ui.desk import Desk, Shelf
from assistant.ui.reader import QUIET, Reader, told
from assistant.ui.words import lang_of, say, t

_COLUMNS = ("subject", "measure", "value", "qualifiers", "period", "article")
_WIDTHS = ["56px", "18%", "14%", "20%", "12%", "14%", "22%"]
_SORTS = ("value", "period", "subject", "measure", "qualifiers", "article")
_SUBJECTS = 300  # in the list to choose from; any other can be typed
# What a chart counts in.
_SCALES: dict[Lang, tuple[tuple[int, str], ...]] = {
    "en": ((10**12, "trillion "), (10**9, "billion "), (10**6, "million ")),
    "ja": ((10**12, "兆"), (10**8, "億"), (10**4, "万")),
}
_SAVE = """() => setTimeout(() => {
  const link = document.querySelector("#csv");
  (link?.matches("a, button") ? link : link?.querySelector("a, button"))?.click();
}, 200)"""


def figures_tab(desk: Desk, reader: Reader, version: gradio.State) -> None:
    """Build the tab."""
    with gradio.Row():
        search = gradio.Textbox(
            label=t("search"), placeholder=t("search_figures"), min_width=220, elem_id="search"
        )
        subject, measure, kind, publisher, sort = (_choice(name) for name in
            ("subject", "measure", "kind", "publisher", "sort"))  # fmt: skip
        descending = gradio.Checkbox(label=t("descending"), min_width=150)
    count = gradio.HTML(elem_id="count")
    chart = gradio.BarPlot(
        x="name", y="amount", tooltip=["said", "article"], height=300, visible=False,
        elem_id="chart", x_title=" ", x_label_angle=-30,
    )  # fmt: skip
    table = gradio.Dataframe(
        interactive=False, wrap=True, max_height=520, column_widths=_WIDTHS, elem_id="figures",
        label=t("tab_figures"), buttons=[],
    )  # fmt: skip
    export = gradio.Button(t("export"), size="sm")
    ready = gradio.DownloadButton(visible="hidden", elem_id="csv", label=t("export"))

    def picked(*fields: Any) -> list[ledger.Row]:
        search, subject, measure, kind, publisher, sort, descending = fields
        choice = ledger.Choice(
            search, subject or "", measure, kind, publisher, "", sort, bool(descending)
        )
        with told():
            return ledger.chosen(desk.shelf().rows, choice)

    def shown(request: gradio.Request, *fields: Any) -> tuple[Any, Any, Any]:
        lang, rows = lang_of(request), picked(*fields)
        listed = rows[: ledger.MOST_ROWS]
        counted = say(lang, "count_figures", n=f"{len(rows):,}", shown=f"{len(listed):,}")
        return cards.plain(counted), _drawn(rows, fields[1] or "", lang), _table(listed, lang)

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

    filters = [search, subject, measure, kind, publisher, sort, descending]
    outputs = [count, chart, table]
    changed = [one.change for one in filters]
    gradio.on(changed, shown, filters, outputs, trigger_mode="always_last", **QUIET)
    version.change(_choices(desk), filters, filters[1:6], **QUIET).then(
        shown, filters, outputs, **QUIET
    )
    reader.opens(table.select, place, filters)
    export.click(saved, filters, ready, **QUIET).success(None, js=_SAVE, api_visibility="private")


def _choice(name: str) -> Any:
    return gradio.Dropdown(
        [("", "")], value="", label=t(name), min_width=150, elem_id=name,
        allow_custom_value=name == "subject",
    )  # fmt: skip


def _choices(desk: Desk) -> Any:
    def choices(request: gradio.Request, _search: str, *chosen: Any) -> list[Any]:
        """What each list offers; what was chosen stays if it is still there."""
        lang = lang_of(request)
        offered = _offered(desk.shelf(), lang)
        names = ("subject", "measure", "kind", "publisher", "sort")
        return [
            gradio.Dropdown(
                [(say(lang, "as_read" if name == "sort" else "any"), ""), *offered[name]],
                value=value if value in dict(map(reversed, offered[name])) else "",
            )
            for name, value in zip(names, chosen, strict=False)
        ]

    return choices


def _offered(shelf: Shelf, lang: Lang) -> dict[str, list[tuple[str, str]]]:
    """Of each list the words and the value of every choice."""
    subjects = shelf.most(lambda row: row.figure.subject)[:_SUBJECTS]
    measures = shelf.most(lambda row: row.figure.measure)
    publishers = sorted(shelf.most(lambda row: row.article.publisher))
    named = [(render.measure_words(name, lang), name) for name in measures]
    return {
        "subject": [(name, name) for name in subjects],
        "measure": [(words, name) for words, name in named if words],
        "kind": [(say(lang, f"kind_{kind}"), kind) for kind in shelf.most(lambda r: r.figure.kind)],
        "publisher": [(name, name) for name in publishers],
        "sort": [(say(lang, name), name) for name in _SORTS],
    }


def _table(rows: Sequence[ledger.Row], lang: Lang) -> dict[str, Any]:
    headers = ["#", *(say(lang, name) for name in _COLUMNS)]
    return {"headers": headers, "data": [[n, *_cells(row, lang)] for n, row in enumerate(rows, 1)]}


def _cells(row: ledger.Row, lang: Lang) -> list[str]:
    words = render.figure_words(row.figure, row.article, lang)
    read = f" ({words['otherwise']})" if words["otherwise"] else ""
    qualifiers = (say(lang, f"q_{name}") for name in row.figure.qualifiers)
    when = f"{words['when'] or ''}{'*' if words['inferred'] and words['when'] else ''}"
    return [words["subject"] or "", words["measure"] or "", words["said"] + read,
            ", ".join(qualifiers), when, render.line(row.article.title)]  # fmt: skip


# -- the chart ----------------------------------------------------------------------------------


def _drawn(rows: Sequence[ledger.Row], subject: str, lang: Lang) -> Any:
    """The chart of ``rows``; hidden if they hold nothing to compare."""
    chart = ledger.chart(rows, subject)
    if chart is None or len(chart.bars) < 2:
        return gradio.BarPlot(visible=False)
    first = chart.bars[0]
    scale, scale_name = _scale([_amount(row) for row in chart.bars], lang)
    words = render.measure_words(first.figure.measure, lang) or str(first.figure.measure)
    key = "chart_time" if chart.over_time else "chart_largest"
    names = _names(chart)
    data = [
        [name, float(_amount(row) / scale), _cells(row, lang)[2], render.line(row.article.title)]
        for name, row in zip(names, chart.bars, strict=True)
    ]
    return gradio.BarPlot(
        value={
            "columns": ["name", "amount", "said", "article"], "data": data, "mark": "bar",
            "datatypes": {"name": "nominal", "amount": "quantitative", "said": "nominal",
                          "article": "nominal"},
        },
        title=say(lang, key, measure=words, subject=subject), y_title=scale_name + first.figure.unit,
        sort=names, caption=say(lang, "chart_note"), visible=True,
    )  # fmt: skip


def _names(chart: ledger.Chart) -> list[str]:
    """A name of its own for each bar, for Gradio adds up bars of one name."""
    names: list[str] = []
    for row in chart.bars:
        figure = row.figure
        name = (figure.period or figure.as_of) if chart.over_time else figure.subject
        name = render.line(name or "")
        names.append(name + "′" * sum(other.rstrip("′") == name for other in names))
    return names


def _amount(row: ledger.Row) -> Fraction:
    value = row.figure.value
    return Fraction(value) if isinstance(value, Decimal | Fraction) else Fraction(0)


def _scale(amounts: Sequence[Fraction], lang: Lang) -> tuple[int, str]:
    fitting = (pair for pair in _SCALES[lang] if max(amounts) >= pair[0])
    return next(fitting, (1, ""))
