"""The language model of the settings: an OpenAI-compatible endpoint, or a GGUF file served here.

Ollama, vLLM, llama.cpp and LM Studio all speak OpenAI's protocol, so one client of
LlamaIndex's does for all. Importing this module imports nothing heavy; loading does.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError
from assistant.models.llm import LlmClient, LlmFailure
from assistant.settings import Llm, Settings

if TYPE_CHECKING:
    import httpx

_TOKENS = 400  # of an answer
_MOST = 2_000_000  # bytes of a response: about 200 for each token, and some to spare
_CONTEXT = 4096  # tokens of a GGUF model's window: the prompts stay well below
_ADVICE = "Install the extra: pip install 'news-figures-assistant[{}]'"


def load_llm(settings: Settings) -> LlmClient | None:
    """The client of the model that the settings name. Raises ``ModelError``."""
    chosen = settings.llm
    if chosen is None:
        return None
    server, url = None, chosen.url
    if url is None:
        server = _serve(chosen, settings.threads)
        url = f"{server.listening_address}/v1"
    name = Path(chosen.model).name if server else chosen.model
    llm, http, hang_up = _endpoint(name, url, settings)
    client = LlmClient(llm, name, server, hang_up)
    weakref.finalize(client, http.close)
    return client


def _endpoint(
    model: str, url: str, settings: Settings
) -> tuple[Any, httpx.Client, Callable[[], None]]:
    """The model at ``url``, the connections it is asked through, what ends a thread's own."""
    try:
        import httpx
        from llama_index.llms.openai_like import OpenAILike
    except ImportError:
        raise ModelError(f"no client of language models. {_ADVICE.format('llm')}") from None

    here = threading.local()

    def bound(response: httpx.Response) -> None:
        here.response = response
        _bound(response, settings.llm_timeout)

    def hang_up() -> None:
        if response := here.__dict__.pop("response", None):
            response.close()

    http = httpx.Client(
        timeout=settings.llm_timeout,
        headers={"accept-encoding": "identity"},  # what is compressed could be of any size
        event_hooks={"response": [bound]},
    )
    like: Any = OpenAILike  # its generated signature lacks what it hands on
    made = like(
        model=model,
        api_base=url,
        api_key=settings.llm_key or "none",  # empty, the library would take one meant for another
        is_chat_model=True,
        temperature=0.0,
        max_tokens=_TOKENS,
        max_retries=0,  # LlmClient tries again, within its time
        timeout=settings.llm_timeout,
        http_client=http,
    )
    return made, http, hang_up


def _bound(response: httpx.Response, seconds: float) -> None:
    """Let no more than so many bytes and seconds of a response through, and none compressed."""
    import httpx

    if response.headers.get("content-encoding", "identity") != "identity":
        raise LlmFailure("sent a compressed answer")
    source, end = response.stream, time.monotonic() + seconds

    class Bounded(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            size = 0
            assert isinstance(source, httpx.SyncByteStream)
            for part in source:
                size += len(part)
                if size > _MOST:
                    raise LlmFailure("wrote too much")
                if time.monotonic() > end:
                    raise LlmFailure("took too long")
                yield part

        def close(self) -> None:
            assert isinstance(source, httpx.SyncByteStream)
            source.close()

    response.stream = Bounded()


def _serve(chosen: Llm, threads: int) -> Any:
    """A llama.cpp server of this process on a free port of the loopback."""
    path = Path(chosen.model).expanduser()
    if not path.is_file():
        raise ModelError(f"{path}: no such file. Name a GGUF file: --llm gguf:FILE")
    try:
        import xllamacpp
    except ImportError:
        raise ModelError(f"no engine for GGUF files. {_ADVICE.format('gguf')}") from None
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = _CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.warmup = False
    params.verbosity = -1
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise ModelError(f"{path}: not a GGUF model ({error}). Name another file.") from None
