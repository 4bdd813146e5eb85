"""Times a multi-modal network in PyTorch, on one thread unless told otherwise, the yardstick of the extension's backends.

The example: two branches (28x28x1 and 28x28x3; filters 16, 32, 64, 64), MMTM after stages 2, 3 and 4; or a pair of
ResNet-18. Plain SGD, random inputs. Prints JSON: milliseconds of a training step (forward, backward, update), as its
median and quartiles, those of processor time, of all threads, and the same with the conditional learning speed
measured in every step.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

sys.path.insert(0, str(Path(__file__).parent.parent / "test" / "reference"))

from residual_pair import residual_pair  # noqa: E402

from network import MultiModalNetwork  # noqa: E402
from specification import Branch, Fusion, Network, convolutions  # noqa: E402
from speed import SpeedSums, measure  # noqa: E402

CLASS_COUNT = 10
FILTERS = (16, 32, 64, 64)
COLORED_AND_GRAY = Network(
    (
        Branch("gray", (28, 28, 1), convolutions(*FILTERS)),
        Branch("color", (28, 28, 3), convolutions(*FILTERS)),
    ),
    Fusion(after=((2, 2), (3, 3), (4, 4))),
    CLASS_COUNT,
)


class Step:
    """One training step on a fixed random batch; it ends when everything is computed."""

    def __init__(self, network: MultiModalNetwork, batch: int, device: torch.device, tracks_speed: bool):
        self.network = network.to(device).train()
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=0.05)
        self.inputs = [
            torch.randn(batch, branch.shape[2], *branch.shape[:2], device=device)
            for branch in network.specification.branches
        ]
        self.labels = torch.randint(network.specification.class_count, (batch,), device=device)
        self.sums = SpeedSums.zero(2) if tracks_speed else None

    def __call__(self) -> None:
        logits, _ = self.network(self.inputs)
        loss = sum(cross_entropy(prediction, self.labels) for prediction in logits)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if self.sums is not None:
            branches = [measure(self.network.branch_parameters(k)).mu for k in range(2)]
            fusions = [measure(self.network.fusion_parameters(k)).mu for k in range(2)]
            self.sums.add(branches, fusions)
            self.sums.speeds()
        self.optimizer.step()
        if self.labels.is_cuda:
            torch.cuda.synchronize()


def milliseconds(step: Step, steps: int, warm_up: int) -> dict:
    """Median and quartiles of `steps` timed steps after `warm_up` untimed ones."""
    for _ in range(warm_up):
        step()
    durations, processor = [], []
    for _ in range(steps):
        start, start_of_processor = time.perf_counter(), time.process_time()
        step()
        durations.append(1000 * (time.perf_counter() - start))
        processor.append(1000 * (time.process_time() - start_of_processor))
    low, median, high = np.percentile(durations, [25, 50, 75])
    return {
        "stepMilliseconds": median,
        "quartiles": [low, high],
        "processorMilliseconds": np.median(processor),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=64, help="samples a step")
    parser.add_argument("--steps", type=int, default=40, help="timed steps")
    parser.add_argument("--warmup", type=int, default=5, help="untimed steps before them")
    parser.add_argument("--threads", type=int, default=1, help="threads that compute")
    parser.add_argument("--device", choices=("cpu", "gpu"), default="cpu", help="gpu: where there is one")
    parser.add_argument("--network", choices=("example", "residual-pair"), default="example")
    parser.add_argument("--side", type=int, default=224, help="height and width of a residual pair's images")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    on_gpu = options.device == "gpu" and torch.cuda.is_available()
    device = torch.device("cuda" if on_gpu else "cpu")

    def made() -> MultiModalNetwork:
        torch.manual_seed(0)
        example = options.network == "example"
        return MultiModalNetwork(COLORED_AND_GRAY) if example else residual_pair(options.side)

    timed = [
        milliseconds(Step(made(), options.batch, device, tracks_speed), options.steps, options.warmup)
        for tracks_speed in (False, True)
    ]
    result = {"version": torch.__version__, "threads": torch.get_num_threads(), "batch": options.batch}
    result["device"] = torch.cuda.get_device_name() if on_gpu else "CPU"
    result |= timed[0] | {"withSpeedTracking": timed[1]}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
