"""How the classifier that ships is made; run by scripts/build_classifier.py with the packages it names."""
