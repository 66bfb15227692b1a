"""One adapter for each service of the cases; a module for each family of services."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from tests.cost_cases.drawing import Adapter

_adapters: dict[str, Adapter] = {}


def adapter(*file_names: str) -> Callable[[Adapter], Adapter]:
    """Registers the adapter of the cases in ``<file_name>.json`` (the names that VOCABULARY.md heads)."""

    def register(function: Adapter) -> Adapter:
        for name in file_names:
            if name in _adapters and _adapters[name] is not function:
                raise ValueError(f"two adapters for {name}")
            _adapters[name] = function
        return function

    return register


@cache
def adapters() -> dict[str, Adapter]:
    """Every adapter by the name of its file of cases."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(_adapters)
