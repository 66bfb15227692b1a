"""Priced wires: what the traffic of a link costs, from where its ends stand and what lies between."""
