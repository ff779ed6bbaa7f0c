"""Inferred knowledge criteria are moved together until their score says what the label probability says."""

import numpy as np

from outsourcing_planner.engine.classify.criteria import HIGHEST, KNOWLEDGE, LOWEST
from outsourcing_planner.engine.classify.readings import Doubles
from outsourcing_planner.engine.classify.scheme import Scheme

_HALVINGS = 40


def knowledge_weights(scheme: Scheme) -> Doubles:
    """Weights of the knowledge criteria in their order, as shares of 1."""
    return np.array([scheme.knowledge_weights[key] for key in KNOWLEDGE], dtype=np.float64) / 100.0


def score_of(criteria: Doubles, weights: Doubles) -> Doubles:
    """Σ weight·(x−1)/4 on 0–100, rows of (n, 7)."""
    return np.asarray(((criteria - LOWEST) / (HIGHEST - LOWEST)) @ weights * 100.0)


def shifted_to(target: Doubles, criteria: Doubles, scheme: Scheme) -> Doubles:
    """Rows of (n, 7) moved by one amount each, within 1–5, so that their score is ``target`` (0–100)."""
    weights = knowledge_weights(scheme)
    low = np.full(len(criteria), -(HIGHEST - LOWEST))
    high = -low
    for _halving in range(_HALVINGS):
        middle = (low + high) / 2
        short = score_of(np.clip(criteria + middle[:, None], LOWEST, HIGHEST), weights) < target
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.asarray(np.clip(criteria + ((low + high) / 2)[:, None], LOWEST, HIGHEST))
