"""Mode sequences of the guided algorithm on made-up series of mu: no network, exact."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from guided import REGULAR, Guided
from json_file import write_json
from speed import SpeedSums, speed_difference

STEPS = 60
CLEAR_MARGIN = 1e-9
"""No |d_speed| may be closer to alpha than this, so that the last bit of a logarithm cannot change a mode."""


def record_strategies(path: Path) -> None:
    """Writes every case with its modes."""
    write_json(path, {"cases": [play(case) for case in cases()]})


def cases():
    """(name, modalities, steps an epoch, epochs of warm-up, alpha, window, mu of branches, mu of fusion)."""
    random = np.random.default_rng(3)

    def series(modalities, drift):
        branch = np.exp(random.normal(size=(STEPS, modalities)))
        tilt = np.linspace(drift, -3 * drift, STEPS)[:, None] * np.linspace(1, -1, modalities)
        return branch, np.exp(tilt + random.normal(size=(STEPS, modalities)))

    yield ("both signs", 2, 8, 1, 0.05, 5, *series(2, 1.5))
    yield ("other sign first", 2, 10, 1, 0.01, 3, *series(2, -1.5))
    yield ("often inside alpha", 2, 7, 1, 0.12, 2, *series(2, 0.3))
    yield ("never outside alpha", 2, 5, 1, 5.0, 5, *series(2, 1.0))
    yield ("window longer than an epoch", 2, 4, 1, 0.02, 9, *series(2, 1.0))
    yield ("two epochs of warm-up", 2, 9, 2, 0.01, 5, *series(2, 0.5))
    yield ("no warm-up", 2, 9, 0, 0.03, 1, *series(2, 0.8))
    yield ("three modalities", 3, 6, 1, 0.1, 4, *series(3, 1.0))
    yield ("four modalities", 4, 11, 1, 0.3, 2, *series(4, 1.2))
    branch, fusion = series(2, 1.0)
    fusion[:20, 1] = 0
    yield ("undefined at first", 2, 6, 1, 0.01, 3, branch, fusion)
    branch, fusion = series(3, 1.0)
    branch[:, 2], fusion[:, 2] = branch[:, 0], fusion[:, 0]
    yield ("a tie between the first and the last", 3, 6, 1, 0.05, 3, branch, fusion)
    branch, fusion = series(2, 1.0)
    branch[:, 1], fusion[:, 1] = branch[:, 0], fusion[:, 0]
    yield ("identical twins at alpha 0", 2, 6, 1, 0.0, 3, branch, fusion)


def play(case) -> dict:
    """Runs guided over a series; mu of a re-balancing step is there but must be left out of the sums."""
    name, modalities, steps_per_epoch, warm_up_epochs, alpha, window, branch, fusion = case
    strategy = Guided(alpha, window, warm_up_epochs * steps_per_epoch)
    sums = SpeedSums.zero(modalities)
    modes, differences = [], []
    for step in range(STEPS):
        mode = strategy.next_mode()
        if mode == REGULAR:
            sums.add(branch[step].tolist(), fusion[step].tolist())
        strategy.observe(mode, sums.speeds())
        difference = speed_difference(sums.speeds())
        assert difference is None or difference == 0 or abs(abs(difference) - alpha) > CLEAR_MARGIN
        modes.append(mode)
        differences.append(difference)
    return {
        "name": name,
        "stepsPerEpoch": steps_per_epoch,
        "warmUpEpochs": warm_up_epochs,
        "alpha": alpha,
        "window": window,
        "branch": branch.tolist(),
        "fusion": fusion.tolist(),
        "modes": modes,
        "speedDifferences": differences,
    }
