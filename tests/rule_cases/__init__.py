"""Holding the rules against drawings in the neutral format."""
