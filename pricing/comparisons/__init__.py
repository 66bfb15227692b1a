"""Estimates side by side, as plain figures: what a line without a figure hides is never a saving."""
