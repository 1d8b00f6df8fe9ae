"""The reader's network in torch, and its export to ONNX with weights in int8."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn
from transformers import AutoModel

FROZEN = 4  # layers that stay the embedder's


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
            for layer in self.lower:
                states = states_of(layer(states, seen))
        for layer in self.upper:
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


def export(model: Reader, out: Path) -> None:
    """Write ``model`` to ``out``, weights in int8 with a scale for each output channel."""
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
    onnx.save(_packed(onnx.load(out)), out)


def _packed(graph: onnx.ModelProto) -> onnx.ModelProto:
    """Weights of products as int8, made floats again by ``DequantizeLinear``.

    ONNX Runtime's own ``quantize_dynamic`` would round the activations as well.
    """
    held = {tensor.name: tensor for tensor in graph.graph.initializer}
    weights = [n.input[1] for n in graph.graph.node if n.op_type == "MatMul" and n.input[1] in held]
    for at, name in enumerate(weights):
        weight = numpy_helper.to_array(held[name])  # [inputs, outputs]
        scale = np.abs(weight).max(0) / 127
        packed = np.round(weight / scale).astype(np.int8)
        graph.graph.initializer.remove(held[name])
        graph.graph.initializer.extend(
            [
                numpy_helper.from_array(packed, f"{name}.int8"),
                numpy_helper.from_array(scale, f"{name}.scale"),
            ]
        )
        node = helper.make_node(
            "DequantizeLinear", [f"{name}.int8", f"{name}.scale"], [name], axis=1
        )
        graph.graph.node.insert(at, node)
    return graph
