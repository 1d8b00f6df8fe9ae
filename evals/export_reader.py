"""Export a trained reader: ``python -m evals.export_reader CHECKPOINT OUT.onnx --embedder DIR``.

The word embeddings stay out: they are the packaged embedder's own.
"""

from __future__ import annotations

import argparse
import logging
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from evals.train_reader import Reader, states_of


class Graph(nn.Module):
    """``[n, tokens, hidden]`` summed embeddings and mask to ``[n, tokens, 2]`` scores."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.norm = model.embeddings.LayerNorm
        self.layers = nn.ModuleList([*model.lower, *model.upper])
        self.head = model.head

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """Scores of starting and ending at each token."""
        seen = (1.0 - mask[:, None, None, :].float()) * -1e4
        states = self.norm(embedded)
        for layer in self.layers:
            states = states_of(layer(states, seen))
        return self.head(states)


def export(model: Reader, out: Path) -> None:
    """Write ``model`` to ``out`` in int8, with a scale for each output channel."""
    plain = out.with_suffix(".fp32.onnx")
    hidden = model.head.in_features
    axes = {0: "rows", 1: "tokens"}
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    torch.onnx.export(
        Graph(model).eval(),
        (torch.zeros(2, 9, hidden), torch.ones(2, 9, dtype=torch.long)),
        str(plain),
        input_names=["embedded", "mask"],
        output_names=["scores"],
        dynamic_axes={"embedded": axes, "mask": axes, "scores": axes},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(plain, out, weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--embedder", type=Path, required=True, help="the unpacked embedder")
    given = parser.parse_args()
    model = Reader(str(given.embedder), attention="eager")
    model.load_state_dict(torch.load(given.checkpoint, weights_only=True))
    export(model, given.out)


if __name__ == "__main__":
    main()
