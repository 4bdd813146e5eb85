"""The networks, optimizers and schedules that the fixtures record."""

from __future__ import annotations

from dataclasses import dataclass

from specification import Branch, Dense, Fusion, Network, convolutions
from synthetic_data import CLASS_COUNT, SHAPES
from training import OptimizerChoice

BATCH_SIZE = 16
STEPS_PER_EPOCH = 10
FREE_STEPS = 100
DATA_SEED = 5


@dataclass(frozen=True)
class Scenario:
    """One folder of fixtures."""

    name: str
    network: Network
    optimizer: OptimizerChoice
    seed: int
    """Of the initial weights and of the order of the samples in teacher-forced steps."""
    alpha: float
    window: int
    segments: dict[int, list[int]]
    """Teacher-forced modes of consecutive steps, by the step of the run (from 0) that the first of them is."""
    free_running: bool = True


def gray(*filters: int) -> Branch:
    return Branch("gray", SHAPES["gray"], convolutions(*filters))


def color(*filters: int) -> Branch:
    return Branch("color", SHAPES["color"], convolutions(*filters))


def motion(*units: int) -> Branch:
    return Branch("motion", SHAPES["motion"], tuple(Dense(count) for count in units))


TWO_MODALITIES = Scenario(
    name="two-modalities",
    network=Network(
        (gray(4, 6, 8), color(5, 7, 6)), Fusion(after=((2, 2), (3, 3))), CLASS_COUNT
    ),
    optimizer=OptimizerChoice("sgd", 0.02, momentum=0.9, weight_decay=0.001),
    seed=25,
    alpha=0.01,
    window=5,
    segments={
        0: [0, 0, 1, 2, 0, 2, 1, 0],
        40: [0, 1, 1, 0, 2, 2, 0, 0],
        90: [2, 2, 0, 1, 1, 0, 0, 0],
    },
)

THREE_MODALITIES = Scenario(
    name="three-modalities",
    network=Network(
        (gray(4, 5, 6, 7), color(4, 6, 5), motion(8, 7)),
        Fusion(after=((2, 2, 1), (4, 3, 2))),
        CLASS_COUNT,
    ),
    optimizer=OptimizerChoice("adam", 0.002, weight_decay=0.01),
    seed=17,
    alpha=0.02,
    window=3,
    segments={
        0: [0, 1, 2, 3, 0, 3, 0],
        40: [0, 2, 2, 0, 3, 1, 0],
        90: [3, 1, 0, 0, 2, 0, 0],
    },
)

PLAIN_SGD = Scenario(
    name="plain-sgd",
    network=Network((gray(4, 6), color(4, 6)), Fusion(after=((1, 1), (2, 2))), CLASS_COUNT),
    optimizer=OptimizerChoice("sgd", 0.05),
    seed=15,
    alpha=0.05,
    window=4,
    segments={0: [0, 0, 2, 0, 1, 0, 0], 40: [0, 1, 0, 2, 2, 0, 0], 90: [0, 0, 1, 0, 2, 0, 0]},
)

PUBLISHED_OPTIONS = Scenario(
    name="published-options",
    network=Network(
        PLAIN_SGD.network.branches,
        Fusion(after=((1, 1), (2, 2)), gate_scale=1.0, frozen_gate="mean-of-sigmoid"),
        CLASS_COUNT,
    ),
    optimizer=OptimizerChoice("sgd", 0.05),
    seed=16,
    alpha=0.01,
    window=5,
    segments={0: [0, 1, 0, 2, 2, 0]},
    free_running=False,
)

SCENARIOS = [TWO_MODALITIES, THREE_MODALITIES, PLAIN_SGD, PUBLISHED_OPTIONS]
