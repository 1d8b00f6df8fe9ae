"""An assistant that repeats what it is given in all that a page can show, and its page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from assistant.core import IngestReport
from assistant.errors import IndexMissing
from assistant.schema import Answer, Article, Check, Citation, Figure, Filter
from assistant.settings import quiet_libraries
from assistant.ui.desk import Desk


class Echo:
    """Stands in for ``Assistant``; every article is made of one text."""

    def __init__(self, texts: Sequence[str] = (), folder: Path = Path("index")) -> None:
        self.settings = SimpleNamespace(index=folder)
        self.kept = {str(n): article(str(n), text) for n, text in enumerate(texts)}
        self.changes = 0
        self.asked = 0
        self.history: Sequence[str] = ()
        self.filter: Filter | None = None

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        filter: Filter | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Answer:
        self.history, self.filter = history, filter
        self.asked += 1
        if progress is not None:
            progress("read")
        if question == "none":
            raise IndexMissing("no index <here>; run: assistant ingest")
        if question.startswith("slow"):
            time.sleep(1)
        first = next(iter(self.kept.values()), None)
        if first is None or question.startswith("no "):
            return Answer(question, "en", "refused", question, question)
        q = question
        cited = Citation(1, first.id, q, q, q, q, "text", 0, 3, q)
        checks = (
            Check(figure(first.id, q), "supported", 1),
            Check(figure(first.id, q, 4), "supported", 1, "context"),
        )
        figures = tuple(check.figure for check in checks)
        return Answer(q, "en", "answered", q, q, q, figures, (cited,), checks)

    def ask_stream(self, question: str, *given: Any) -> Iterator[Answer]:
        """Of a question that begins so, an answer worded by a model, sentence by sentence."""
        answer = self.ask(question, *given)
        if question.startswith("worded"):
            answer = replace(answer, writer="a model", text=f"{question} [1]")
            yield answer
            answer = replace(answer, text=f"{question} [1]\nmore [1]", note=question)
        yield answer

    def ask_plain(self, question: str) -> Answer:
        return self.ask(question)

    def articles(self) -> list[Article]:
        return list(self.kept.values())

    def article(self, article_id: str) -> Article | None:
        return self.kept.get(article_id)

    def figures(self) -> list[Figure]:
        return [figure(one.id, one.title) for one in self.kept.values()]

    def generation(self) -> int:
        return self.changes

    def remove(self, article_id: str) -> bool:
        self.changes += 1
        return self.kept.pop(article_id, None) is not None

    def ingest(self, paths: Iterable[Path], **_: Any) -> IngestReport:
        for path in paths:
            self.changes += 1
            self.kept[path.name] = article(path.name, path.read_text("utf-8"))
        return IngestReport(1, 0, 0, 1, 1, (), 0.0)

    def close(self) -> None:
        pass


class Worded(Echo):
    """Answers with words, as a language model may, and tells figures beside them."""

    def ask(self, question: str, *more: Any) -> Answer:
        answer = super().ask(question, *more)
        return replace(answer, figures=answer.figures[1:], checks=answer.checks[1:])


def article(article_id: str, text: str) -> Article:
    return Article(
        id=article_id,
        title=text,
        text=f"12 {text}",
        lang="en",
        url=text,
        publisher=text,
        published=text,
        published_source="given",
        skip=((3, 5),),
    )


def figure(article_id: str, text: str, value: int = 12) -> Figure:
    return Figure(article_id, "text", 0, 2, text, Decimal(value), "JPY", "money", subject=text,
                  measure="subsidy", period=text)  # fmt: skip


def desk(echo: Echo) -> Desk:
    """A desk at which the stand-in both asks and reads."""
    return Desk([echo], echo)  # type: ignore[arg-type]


@contextmanager
def served(*texts: str) -> Iterator[str]:
    """The address of the page over such an assistant, whose answers are words."""
    with serving([sys.executable, __file__, *texts]) as address:
        yield address


@contextmanager
def serving(command: Sequence[str]) -> Iterator[str]:
    """The address that a command says once it serves the page, in a process of its own.

    Gradio's threads leave sockets and event loops open, which here would count as ours.
    """
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    assert server.stdout is not None
    with server:
        try:
            said = iter(server.stdout.readline, "")
            yield next(line.split()[0] for line in said if line.startswith("http"))
        finally:
            server.terminate()


def main() -> None:
    """Serve the texts of the command line until terminated."""
    quiet_libraries(offline=True)
    from assistant.ui.app import build, launch

    over = desk(Worded(sys.argv[1:]))
    over.examples = {"en": sys.argv[1:], "ja": sys.argv[1:]}
    sys.stdout.write(launch(build(over), None) + "\n")
    sys.stdout.flush()
    signal.pause()


if __name__ == "__main__":
    main()
