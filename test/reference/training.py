"""One training step, and the state of a training run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from guided import REGULAR
from layout import export_network, export_optimizer, import_network, import_optimizer, named_parameters
from network import Frozen, MultiModalNetwork, Regular
from specification import Network
from speed import Group, SpeedSums, measure, speed_difference


@dataclass(frozen=True)
class OptimizerChoice:
    """`sgd` or `adam` with PyTorch's meaning of every option."""

    kind: str
    learning_rate: float
    momentum: float = 0.0
    weight_decay: float = 0.0

    def build(self, parameters):
        if self.kind == "sgd":
            return torch.optim.SGD(
                parameters, self.learning_rate, momentum=self.momentum, weight_decay=self.weight_decay
            )
        return torch.optim.Adam(parameters, self.learning_rate, weight_decay=self.weight_decay)

    def as_json(self) -> dict:
        momentum = {"momentum": self.momentum} if self.kind == "sgd" else {}
        return {
            "kind": self.kind,
            "learningRate": self.learning_rate,
            "weightDecay": self.weight_decay,
        } | momentum


@dataclass(frozen=True)
class State:
    """Everything that a training step depends on, tensors in the extension's names and layout."""

    tensors: dict[str, np.ndarray]
    gate_samples: int
    slots: dict[str, np.ndarray]
    optimizer_steps: dict[str, int]
    branch_sums: list[float]
    fusion_sums: list[float]

    def rounded(self) -> State:
        """The same state with every tensor rounded to float32."""
        return State(
            {name: array.astype(np.float32) for name, array in self.tensors.items()},
            self.gate_samples,
            {name: array.astype(np.float32) for name, array in self.slots.items()},
            self.optimizer_steps,
            self.branch_sums,
            self.fusion_sums,
        )


@dataclass(frozen=True)
class Shown:
    """What one training step showed."""

    mode: int
    logits: list[np.ndarray]
    losses: list[float]
    accuracy: float
    branch_groups: list[Group]
    fusion_groups: list[Group]
    branch_sums: list[float]
    fusion_sums: list[float]
    speeds: list[Optional[float]]
    speed_difference: Optional[float]

    @property
    def loss(self) -> float:
        return sum(self.losses)


class Trainer:
    """A network, its optimizer and the sums of mu, in float32 or float64."""

    def __init__(self, specification: Network, optimizer: OptimizerChoice, dtype: torch.dtype):
        self.dtype = dtype
        self.network = MultiModalNetwork(specification).to(dtype)
        self.optimizer = optimizer.build([p for _, p in named_parameters(self.network)])
        self.sums = SpeedSums.zero(len(specification.branches))

    def load(self, state: State) -> None:
        import_network(self.network, state.tensors, state.gate_samples)
        import_optimizer(self.network, self.optimizer, state.slots, state.optimizer_steps)
        self.sums = SpeedSums(list(state.branch_sums), list(state.fusion_sums))

    def save(self) -> State:
        slots, steps = export_optimizer(self.network, self.optimizer)
        return State(
            export_network(self.network),
            self.network.fusions[0].samples,
            slots,
            steps,
            list(self.sums.branch),
            list(self.sums.fusion),
        )

    def inputs(self, arrays: Sequence[np.ndarray]) -> list[torch.Tensor]:
        """Samples (channels last) as the network takes them (channels first)."""
        tensors = [torch.tensor(array, dtype=self.dtype) for array in arrays]
        return [t.permute(0, 3, 1, 2).contiguous() if t.dim() == 4 else t for t in tensors]

    def step(self, arrays: Sequence[np.ndarray], labels: np.ndarray, mode: int) -> Shown:
        """One training step; the optimizer leaves a parameter without a gradient alone."""
        self.network.train()
        flow = Regular() if mode == REGULAR else Frozen(mode - 1)
        targets = torch.tensor(labels, dtype=torch.long)
        logits, _ = self.network(self.inputs(arrays), flow)
        losses = [cross_entropy(prediction, targets) for prediction in logits]
        self.optimizer.zero_grad(set_to_none=True)
        sum(losses).backward()
        modalities = range(len(logits))
        branches = [measure(self.network.branch_parameters(k)) for k in modalities]
        fusions = [measure(self.network.fusion_parameters(k)) for k in modalities]
        if mode == REGULAR:
            self.sums.add([group.mu for group in branches], [group.mu for group in fusions])
        self.optimizer.step()
        mean_logits = torch.stack(logits).mean(dim=0)
        return Shown(
            mode=mode,
            logits=[prediction.detach().numpy() for prediction in logits],
            losses=[float(loss) for loss in losses],
            accuracy=float((mean_logits.argmax(dim=1) == targets).double().mean()),
            branch_groups=branches,
            fusion_groups=fusions,
            branch_sums=list(self.sums.branch),
            fusion_sums=list(self.sums.fusion),
            speeds=self.sums.speeds(),
            speed_difference=speed_difference(self.sums.speeds()),
        )
