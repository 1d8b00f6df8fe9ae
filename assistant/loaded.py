"""What questions are answered with: loaded when first needed, once for every assistant."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

from assistant.models.embedder import Embedder, load_embedder
from assistant.models.reader import Reader, load_reader
from assistant.settings import Settings
from assistant.text.lexicon import Lexicon, load_lexicon


class Loaded:
    """Embedder, reader and lexicon; any thread may ask for them, and use them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loading = RLock()
        self._embedder: Embedder | None = None
        self._reader: Reader | None = None
        self._lexicon: Lexicon | None = None

    @property
    def fingerprint(self) -> str | None:
        """The embedder's, or nothing while it is not needed."""
        return self._embedder.fingerprint if self._embedder else None

    def embedder(self, progress: Callable[[str, float], None] | None = None) -> Embedder:
        """The embedder. Raises ``ModelError``."""
        with self._loading:
            if self._embedder is None:
                self._embedder = load_embedder(self._settings, progress)
            return self._embedder

    def reader(self) -> Reader:
        """The reader. Raises ``ModelError``."""
        with self._loading:
            if self._reader is None:
                self._reader = load_reader(self._settings.cache, self._settings.threads)
            return self._reader

    def lexicon(self, progress: Callable[[str], None] | None = None) -> Lexicon:
        """The lexicon. Raises ``ModelError``."""
        with self._loading:
            if self._lexicon is None:
                self._lexicon = load_lexicon(self._settings.cache, progress)
            return self._lexicon
