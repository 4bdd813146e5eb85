"""The multi-modal network: uni-modal branches of PyTorch's own layers, joined by multi-modal transfer modules.

Sources: Wu et al., ICML 2022 (flows); Vaezi Joze et al., CVPR 2020 (the fusion module).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence, Union

import torch
from torch import Tensor, nn

from specification import Convolution, Fusion, Network


@dataclass(frozen=True)
class Regular:
    """Every gate sees every modality."""


@dataclass(frozen=True)
class Cut:
    """Every gate except branch `modality`'s own sees `replacement[module]` in place of its squeezed vector."""

    modality: int
    replacement: Sequence[Tensor]


@dataclass(frozen=True)
class Frozen:
    """Branch `modality`'s gates are constants made of the mean of its excitations so far."""

    modality: int


Flow = Union[Regular, Cut, Frozen]


class StageModule(nn.Module):
    """Convolution or dense layer, batch norm, relu."""

    def __init__(self, stage, channels: int):
        super().__init__()
        if isinstance(stage, Convolution):
            self.layer = nn.Conv2d(channels, stage.filters, 3, stage.stride, padding=1)
            self.normalization = nn.BatchNorm2d(stage.filters)
        else:
            self.layer = nn.Linear(channels, stage.units)
            self.normalization = nn.BatchNorm1d(stage.units)

    def forward(self, features: Tensor) -> Tensor:
        return torch.relu(self.normalization(self.layer(features)))


class BranchModule(nn.Module):
    """The stages of one modality and its head."""

    def __init__(self, branch, class_count: int):
        super().__init__()
        widths = [branch.shape[-1]] + [stage.width for stage in branch.stages]
        self.stages = nn.ModuleList(
            StageModule(stage, channels) for stage, channels in zip(branch.stages, widths)
        )
        self.head = nn.Linear(widths[-1], class_count)

    def run(self, features: Tensor, first: int, last: int) -> Tensor:
        """Stages number `first` + 1 to `last`."""
        for stage in self.stages[first:last]:
            features = stage(features)
        return features


def pooled(features: Tensor) -> Tensor:
    """Mean over height and width; a vector is its own pool."""
    return features.mean(dim=(2, 3)) if features.dim() == 4 else features


def scaled(features: Tensor, gate: Tensor) -> Tensor:
    """Every channel of `features` times its gate."""
    return features * (gate[..., None, None] if features.dim() == 4 else gate)


class FusionModule(nn.Module):
    """One multi-modal transfer module with the running means of its excitations."""

    def __init__(self, widths: Sequence[int], fusion: Fusion):
        super().__init__()
        squeeze_width = int(2 * sum(widths) / fusion.ratio)
        self.squeeze = nn.Linear(sum(widths), squeeze_width)
        self.excitations = nn.ModuleList(nn.Linear(squeeze_width, width) for width in widths)
        self.gate_scale = fusion.gate_scale
        self.averages_sigmoid = fusion.frozen_gate == "mean-of-sigmoid"
        self.samples = 0
        for branch, width in enumerate(widths):
            self.register_buffer(f"mean{branch}", torch.zeros(width))

    def mean(self, branch: int) -> Tensor:
        return getattr(self, f"mean{branch}")

    def forward(self, features: Sequence[Optional[Tensor]], flow: Flow, module: int):
        """The gated feature maps, and the squeezed vectors. A branch that is cut off is given and returned as None."""
        squeezed = [None if feature is None else pooled(feature) for feature in features]
        seen = list(squeezed)
        if isinstance(flow, Cut):
            others = next(vector for vector in squeezed if vector is not None)
            replacement = flow.replacement[module].to(others.dtype)
            seen[flow.modality] = replacement.expand(len(others), -1)
        joint = torch.relu(self.squeeze(torch.cat(seen, dim=1)))
        excitations = [
            None if feature is None else excite(joint)
            for feature, excite in zip(features, self.excitations)
        ]
        if self.training:
            self._average(excitations)
        gated = [
            None if feature is None else scaled(feature, self._gate(excitation, branch, flow))
            for branch, (feature, excitation) in enumerate(zip(features, excitations))
        ]
        return gated, squeezed

    def _gate(self, excitation: Tensor, branch: int, flow: Flow) -> Tensor:
        if isinstance(flow, Frozen) and flow.modality == branch:
            mean = self.mean(branch).clone()
            gate = mean if self.averages_sigmoid else torch.sigmoid(mean)
            return (self.gate_scale * gate).expand_as(excitation)
        return self.gate_scale * torch.sigmoid(excitation)

    @torch.no_grad()
    def _average(self, excitations: Sequence[Tensor]) -> None:
        batch = len(excitations[0])
        for branch, excitation in enumerate(excitations):
            averaged = torch.sigmoid(excitation) if self.averages_sigmoid else excitation
            mean = self.mean(branch)
            mean += (averaged.sum(dim=0) - batch * mean) / (self.samples + batch)
        self.samples += batch


class MultiModalNetwork(nn.Module):
    """Branches and the fusion modules between their stages."""

    def __init__(self, specification: Network):
        super().__init__()
        self.specification = specification
        self.branches = nn.ModuleList(
            BranchModule(branch, specification.class_count) for branch in specification.branches
        )
        self.fusions = nn.ModuleList(
            FusionModule(
                [
                    branch.stages[stage - 1].width
                    for branch, stage in zip(specification.branches, point)
                ],
                specification.fusion,
            )
            for point in specification.fusion.after
        )

    def forward(self, inputs: Sequence[Tensor], flow: Flow = Regular()):
        """One logits tensor a branch (None for a branch that is cut off) and, per fusion module, the squeezed vectors.

        `inputs`: one [batch, channels, height, width] or [batch, features] tensor a branch.
        """
        absent = flow.modality if isinstance(flow, Cut) else None
        features = [None if k == absent else x for k, x in enumerate(inputs)]
        done = [0] * len(features)
        squeezed_vectors = []
        for module, (fusion, point) in enumerate(zip(self.fusions, self.specification.fusion.after)):
            features = self._advance(features, done, point)
            features, squeezed = fusion(features, flow, module)
            squeezed_vectors.append(squeezed)
            done = list(point)
        ends = [len(branch.stages) for branch in self.branches]
        features = self._advance(features, done, ends)
        logits = [
            None if feature is None else branch.head(pooled(feature))
            for branch, feature in zip(self.branches, features)
        ]
        return logits, squeezed_vectors

    def _advance(self, features, done, point):
        return [
            None if feature is None else branch.run(feature, first, last)
            for branch, feature, first, last in zip(self.branches, features, done, point)
        ]

    def branch_parameters(self, branch: int) -> list[nn.Parameter]:
        """Theta_k: every trainable parameter of branch k."""
        return list(self.branches[branch].parameters())

    def fusion_parameters(self, branch: int) -> list[nn.Parameter]:
        """Theta_k': in every fusion module, the shared squeeze layer and the branch's own excitation layer."""
        return [
            parameter
            for fusion in self.fusions
            for layer in (fusion.squeeze, fusion.excitations[branch])
            for parameter in layer.parameters()
        ]
