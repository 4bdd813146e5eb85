"""What a step showed as numbers, with the names of the extension's step records."""

from __future__ import annotations

import math

from training import Shown

SHARED = ["mode", "loss", "accuracy", "speedDifference"]
BRANCH = ["loss", "branchGradient", "branchWeights", "fusionGradient", "fusionWeights", "speed"]


def column_names(modalities: list[str]) -> list[str]:
    return SHARED + [f"{name}.{column}" for name in modalities for column in BRANCH]


def group_json(shown: Shown, branch: int) -> dict:
    """Loss and squared norms of one branch."""
    own, fusion = shown.branch_groups[branch], shown.fusion_groups[branch]
    return {
        "loss": shown.losses[branch],
        "branchGradient": own.gradient,
        "branchWeights": own.weights,
        "fusionGradient": fusion.gradient,
        "fusionWeights": fusion.weights,
    }


def row(shown: Shown) -> list[float]:
    """One number a column of `column_names`; NaN where undefined."""
    values = [shown.mode, shown.loss, shown.accuracy, shown.speed_difference]
    for branch, speed in enumerate(shown.speeds):
        values += [*group_json(shown, branch).values(), speed]
    return [math.nan if value is None else float(value) for value in values]
