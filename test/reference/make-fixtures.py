"""Regenerates every fixture: `/usr/bin/python3 test/reference/make-fixtures.py` (see README.md)."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch

from evaluation import record_evaluation
from free_running import record_free_running
from json_file import write_json
from scenarios import BATCH_SIZE, DATA_SEED, SCENARIOS, STEPS_PER_EPOCH, Scenario
from strategies import record_strategies
from synthetic_data import draw_data
from teacher_forced import record_teacher_forced
from tensors_file import write_tensors

FIXTURES = Path(__file__).parent / "fixtures"


def main() -> None:
    torch.set_num_threads(1)
    shutil.rmtree(FIXTURES, ignore_errors=True)
    FIXTURES.mkdir()
    splits = draw_data(DATA_SEED)
    write_tensors(
        FIXTURES / "data.safetensors",
        {
            f"{split}/{name}": array
            for split, content in splits.items()
            for name, array in [*content.samples.items(), ("labels", content.labels)]
        },
    )
    record_strategies(FIXTURES / "strategies.json")
    for scenario in SCENARIOS:
        folder = FIXTURES / scenario.name
        folder.mkdir()
        write_json(folder / "scenario.json", describe(scenario))
        record_teacher_forced(scenario, splits["train"], folder)
        if scenario.free_running:
            record_free_running(scenario, splits["train"], folder)
            record_evaluation(scenario, splits, folder)


def describe(scenario: Scenario) -> dict:
    """What a test needs to build the same network and optimizer."""
    return {
        "network": scenario.network.as_json(),
        "optimizer": scenario.optimizer.as_json(),
        "balancing": {
            "strategy": "guided",
            "alpha": scenario.alpha,
            "window": scenario.window,
            "warmUpEpochs": 1,
        },
        "batchSize": BATCH_SIZE,
        "stepsPerEpoch": STEPS_PER_EPOCH,
    }


if __name__ == "__main__":
    main()
