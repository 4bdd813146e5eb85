"""The guided algorithm of balanced multi-modal learning (Wu et al., ICML 2022)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from speed import fastest, speed_difference

REGULAR = 0
"""A mode as a number: 0 is a regular step, k + 1 a re-balancing step for modality k."""


@dataclass
class Guided:
    """Chooses the mode of each step from the speeds that the previous steps showed."""

    alpha: float
    window: int
    warm_up_steps: int
    taken: int = 0
    left: int = 0
    boosted: int = REGULAR

    def next_mode(self) -> int:
        """The mode of the next step."""
        return self.boosted if self.left > 0 else REGULAR

    def observe(self, mode: int, speeds: Sequence[Optional[float]]) -> None:
        """Takes note of a step: its mode, and the speeds up to and including it."""
        self.taken += 1
        if mode != REGULAR:
            self.left -= 1
            return
        if self.taken <= self.warm_up_steps:
            return
        difference = speed_difference(speeds)
        if difference is not None and abs(difference) > self.alpha:
            self.left = self.window
            self.boosted = 1 + fastest(speeds)
