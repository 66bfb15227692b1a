"""How labels read inside sentences, such as the text of an undo step."""

from __future__ import annotations


def lower_first(label: str) -> str:
    """A label within a sentence: "Storage" becomes "storage", "IOPS" and "vCPUs" stay."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or not label[1:2].strip() else label
