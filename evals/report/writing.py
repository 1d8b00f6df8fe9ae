"""Writing a report in the form that its file name asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.errors import UsageError
from evals.record import Run
from evals.report import markdown, page

_FORMS: dict[str, Callable[[Run], str]] = {".html": page.page, ".md": markdown.page}


def check(path: Path) -> None:
    """Raise ``UsageError`` when no report can be written there: before anything is asked."""
    if path.suffix not in _FORMS:
        raise UsageError(f"--report {path}: name it .html or .md")
    if not path.parent.is_dir():
        raise UsageError(f"--report {path}: no folder {path.parent}")


def write(run: Run, path: Path) -> None:
    """Write the report of a run."""
    path.write_text(_FORMS[path.suffix](run), "utf-8")
