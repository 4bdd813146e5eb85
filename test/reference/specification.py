"""What a network consists of, in the words and in the JSON form of the extension's network specification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Convolution:
    """3x3 convolution with symmetric zero padding 1 and bias, batch norm, relu."""

    filters: int
    stride: int

    @property
    def width(self) -> int:
        return self.filters

    def as_json(self) -> dict:
        return {"kind": "convolution", "filters": self.filters, "stride": self.stride}


@dataclass(frozen=True)
class Dense:
    """Dense layer with bias, batch norm, relu; for vectors."""

    units: int

    @property
    def width(self) -> int:
        return self.units

    def as_json(self) -> dict:
        return {"kind": "dense", "units": self.units}


Stage = Union[Convolution, Dense]


def convolutions(*filters: int) -> tuple[Stage, ...]:
    """Convolution stages with the strides of the definitions: 1, then 2."""
    return tuple(Convolution(count, 1 if index == 0 else 2) for index, count in enumerate(filters))


@dataclass(frozen=True)
class Branch:
    """One modality: its name, the shape of a sample (channels last) and the stages of its branch."""

    name: str
    shape: tuple[int, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Fusion:
    """MMTM modules; `after[n][k]` is the stage of branch k (from 1) that module n sits behind."""

    after: tuple[tuple[int, ...], ...]
    ratio: int = 4
    gate_scale: float = 2.0
    frozen_gate: str = "mean-of-excitation"


@dataclass(frozen=True)
class Network:
    """Branches in order, their fusion, and the number of classes."""

    branches: tuple[Branch, ...]
    fusion: Fusion
    class_count: int

    @property
    def names(self) -> list[str]:
        return [branch.name for branch in self.branches]

    def as_json(self) -> dict:
        """The network specification as the extension writes it."""
        return {
            "modalities": [
                {
                    "name": branch.name,
                    "shape": list(branch.shape),
                    "branch": {
                        "stages": [stage.as_json() for stage in branch.stages],
                        "head": {"kind": "pooled"},
                    },
                }
                for branch in self.branches
            ],
            "fusion": {
                "kind": "mmtm",
                "after": [dict(zip(self.names, point)) for point in self.fusion.after],
                "ratio": self.fusion.ratio,
                "gateScale": self.fusion.gate_scale,
                "frozenGate": self.fusion.frozen_gate,
            },
            "classCount": self.class_count,
        }
