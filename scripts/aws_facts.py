"""Writes the shipped facts about Regions and EC2 instance types; part of building the price table."""

from __future__ import annotations

from pathlib import Path


def write_facts(source: Path, folder: Path) -> None:
    pass
