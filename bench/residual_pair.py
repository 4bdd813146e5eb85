"""A pair of ResNet-18 (He et al., CVPR 2016) with MMTM after the last three groups of blocks, in PyTorch."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from network import MultiModalNetwork
from specification import Branch, Fusion, Network, convolutions

CLASS_COUNT = 40
STEM = 64
GROUPS = (64, 128, 256, 512)


def normalized_convolution(channels: int, filters: int, size: int, stride: int) -> nn.Sequential:
    """A convolution without bias that keeps the size at stride 1, and batch norm."""
    return nn.Sequential(
        nn.Conv2d(channels, filters, size, stride, padding=size // 2, bias=False),
        nn.BatchNorm2d(filters),
    )


class ResidualBlock(nn.Module):
    """Two convolutions, and what goes past them."""

    def __init__(self, channels: int, filters: int, stride: int):
        super().__init__()
        self.first = normalized_convolution(channels, filters, 3, stride)
        self.second = normalized_convolution(filters, filters, 3, 1)
        self.shortcut = (
            nn.Identity() if stride == 1 else normalized_convolution(channels, filters, 1, stride)
        )

    def forward(self, features: Tensor) -> Tensor:
        inner = self.second(torch.relu(self.first(features)))
        return torch.relu(inner + self.shortcut(features))


def stages() -> nn.ModuleList:
    """The stem, and the groups of two blocks."""
    made = [nn.Sequential(normalized_convolution(3, STEM, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1))]
    channels = STEM
    for index, filters in enumerate(GROUPS):
        stride = 1 if index == 0 else 2
        made.append(
            nn.Sequential(ResidualBlock(channels, filters, stride), ResidualBlock(filters, filters, 1))
        )
        channels = filters
    return nn.ModuleList(made)


def residual_pair(side: int) -> MultiModalNetwork:
    """The reference's network, with residual stages in place of those of the same widths that it is made with."""
    widths = convolutions(STEM, *GROUPS)
    branches = tuple(Branch(name, (side, side, 3), widths) for name in ("front", "back"))
    fusion = Fusion(after=((3, 3), (4, 4), (5, 5)))
    network = MultiModalNetwork(Network(branches, fusion, CLASS_COUNT))
    for branch in network.branches:
        branch.stages = stages()
    return network
