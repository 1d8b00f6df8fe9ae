"""How far a run is, on stderr."""

from __future__ import annotations

import sys
import time


class Progress:
    """How many questions are asked: in place on a terminal, else a line every ten seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        live = sys.stderr.isatty()
        if time.monotonic() - self._last < (0.2 if live else 10.0) and done < total:
            return
        self._last = time.monotonic()
        if live:
            sys.stderr.write(f"\r{done} of {total}" + ("\r\033[K" if done == total else ""))
            sys.stderr.flush()
        elif done < total:
            sys.stderr.write(f"asked {done} of {total}\n")
