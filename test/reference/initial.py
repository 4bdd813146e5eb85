"""Initial states, drawn by numpy so that they are the same everywhere."""

from __future__ import annotations

import numpy as np
import torch

from layout import export_network
from network import MultiModalNetwork
from specification import Network
from training import State


def initial_state(specification: Network, seed: int) -> State:
    """Kernels and biases uniform in +-1/sqrt(fan_in) (PyTorch's default), batch norm at its start, no slots."""
    random = np.random.default_rng(seed)
    tensors = export_network(MultiModalNetwork(specification).to(torch.float32))
    for name, array in tensors.items():
        owner, kind = name.rsplit(".", 1)
        if kind in ("kernel", "bias"):
            fan_in = int(np.prod(tensors[f"{owner}.kernel"].shape[:-1]))
            bound = 1 / np.sqrt(fan_in)
            tensors[name] = random.uniform(-bound, bound, array.shape).astype(np.float32)
    modalities = len(specification.branches)
    return State(tensors, 0, {}, {}, [0.0] * modalities, [0.0] * modalities)
