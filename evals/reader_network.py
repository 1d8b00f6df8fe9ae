"""The reader's network in torch, and its export to ONNX."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from transformers import AutoModel

from evals.reader_quantise import quantised

FROZEN = 4  # layers that stay the embedder's in the first stages


class Reader(nn.Module):
    """``[n, tokens]`` ids and mask to ``[n, tokens, 2]`` scores of starting and ending here."""

    def __init__(self, folder: Path, attention: str = "sdpa") -> None:
        super().__init__()
        encoder = AutoModel.from_pretrained(
            str(folder),
            local_files_only=True,
            add_pooling_layer=False,
            attn_implementation=attention,
        )
        self.embeddings = encoder.embeddings
        self.lower = encoder.encoder.layer[:FROZEN]
        self.upper = encoder.encoder.layer[FROZEN:]
        self.head = nn.Linear(encoder.config.hidden_size, 2)
        self.embeddings.requires_grad_(False)
        self.lower.requires_grad_(False)
        for part in self.modules():  # one pass does not overfit, and three times the speed
            if isinstance(part, nn.Dropout):
                part.p = 0.0
        for layer in (*self.lower, *self.upper):
            layer.attention.self.dropout.p = 0.0

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        seen = (1.0 - mask[:, None, None, :].float()) * -1e4
        with torch.no_grad():
            states = self.embeddings(input_ids=ids)
        seen = seen.to(states.dtype)
        for layer in (*self.lower, *self.upper):  # what is frozen keeps nothing for a gradient
            states = states_of(layer(states, seen))
        return self.head(states).float()


def states_of(output: Tensor | tuple[Tensor, ...]) -> Tensor:
    return output if isinstance(output, Tensor) else output[0]


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


def export(model: Reader, out: Path, sample: Iterable[tuple[Tensor, Tensor]]) -> None:
    """Write ``model`` to ``out``, with products of int8; ``sample`` is ids and mask of texts.

    Raises ``ValueError`` for an empty sample.
    """
    hidden = model.head.in_features
    axes = {0: "rows", 1: "tokens"}
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    torch.onnx.export(
        Graph(model).eval(),
        (torch.zeros(2, 9, hidden), torch.ones(2, 9, dtype=torch.long)),
        str(out),
        input_names=["embedded", "mask"],
        output_names=["scores"],
        dynamic_axes={"embedded": axes, "mask": axes, "scores": axes},
        opset_version=17,
        dynamo=False,
    )
    with torch.no_grad():
        texts = [
            {"embedded": _summed(model.embeddings, ids).numpy(), "mask": mask.numpy()}
            for ids, mask in sample
        ]
    onnx.save(quantised(onnx.load(out), texts), out)


def _summed(embeddings: nn.Module, ids: Tensor) -> Tensor:
    """What ``Graph`` takes: the three embeddings of each token, before they are normalised."""
    place = embeddings.position_embeddings.weight[: ids.shape[1]]
    kind = embeddings.token_type_embeddings.weight[0]
    return embeddings.word_embeddings(ids) + place + kind
