"""A network's own `state_dict`, as a person who trains in PyTorch saves it (`safetensors.torch.save_file`)."""

from __future__ import annotations

from pathlib import Path

from network import MultiModalNetwork
from tensors_file import write_tensors


def record_state_dict(network: MultiModalNetwork, path: Path) -> None:
    """Every parameter and buffer under PyTorch's name, floats as float32, the counts of batches as they are."""
    tensors = {
        name: (tensor.float() if tensor.is_floating_point() else tensor).numpy()
        for name, tensor in network.state_dict().items()
    }
    write_tensors(path, tensors, {"layout": "pytorch"})
