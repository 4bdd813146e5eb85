"""Conditional utilization of trained weights on the test split."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from initial import initial_state
from json_file import write_json
from scenarios import BATCH_SIZE, STEPS_PER_EPOCH, Scenario
from state_dict import record_state_dict
from synthetic_data import Split
from tensors_file import write_tensors
from training import State, Trainer
from utilization import cut_logits, intact_logits, mean_squeezed_vectors, utilization

TRAINED_STEPS = 80
CLEAR_MARGIN = 1e-5
"""No two best logits may be closer than this, so that rounding cannot change a prediction."""


def trained_state(scenario: Scenario, data: Split) -> State:
    """Regular steps over the training split in order, rounded to float32 at the end."""
    trainer = Trainer(scenario.network, scenario.optimizer, torch.float64)
    trainer.load(initial_state(scenario.network, scenario.seed))
    for step in range(TRAINED_STEPS):
        first = step % STEPS_PER_EPOCH * BATCH_SIZE
        batch = np.arange(first, first + BATCH_SIZE)
        trainer.step(data.read(scenario.network.names, batch), data.labels[batch], mode=0)
    return trainer.save().rounded()


def record_evaluation(scenario: Scenario, splits: dict[str, Split], folder: Path) -> None:
    """Writes `evaluation.json` and `.safetensors`, and the weights once more as PyTorch's own `state_dict`."""
    names = scenario.network.names
    trainer = Trainer(scenario.network, scenario.optimizer, torch.float64)
    state = trained_state(scenario, splits["train"])
    trainer.load(state)
    record_state_dict(trainer.network, folder / "state-dict.safetensors")
    everything = {
        name: trainer.inputs(split.read(names, np.arange(len(split.labels))))
        for name, split in splits.items()
    }
    means = mean_squeezed_vectors(trainer.network, everything["train"])
    labels = splits["test"].labels
    intact = intact_logits(trainer.network, everything["test"])
    tensors = {f"weights/{name}": array for name, array in state.tensors.items()}
    for number, module in enumerate(means, start=1):
        for name, vector in zip(names, module):
            tensors[f"fusion{number}.squeezed.{name}.mean"] = vector.numpy().astype(np.float32)
    add_logits(tensors, "intact", names, intact)
    results = {}
    for operator in ("mean", "zero"):
        cuts = [
            cut_logits(
                trainer.network, everything["test"], j, replacements(means, j, operator == "zero")
            )
            for j in range(len(names))
        ]
        for name, logits in zip(names, cuts):
            add_logits(tensors, f"{operator}.{name}", names, logits)
        check_margins(scenario, intact, cuts)
        results[operator] = camel_case(asdict(utilization(intact, cuts, labels)))
    write_tensors(folder / "evaluation.safetensors", tensors)
    write_json(folder / "evaluation.json", {"gateSamples": state.gate_samples} | results)


def replacements(means, modality: int, zero: bool):
    """What stands in for the squeezed vectors of `modality`, one vector a fusion module."""
    vectors = [module[modality] for module in means]
    return [torch.zeros_like(vector) for vector in vectors] if zero else vectors


def add_logits(tensors: dict, prefix: str, names, logits) -> None:
    for name, prediction in zip(names, logits):
        if prediction is not None:
            tensors[f"{prefix}/logits.{name}"] = prediction.astype(np.float32)


def check_margins(scenario: Scenario, intact, cuts) -> None:
    predictions = [*intact, np.mean(intact, axis=0)]
    for branches in cuts:
        present = [logits for logits in branches if logits is not None]
        predictions += [*present, np.mean(present, axis=0)]
    for logits in predictions:
        best = np.sort(logits, axis=1)
        assert (best[:, -1] - best[:, -2]).min() > CLEAR_MARGIN, scenario.name


def camel_case(fields: dict) -> dict:
    """`fields` with names as the TypeScript side writes them."""
    def convert(name: str) -> str:
        head, *tail = name.split("_")
        return head + "".join(word.capitalize() for word in tail)

    return {convert(name): value for name, value in fields.items()}
