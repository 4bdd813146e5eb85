"""Single training steps from recorded states: the truth is a float64 step taken from a float32 state.

Its result, rounded to float32, is the next state of the chain, so that each state is kept once.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from columns import group_json
from initial import initial_state
from guided import Guided
from json_file import write_json
from scenarios import BATCH_SIZE, STEPS_PER_EPOCH, Scenario
from synthetic_data import Split
from tensors_file import write_tensors
from training import Shown, State, Trainer

TENSOR_BOUND = 1e-5
MU_BOUND = 1e-4
SPEED_BOUND = 1e-4
"""The bounds that the extension is held to; float32 PyTorch must keep a third of them here."""


def record_teacher_forced(scenario: Scenario, data: Split, folder: Path) -> None:
    """Writes `teacher-forced.json` and `.safetensors`."""
    random = np.random.default_rng(scenario.seed)
    strategy = Guided(scenario.alpha, scenario.window, STEPS_PER_EPOCH)
    state = initial_state(scenario.network, scenario.seed)
    forced = {
        start + offset: mode
        for start, modes in scenario.segments.items()
        for offset, mode in enumerate(modes)
    }
    chain, logits, steps = [], {name: [] for name in scenario.network.names}, []
    for index in range(max(forced) + 1):
        batch = random.permutation(len(data.labels))[:BATCH_SIZE]
        mode = forced.get(index, strategy.next_mode())
        shown, following = step_from(scenario, state, data, batch, mode)
        strategy.observe(mode, shown.speeds)
        if index in forced:
            check_conditioning(scenario, state, data, batch, mode, shown, following)
            if not chain or chain[-1] is not state:
                chain.append(state)
            for name, prediction in zip(scenario.network.names, shown.logits):
                logits[name].append(prediction.astype(np.float32))
            steps.append(step_json(shown, batch, before=len(chain) - 1))
            chain.append(following)
        state = following
    write_tensors(
        folder / "teacher-forced.safetensors",
        stack_states(chain) | {f"logits.{name}": np.stack(rows) for name, rows in logits.items()},
    )
    write_json(
        folder / "teacher-forced.json",
        {
            "states": [state_json(state) for state in chain],
            "optimizerSteps": {
                name: [state.optimizer_steps.get(name, 0) for state in chain]
                for name in chain[-1].optimizer_steps
            },
            "steps": steps,
        },
    )


def step_from(scenario, state, data, batch, mode, dtype=torch.float64) -> tuple[Shown, State]:
    """One step from `state`, and the state behind it rounded to float32."""
    trainer = Trainer(scenario.network, scenario.optimizer, dtype)
    trainer.load(state)
    shown = trainer.step(data.read(scenario.network.names, batch), data.labels[batch], mode)
    return shown, trainer.save().rounded()


def stack_states(chain: list[State]) -> dict[str, np.ndarray]:
    """Every tensor of every state, stacked; slots of a state that has none yet are zero, as PyTorch starts them."""
    stacked = {
        f"states/{name}": np.stack([state.tensors[name] for state in chain])
        for name in chain[0].tensors
    }
    for name, last in chain[-1].slots.items():
        rows = [state.slots.get(name, np.zeros_like(last)) for state in chain]
        stacked[f"slots/{name}"] = np.stack(rows)
    return stacked


def state_json(state: State) -> dict:
    return {
        "gateSamples": state.gate_samples,
        "speedSums": {"branch": state.branch_sums, "fusion": state.fusion_sums},
    }


def step_json(shown: Shown, batch, before: int) -> dict:
    """What a step showed; it leads from state number `before` to state number `before` + 1."""
    return {
        "before": before,
        "after": before + 1,
        "mode": shown.mode,
        "batch": batch.tolist(),
        "loss": shown.loss,
        "accuracy": shown.accuracy,
        "speedDifference": shown.speed_difference,
        "branches": [
            group_json(shown, branch) | {"speed": speed} for branch, speed in enumerate(shown.speeds)
        ],
    }


def check_conditioning(scenario, state, data, batch, mode, truth: Shown, following: State) -> None:
    """Float32 PyTorch must meet the bounds with room to spare, or they would say nothing about the extension."""
    shown, result = step_from(scenario, state, data, batch, mode, torch.float32)
    for name, expected in [*following.tensors.items(), *following.slots.items()]:
        actual = (result.tensors | result.slots)[name]
        gap = np.abs(actual.astype(np.float64) - expected) / np.maximum(1, np.abs(expected))
        assert gap.max() < TENSOR_BOUND / 3, (scenario.name, name, gap.max())
    for actual, expected in zip(shown.logits, truth.logits):
        assert np.abs(actual - expected).max() < TENSOR_BOUND / 3, scenario.name
    groups = zip(shown.branch_groups + shown.fusion_groups, truth.branch_groups + truth.fusion_groups)
    assert all(abs(a.mu / b.mu - 1) < MU_BOUND / 3 for a, b in groups), scenario.name
    if truth.speed_difference is not None:
        pairs = zip(shown.speeds, truth.speeds)
        assert all(abs(a - b) < SPEED_BOUND / 3 for a, b in pairs), scenario.name
    assert shown.accuracy == truth.accuracy
