"""Dialogs: each takes values and returns a value or None."""
