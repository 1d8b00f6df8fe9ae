"""The articles that questions open, as contexts; the last ones are kept for the next question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.context import Context
from assistant.schema import Figure
from assistant.store import Index
from assistant.text.lexicon import Lexicon

_KEPT = 128  # contexts, each of some hundred kilobytes
_OPENED = 60  # how often one is opened before it is made anew: it remembers every term it met


class Contexts:
    """Contexts of an index's articles, made when first asked for and when the index changes."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self.index, self.lexicon = index, lexicon
        self._generation = -1
        self._known: dict[str, tuple[Context, int]] = {}  # the one opened last at the end

    def open(self, ids: Sequence[str]) -> list[Context]:
        """Those of the ids that the index holds, in their order."""
        if self._generation != self.index.generation:
            self._generation = self.index.generation
            self._known.clear()
        self._make([name for name in ids if name not in self._known])
        found = []
        for name in filter(self._known.__contains__, ids):
            context, times = self._known.pop(name)
            found.append(context)
            if times < _OPENED:
                self._known[name] = (context, times + 1)
        for name in list(self._known)[: max(0, len(self._known) - _KEPT)]:
            del self._known[name]
        return found

    def _make(self, ids: Sequence[str]) -> None:
        figures: dict[str, list[Figure]] = {name: [] for name in ids}
        for figure in self.index.figures(ids) if ids else ():
            figures[figure.article_id].append(figure)
        for name in ids:
            article = self.index.article(name)
            if article is not None:
                chunks = tuple(self.index.chunks_of(name))
                self._known[name] = (Context(article, figures[name], self.lexicon, chunks), 1)
