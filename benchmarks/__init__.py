"""Measurements: synthetic projects of any size, and the time and memory that Blueprice takes for them."""
