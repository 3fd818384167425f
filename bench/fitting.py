"""A small logistic regression, so that no library is needed to make the weights anew."""

from __future__ import annotations

import numpy as np


def fit(
    evidence: np.ndarray,
    right: np.ndarray,
    growing: np.ndarray,
    *,
    importance: np.ndarray | None = None,
    l2: float = 1.0,
) -> np.ndarray:
    """Bias and weights by Newton's method with a ridge. `growing` says which weights may not be negative."""
    design = np.hstack([np.ones((len(evidence), 1)), evidence])
    importance = np.ones(len(evidence)) if importance is None else importance
    ridge = l2 * np.r_[1e-6, np.ones(evidence.shape[1])]
    weights, free = np.zeros(design.shape[1]), np.ones(design.shape[1], bool)
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (importance * (chance - right)) + ridge * weights
        curve = (design * (importance * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        at_edge = np.r_[False, growing] & (weights <= 0) & (slope > 0)
        free = ~at_edge
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        new = weights - step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-9))
        new[1:][growing & (new[1:] < 0)] = 0.0
        if np.abs(new - weights).max() < 1e-6:
            break
        weights = new
    return weights
