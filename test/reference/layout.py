"""Names and layouts of the extension's checkpoints, to and from a PyTorch network and its optimizer.

Kernels are [height, width, in, out] and [in, out] there; PyTorch's are [out, in, height, width] and [out, in].
"""

from __future__ import annotations

from typing import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from network import MultiModalNetwork

SLOTS = {
    "momentum_buffer": "momentum",
    "exp_avg": "mean",
    "exp_avg_sq": "squaredMean",
}


def named_parameters(network: MultiModalNetwork) -> Iterator[tuple[str, nn.Parameter]]:
    """Every trainable parameter with its name."""
    names = network.specification.names
    for name, branch in zip(names, network.branches):
        for number, stage in enumerate(branch.stages, start=1):
            kind = "convolution" if isinstance(stage.layer, nn.Conv2d) else "dense"
            yield f"{name}.stage{number}.{kind}.kernel", stage.layer.weight
            yield f"{name}.stage{number}.{kind}.bias", stage.layer.bias
            yield f"{name}.stage{number}.normalization.scale", stage.normalization.weight
            yield f"{name}.stage{number}.normalization.offset", stage.normalization.bias
        yield f"{name}.head.kernel", branch.head.weight
        yield f"{name}.head.bias", branch.head.bias
    for number, fusion in enumerate(network.fusions, start=1):
        yield f"fusion{number}.squeeze.kernel", fusion.squeeze.weight
        yield f"fusion{number}.squeeze.bias", fusion.squeeze.bias
        for name, excitation in zip(names, fusion.excitations):
            yield f"fusion{number}.excitation.{name}.kernel", excitation.weight
            yield f"fusion{number}.excitation.{name}.bias", excitation.bias


def named_statistics(network: MultiModalNetwork) -> Iterator[tuple[str, Tensor]]:
    """Running means and variances of batch norm, and the running means of the gates."""
    names = network.specification.names
    for name, branch in zip(names, network.branches):
        for number, stage in enumerate(branch.stages, start=1):
            yield f"{name}.stage{number}.normalization.mean", stage.normalization.running_mean
            yield f"{name}.stage{number}.normalization.variance", stage.normalization.running_var
    for number, fusion in enumerate(network.fusions, start=1):
        for index, name in enumerate(names):
            yield f"fusion{number}.gate.{name}.mean", fusion.mean(index)


def to_layout(tensor: Tensor) -> np.ndarray:
    """A copy of `tensor` in the extension's layout."""
    array = tensor.detach().numpy()
    if array.ndim == 4:
        array = array.transpose(2, 3, 1, 0)
    elif array.ndim == 2:
        array = array.transpose(1, 0)
    return np.array(array, order="C")


def from_layout(array: np.ndarray, dtype: torch.dtype) -> Tensor:
    """`array` in PyTorch's layout."""
    if array.ndim == 4:
        array = array.transpose(3, 2, 0, 1)
    elif array.ndim == 2:
        array = array.transpose(1, 0)
    return torch.tensor(np.ascontiguousarray(array), dtype=dtype)


def export_network(network: MultiModalNetwork) -> dict[str, np.ndarray]:
    """Weights, running statistics and gate means by name."""
    tensors = {name: to_layout(parameter) for name, parameter in named_parameters(network)}
    return tensors | {name: to_layout(value) for name, value in named_statistics(network)}


def import_network(network: MultiModalNetwork, tensors: dict[str, np.ndarray], gate_samples: int) -> None:
    """Puts `tensors` and the number of samples behind the gate means into `network`."""
    with torch.no_grad():
        for name, target in [*named_parameters(network), *named_statistics(network)]:
            target.copy_(from_layout(tensors[name], target.dtype))
    for fusion in network.fusions:
        fusion.samples = gate_samples


def export_optimizer(network, optimizer) -> tuple[dict[str, np.ndarray], dict[str, int]]:
    """The optimizer's slots, and the step count of each parameter (empty where the optimizer keeps none)."""
    slots, steps = {}, {}
    for name, parameter in named_parameters(network):
        for key, value in optimizer.state[parameter].items():
            if key == "step":
                steps[name] = int(value)
            elif value is not None:
                slots[f"{name}.{SLOTS[key]}"] = to_layout(value)
    return slots, steps


def import_optimizer(network, optimizer, slots: dict[str, np.ndarray], steps: dict[str, int]) -> None:
    """Puts slots and step counts into `optimizer`; a parameter without slots has never been stepped."""
    for name, parameter in named_parameters(network):
        state = {
            key: from_layout(slots[f"{name}.{slot}"], parameter.dtype)
            for key, slot in SLOTS.items()
            if f"{name}.{slot}" in slots
        }
        if steps.get(name, 0) > 0:
            state["step"] = torch.tensor(float(steps[name]))
        optimizer.state[parameter] = state
