"""Outsourcing Planner: which business functions leave the house, as what, and at what cost."""

__version__ = "0.1.0"
