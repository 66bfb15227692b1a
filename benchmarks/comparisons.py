"""A drawing compared in all Regions, in all ways to buy and with variants of itself."""

from __future__ import annotations

from time import perf_counter

from benchmarks.measuring import Result, Samples, interleaved, peak_memory, timed
from benchmarks.synthetic import synthetic_document
from benchmarks.wires import carrying
from pricing.data_files import shipped_data
from pricing.regions import regions
from pricing.table import PriceTable, price_table
from projects import edits
from projects.comparing.moving import move_region
from projects.comparing.purchases import compare_purchases
from projects.comparing.regions import RegionPricing, compare_regions
from projects.comparing.variant_costs import compare_variants
from projects.comparing.variants import create
from projects.document import Document, Draft
from projects.estimate import estimate
from projects.records import Variant

NODES = 200
VARIANTS = 10


def measure(rounds: int) -> list[Result]:
    """200 nodes with priced links; Regions against pricing the same drawings without comparing them."""
    document = carrying(synthetic_document(NODES))
    cold = Samples()
    for _ in range(rounds):
        cold.values.append(timed(lambda: compare_regions(document, PriceTable(shipped_data()))))
    rates = price_table()
    pricing = RegionPricing(document, rates)
    moved = [move_region(document, pricing.moving, one.code).document(document) for one in pricing.wanted]
    works = {
        "regions": lambda: compare_regions(document, rates),
        "priced": lambda: [estimate(one, rates) for one in moved],
        "purchases": lambda: compare_purchases(document, rates),
    }
    again = interleaved(works, rounds)
    wanted = _variants(document)
    variants = interleaved({"variants": lambda: compare_variants(document, rates, wanted)}, rounds)[
        "variants"
    ]
    told = f"{len(regions())} Regions, {_steps(pricing):.0f} ms between two steps at most"
    return [
        Result("comparing", "all Regions, prices not read yet", NODES, cold.median, worst=cold.worst),
        Result(
            "comparing",
            "all Regions, again",
            NODES,
            again["regions"].median,
            worst=again["regions"].worst,
            limit=again["priced"].median,
            limit_name="only priced",
            remark=told,
        ),
        Result("comparing", "purchase options", NODES, again["purchases"].median),
        Result("comparing", f"{VARIANTS} variants", NODES, variants.median),
        Result("memory", "all Regions compared", NODES, peak_memory(), "MB"),
    ]


def _steps(pricing: RegionPricing) -> float:
    """Milliseconds of the longest step: how long a window that shows progress stands still."""
    longest, before = 0.0, perf_counter()
    for _ in pricing:
        now = perf_counter()
        longest, before = max(longest, now - before), now
    return longest * 1000


def _variants(document: Document) -> list[Variant]:
    """What-ifs that each set how many instances some nodes stand for."""
    nodes = [node.id for node in document.nodes() if node.service.name == "ec2_instance"]
    found = []
    for number in range(VARIANTS):
        draft = Draft(document)
        edits.set_property(draft, nodes, "instances", number + 2)
        found.append(create(Draft(document), f"Variant {number}", draft.change())[0])
    return found
