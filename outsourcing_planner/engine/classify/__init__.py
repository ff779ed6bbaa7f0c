"""Classification of functions: from their words to criteria, from criteria to a label and its reasons."""
