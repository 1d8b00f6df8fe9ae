"""The report of a run as one HTML page that asks nothing of a network; all text is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.groups import by_kind, by_pair
from evals.metrics import calibration
from evals.record import Run
from evals.report import charts, text
from evals.report.failures import failing, told

_HERE = Path(__file__).parent


def page(run: Run) -> str:
    """Tables, charts by language pair and type, calibration, and every failure."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        run=run,
        metric_head=text.METRIC_HEAD,
        metrics=text.metric_rows(run.results),
        group_head=text.GROUP_HEAD,
        groups=text.group_rows(run),
        charts={
            "By language pair": _bars(run, by_pair(run.results)),
            "By type": _bars(run, by_kind(run.results)),
        },
        plot=charts.calibration_plot(calibration.bins(run.results)),
        failures=failing(run),
        told=told,
    )


def _bars(run: Run, groups: dict[str, list[str]]) -> list[charts.Bar]:
    return [charts.bar(name, run.chosen(keys)) for name, keys in groups.items()]
