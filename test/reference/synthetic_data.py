"""A small learnable data set of three modalities, drawn from a seed; no files are read.

Every value is (byte - 128) / 64, so that bytes are kept in the fixtures and every precision sees the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CLASS_COUNT = 4
SHAPES = {"gray": (12, 12, 1), "color": (12, 12, 3), "motion": (10,)}
NOISE = {"gray": 1.2, "color": 1.3, "motion": 0.8}
SIZES = {"train": 165, "test": 200}
"""165 = 10 batches of 16 and a partial one, which training drops."""


@dataclass(frozen=True)
class Split:
    """Samples of every modality (channels last) as bytes, and their labels."""

    samples: dict[str, np.ndarray]
    labels: np.ndarray

    def read(self, names: list[str], indices) -> list[np.ndarray]:
        """The values of the samples at `indices`, one array a modality."""
        return [(self.samples[name][indices].astype(np.float64) - 128) / 64 for name in names]


def draw_data(seed: int) -> dict[str, Split]:
    """Class patterns (smooth for images) plus Gaussian noise."""
    random = np.random.default_rng(seed)
    patterns = {name: _patterns(random, shape) for name, shape in SHAPES.items()}
    splits = {}
    for split, size in SIZES.items():
        labels = random.permutation(np.arange(size) % CLASS_COUNT)
        samples = {}
        for name, shape in SHAPES.items():
            values = patterns[name][labels] + NOISE[name] * random.normal(size=(size, *shape))
            samples[name] = np.clip(np.rint(values * 64) + 128, 0, 255).astype(np.uint8)
        splits[split] = Split(samples, labels.astype(np.uint8))
    return splits


def _patterns(random, shape) -> np.ndarray:
    """One pattern a class; an image's is drawn coarsely and enlarged, so that convolutions can learn it."""
    if len(shape) == 1:
        return random.normal(size=(CLASS_COUNT, *shape)) * 0.6
    coarse = random.normal(size=(CLASS_COUNT, 4, 4, shape[2])) * 0.6
    return coarse.repeat(shape[0] // 4, axis=1).repeat(shape[1] // 4, axis=2)
