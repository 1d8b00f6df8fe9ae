"""Settings: what environment and flags choose, read once at the edge."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import UsageError

PACKAGED_EMBEDDER = "intfloat/multilingual-e5-small"

LLM_FORMS = "openai:MODEL@URL, ollama:MODEL or gguf:FILE"
_URLS = {"openai": "https://api.openai.com/v1", "ollama": "http://127.0.0.1:11434/v1"}
_LLM = re.compile(
    r"(?P<kind>openai|ollama):(?P<model>\S+?)(?:@(?P<url>https?://[^\s@]+))?|gguf:(?P<file>.+)"
)

# Read by the libraries when they are imported. The assistant works without a
# network and sends nothing home; whoever wants otherwise sets them first.
_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}


def _user_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "news-figures-assistant"


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Llm:
    """Which language model: ``model`` at the OpenAI-compatible ``url``, or a GGUF file's path."""

    model: str
    url: str | None

    @classmethod
    def parse(cls, text: str) -> Llm:
        """Read ``openai:MODEL@URL``, ``ollama:MODEL`` or ``gguf:FILE``. Raises ``UsageError``."""
        match = _LLM.fullmatch(text)
        if match is None:
            # Not shown: whoever mistakes the form may have put a key into it.
            raise UsageError(f"llm: {LLM_FORMS}, without a key in it (ASSISTANT_LLM)")
        if match["file"]:
            return cls(match["file"], None)
        return cls(match["model"], match["url"] or _URLS[match["kind"]])


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may choose; passed down, never looked up.

    ``embedder`` is the packaged model's name, a hub id or a local folder;
    ``chroma_url`` a Chroma server to use in place of the index's own folder.
    ``llm`` is a language model that words the answers, ``llm_timeout`` the
    seconds it has for a question.
    """

    index: Path = Path("index")
    embedder: str = PACKAGED_EMBEDDER
    cache: Path = field(default_factory=_user_cache)
    chroma_url: str | None = None
    threads: int = field(default_factory=_usable_cores)
    llm: Llm | None = None
    llm_key: str = field(default="", repr=False)
    llm_timeout: float = 30.0

    @property
    def is_packaged_embedder(self) -> bool:
        """Whether the embedder is the one that comes with the installation."""
        return self.embedder == PACKAGED_EMBEDDER

    @property
    def is_hub_embedder(self) -> bool:
        """Whether the embedder may have to be fetched from a model hub."""
        return not self.is_packaged_embedder and not Path(self.embedder).expanduser().is_dir()

    @classmethod
    def from_env(cls, **flags: object) -> Settings:
        """Settings from flags, else environment, else defaults.

        Flags are the field names, ``None`` meaning not given; the environment
        holds ``ASSISTANT_INDEX``, ``ASSISTANT_EMBEDDER``, ``ASSISTANT_CACHE``,
        ``ASSISTANT_CHROMA_URL``, ``ASSISTANT_THREADS``, ``ASSISTANT_LLM``,
        ``ASSISTANT_LLM_KEY`` and ``ASSISTANT_LLM_TIMEOUT``. Also tells the libraries
        to stay offline and quiet, so call it before they are imported.
        Raises ``UsageError`` for an unknown flag or a bad value.
        """
        unknown = sorted(set(flags) - set(_READERS))
        if unknown:
            raise UsageError(f"unknown setting {unknown[0]!r}; known: {', '.join(_READERS)}")
        chosen: dict[str, object] = {}
        for name, read in _READERS.items():
            value = flags.get(name)
            if value is None:
                value = os.environ.get(f"ASSISTANT_{name.upper()}") or None
            if value is not None:
                chosen[name] = read(value)
        settings = cls(**chosen)  # type: ignore[arg-type]  # _READERS give the right types
        quiet_libraries(offline=not settings.is_hub_embedder)
        return settings


def quiet_libraries(*, offline: bool) -> None:
    """Keep the model, vector and UI libraries from the network.

    They read these variables at import; what the user has set is left alone.
    ``offline=False`` lets the model hub be asked for a model named by its id.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if offline:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


def _path(value: object) -> Path:
    if not str(value):
        raise UsageError("an empty text is no folder")
    return Path(str(value)).expanduser()


def _threads(value: object) -> int:
    if not str(value).isdecimal() or int(str(value)) < 1:
        raise UsageError(f"threads: a whole number from 1, not {value!r} (ASSISTANT_THREADS)")
    return int(str(value))


def _url(value: object) -> str:
    if not re.fullmatch(r"https?://[^/@?#\s]+/?", str(value)):  # it is stored beside the index
        raise UsageError(
            "chroma_url: http://HOST:PORT of a Chroma server, without a password or path "
            "(ASSISTANT_CHROMA_URL)"
        )
    return str(value).rstrip("/")


def _llm(value: object) -> Llm:
    return value if isinstance(value, Llm) else Llm.parse(str(value))


def _seconds(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise UsageError(f"llm_timeout: seconds up to 3600, not {value!r} (ASSISTANT_LLM_TIMEOUT)")
    return seconds


_READERS: dict[str, Callable[[object], object]] = {
    "index": _path, "embedder": str, "cache": _path,
    "chroma_url": _url, "threads": _threads,
    "llm": _llm, "llm_key": str, "llm_timeout": _seconds,
}  # fmt: skip
