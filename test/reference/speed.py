"""Conditional learning speed (Wu et al., ICML 2022; more than two modalities: this project's)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional, Sequence


@dataclass(frozen=True)
class Group:
    """Squared norms of a group of parameters and of its gradient."""

    gradient: float
    weights: float

    @property
    def mu(self) -> float:
        return self.gradient / self.weights if self.weights > 0 else math.nan


def measure(parameters) -> Group:
    """Norms over the whole group; a parameter without a gradient adds nothing to the gradient's."""
    return Group(
        gradient=sum(float(p.grad.square().sum()) for p in parameters if p.grad is not None),
        weights=sum(float(p.detach().square().sum()) for p in parameters),
    )


@dataclass
class SpeedSums:
    """Sums of mu over the regular steps, for each branch and for the fusion parameters that feed it."""

    branch: list[float]
    fusion: list[float]

    @staticmethod
    def zero(modalities: int) -> SpeedSums:
        return SpeedSums([0.0] * modalities, [0.0] * modalities)

    def add(self, branch: Sequence[float], fusion: Sequence[float]) -> None:
        """Adds one regular step."""
        self.branch = [total + mu for total, mu in zip(self.branch, branch)]
        self.fusion = [total + mu for total, mu in zip(self.fusion, fusion)]

    def speeds(self) -> list[Optional[float]]:
        """s_k of every branch: log10 of the ratio of the sums; None where that is no finite number."""
        return [speed(fusion, branch) for fusion, branch in zip(self.fusion, self.branch)]


def speed(fusion: float, branch: float) -> Optional[float]:
    if not (math.isfinite(fusion) and math.isfinite(branch) and fusion > 0 and branch > 0):
        return None
    return math.log10(fusion / branch)


def speed_difference(speeds: Sequence[Optional[float]]) -> Optional[float]:
    """d_speed: s_0 - s_1 for two modalities, max - min for more; None where a speed is."""
    if any(value is None for value in speeds):
        return None
    if len(speeds) == 2:
        return speeds[0] - speeds[1]
    return max(speeds) - min(speeds)


def fastest(speeds: Sequence[float]) -> int:
    """The branch that takes up the other modalities fastest, ties to the lowest index: the one to boost."""
    return max(range(len(speeds)), key=lambda branch: (speeds[branch], -branch))
