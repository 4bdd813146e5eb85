"""Whole runs from an initial state, guided, in float32 and in float64.

The gap is what rounding alone does to a run: the largest difference from the float64 run so far, over float32 runs that
differ only in the order of the samples within each batch (which no definition depends on).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from columns import column_names, row
from guided import Guided
from initial import initial_state
from json_file import write_json
from layout import export_network
from scenarios import BATCH_SIZE, FREE_STEPS, STEPS_PER_EPOCH, Scenario
from synthetic_data import Split
from tensors_file import write_tensors
from training import State, Trainer

KEPT_STEPS = [10, 100]
FLOAT32_RUNS = 8


def record_free_running(scenario: Scenario, data: Split, folder: Path) -> None:
    """Writes `free-running.json` and `.safetensors`. Batches are the samples in order, the last partial one dropped."""
    initial = initial_state(scenario.network, scenario.seed)
    truth, kept = run(scenario, initial, data, torch.float64)
    random = np.random.default_rng(scenario.seed)
    floats = [
        run(scenario, initial, data, torch.float32, None if number == 0 else random)
        for number in range(FLOAT32_RUNS)
    ]
    gap = np.maximum.accumulate(np.max([np.abs(rows - truth) for rows, _ in floats], axis=0))
    check_modes(scenario, truth, gap)
    tensors = {"float64": truth, "float32": floats[0][0], "gap": gap}
    tensors |= {f"initial/{name}": array for name, array in initial.tensors.items()}
    weight_gaps = {}
    for step, weights in kept.items():
        tensors |= {f"step{step}/{name}": array for name, array in weights.items()}
        weight_gaps[f"step{step}"] = {
            name: float(max(np.abs(runs[step][name] - array).max() for _, runs in floats))
            for name, array in weights.items()
        }
    write_tensors(folder / "free-running.safetensors", tensors)
    write_json(
        folder / "free-running.json",
        {"columns": column_names(scenario.network.names), "weightGaps": weight_gaps},
    )


def run(scenario: Scenario, initial: State, data: Split, dtype, shuffle=None, steps: int = FREE_STEPS):
    """The columns of every step, and the weights and statistics behind the kept ones."""
    trainer = Trainer(scenario.network, scenario.optimizer, dtype)
    trainer.load(initial)
    strategy = Guided(scenario.alpha, scenario.window, STEPS_PER_EPOCH)
    rows, kept = [], {}
    for step in range(steps):
        first = step % STEPS_PER_EPOCH * BATCH_SIZE
        batch = np.arange(first, first + BATCH_SIZE)
        if shuffle is not None:
            batch = shuffle.permutation(batch)
        mode = strategy.next_mode()
        shown = trainer.step(data.read(scenario.network.names, batch), data.labels[batch], mode)
        strategy.observe(mode, shown.speeds)
        rows.append(row(shown))
        if step + 1 in KEPT_STEPS:
            kept[step + 1] = export_network(trainer.network)
    return np.array(rows), kept


def check_modes(scenario: Scenario, truth: np.ndarray, gap: np.ndarray) -> None:
    """The runs must agree in every mode, boost both ways, and be clear of alpha wherever they decide."""
    modes, differences = truth[:, 0], truth[:, 3]
    assert gap[-1, 0] == 0, scenario.name
    assert {1, 2} <= set(modes), scenario.name
    margins = np.abs(np.abs(differences) - scenario.alpha)
    assert (margins > 10 * gap[:, 3]).all(), scenario.name
