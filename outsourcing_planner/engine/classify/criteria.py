"""The fifteen criteria, in the order of every array of the classifier (keys of model.md §1)."""

from typing import Final

KNOWLEDGE: Final = (
    "judgement",
    "expertise",
    "variety",
    "client_engagement",
    "training_time",
    "data_sensitivity",
    "insight",
)
FIT: Final = (
    "codification",
    "measurability",
    "supply",
    "elasticity",
    "specificity",
    "strategic_value",
    "exposure",
    "proximity",
)
CRITERIA: Final = KNOWLEDGE + FIT
SIZE: Final = "size"
"""The ninth weight of fit: it comes from the headcount and is no criterion one types."""
INVERSE: Final = frozenset({"specificity", "strategic_value", "exposure", "proximity"})
"""Criteria of fit where a high value speaks against leaving the house: 6 − x counts."""
LOWEST: Final = 1.0
HIGHEST: Final = 5.0
