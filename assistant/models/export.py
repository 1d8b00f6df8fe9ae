"""Exports a sentence-transformers model to ONNX in int8.

sentence-transformers' own ``backend="onnx"`` needs optimum, which holds
transformers at 4.x; so the model that sentence-transformers has loaded, pooling
and normalisation included, goes through ``torch.onnx`` instead, and through
ONNX Runtime's dynamic quantisation: int8 weights with a scale for each output
channel (one scale per matrix costs three times the error), activations
quantised as they come. Weights keep to 7 bits, for the products of full ones
overflow on processors without VNNI, and passages would get other vectors there.
"""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

INPUTS = ("input_ids", "attention_mask")
OUTPUT = "sentence_embedding"
_SAMPLE = ["passage: 助成は最大102.4億円。", "passage: up to 10.24 billion yen in all"]


def export_onnx(folder: Path, target: Path, progress: Callable[[str, float], None]) -> None:
    """Write the model of ``folder`` to ``target``: token ids and mask in, unit vectors out.

    Inputs are int64 ``[n, tokens]``, the output float32 ``[n, hidden]``.
    """
    plain = target.with_suffix(".fp32.onnx")
    progress("loading it with sentence-transformers", 0.0)
    with _quiet():
        model = _load(folder)
    progress("exporting it to ONNX", 0.4)
    with _quiet():
        _export(model, plain)
    progress("quantising it to int8", 0.75)
    with _quiet():
        _quantise(plain, target)
    plain.unlink()


def _load(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    # Plain attention: the default's guards against NaN cost a quarter of the time in ONNX.
    return SentenceTransformer(
        str(folder),
        device="cpu",
        local_files_only=True,
        model_kwargs={"attn_implementation": "eager"},
    ).eval()


def _export(model: SentenceTransformer, target: Path) -> None:
    import torch

    class Graph(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
        """The model's modules as one function of two tensors."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            embedded: torch.Tensor = self.model(features)["sentence_embedding"]
            return embedded

    features = model.preprocess(_SAMPLE)
    axes = {0: "rows", 1: "columns"}
    torch.onnx.export(
        Graph().eval(),
        tuple(features[name] for name in INPUTS),
        str(target),
        input_names=list(INPUTS),
        output_names=[OUTPUT],
        dynamic_axes={**dict.fromkeys(INPUTS, axes), OUTPUT: {0: "rows"}},
        opset_version=17,
        # The tracing exporter's graph runs 1.3 times as fast in ONNX Runtime as that of
        # the newer one, and needs no further package.
        dynamo=False,
    )


def _quantise(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the exporters' hundreds of log lines from the user's terminal."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
