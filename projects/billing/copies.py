"""Data copied from one Region to another: billed as data transfer by the Region that it leaves."""

from __future__ import annotations

from decimal import Decimal

from pricing.costs import CostComponent, included, needs, usage


def copied_between_regions(
    gb: Decimal | None,
    source: str,
    target: str,
    *,
    here: str,
    property: str,
    region_property: str,
    what: str,
) -> CostComponent:
    """GB a month from ``source`` to ``target`` (Region codes); "needs input" while a Region is not known.

    ``here`` is the Region around the node, one of the two; the other is asked for by ``region_property``.
    """
    name = f"Data transfer to another Region ({what})"
    if not here:
        return needs(name, "", "", "Not in a Region yet: move it into one to price it.")
    if not source or not target:
        return needs(name, "", region_property, "Choose the other Region.")
    if source == target:
        return included(name, "Both are in the same Region.")
    key = f"data_transfer.out.inter_region.to.{target}"
    return usage(name, key, gb, region=source, property=property)
