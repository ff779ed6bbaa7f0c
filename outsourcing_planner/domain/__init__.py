"""What a plan is made of: the table of fields, plans, assumptions, labels, issues, errors. Frozen; no files."""
