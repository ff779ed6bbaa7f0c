"""Models: what Qt asks of a plan, answered from the open document."""
