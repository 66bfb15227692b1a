"""Tidying: drawings laid out by AWS's structure and by the flow of their links."""

from projects.tidying.tidy import tidy

__all__ = ["tidy"]
