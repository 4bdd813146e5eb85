"""Conditional utilization rate (Wu et al., ICML 2022; more than two modalities and the model level: this project's)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

import numpy as np
import torch
from torch import Tensor

from network import Cut, MultiModalNetwork


@torch.no_grad()
def mean_squeezed_vectors(network: MultiModalNetwork, inputs: Sequence[Tensor]) -> list[list[Tensor]]:
    """Per fusion module and branch, the mean squeezed vector over `inputs`, in evaluation mode, nothing cut."""
    network.eval()
    _, squeezed = network(inputs)
    return [[vector.mean(dim=0) for vector in module] for module in squeezed]


@torch.no_grad()
def intact_logits(network: MultiModalNetwork, inputs: Sequence[Tensor]) -> list[np.ndarray]:
    """Every branch's logits in evaluation mode with every modality."""
    network.eval()
    logits, _ = network(inputs)
    return [prediction.numpy() for prediction in logits]


@torch.no_grad()
def cut_logits(network, inputs, modality: int, replacement: Sequence[Tensor]) -> list[Optional[np.ndarray]]:
    """Every other branch's logits in evaluation mode with `modality` cut off; None for its own branch."""
    network.eval()
    logits, _ = network(inputs, Cut(modality, replacement))
    return [None if prediction is None else prediction.numpy() for prediction in logits]


def correct(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Whether each prediction is right."""
    return logits.argmax(axis=1) == labels


@dataclass(frozen=True)
class Utilization:
    """Counts of right predictions and what follows from them. Entries [k][j]: branch k with modality j cut off."""

    samples: int
    correct: list[int]
    correct_cut: list[list[Optional[int]]]
    rates: list[list[Optional[float]]]
    difference: Optional[float]
    model_correct: int
    model_correct_cut: list[int]


def utilization(intact, cuts, labels: np.ndarray) -> Utilization:
    """`intact[k]`: logits of branch k; `cuts[j][k]`: logits of branch k with modality j cut off (None for k = j)."""
    modalities = range(len(intact))
    counts = [int(correct(prediction, labels).sum()) for prediction in intact]
    counts_cut = [
        [None if k == j else int(correct(cuts[j][k], labels).sum()) for j in modalities]
        for k in modalities
    ]
    rates = [
        [
            None if k == j or counts[k] == 0 else (counts[k] - counts_cut[k][j]) / counts[k]
            for j in modalities
        ]
        for k in modalities
    ]
    return Utilization(
        samples=len(labels),
        correct=counts,
        correct_cut=counts_cut,
        rates=rates,
        difference=utilization_difference(rates),
        model_correct=int(correct(np.mean(intact, axis=0), labels).sum()),
        model_correct_cut=[
            int(correct(np.mean([cuts[j][k] for k in modalities if k != j], axis=0), labels).sum())
            for j in modalities
        ],
    )


def utilization_difference(rates) -> Optional[float]:
    """d_util = u(m_1|m_0) - u(m_0|m_1) for two modalities; for more, max - min over j of the mean over k != j."""
    modalities = range(len(rates))
    columns = [[rates[k][j] for k in modalities if k != j] for j in modalities]
    if any(rate is None for column in columns for rate in column):
        return None
    if len(rates) == 2:
        return rates[0][1] - rates[1][0]
    means = [sum(column) / len(column) for column in columns]
    return max(means) - min(means)
