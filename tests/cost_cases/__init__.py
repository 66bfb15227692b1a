"""Holding the estimate against worked cost cases: ``python -m tests.cost_cases FOLDER``."""
