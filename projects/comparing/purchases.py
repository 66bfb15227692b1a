"""Compare purchase options: what the capacity that can be bought in several ways costs in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from pricing.comparisons.purchases import (
    ON_DEMAND,
    Bought,
    Option,
    PurchaseComparison,
    PurchaseNode,
    purchase_rows,
)
from pricing.costs import CostComponent
from pricing.estimate import Owner, price_component
from pricing.rates import Rates
from projects.billed_parts import billed
from projects.billing.purchasing import COMPUTE_PURCHASES, PAYMENTS, TERMS, Purchase
from projects.document import Document, Draft
from projects.location import Locator
from projects.place import Place
from projects.records import Node
from projects.service import Service

FIELDS = ("purchase", "term_years", "payment")
"""The properties that say how a node is bought."""


def compare_purchases(
    document: Document, rates: Rates, node_ids: Collection[str] | None = None
) -> PurchaseComparison:
    """Every node whose capacity can be bought in several ways, or those of the given ones that can.

    Only the capacity itself is compared, at list prices before the project's discounts: hours of
    instances, nodes and tasks, not their storage or traffic. A node that cannot be bought in some way
    stays on demand in the row of that option.
    """
    locator = Locator(document, everything=True)
    nodes = []
    for node in document.nodes():
        if node_ids is None or node.id in node_ids:
            found = _priced(node, locator, rates)
            if found is not None:
                nodes.append(found)
    offered = {option for node in nodes for option in node.options}
    nodes.sort(key=lambda node: (node.service_label, node.label, node.node_id))
    options = [option for option in _all_options() if option in offered]
    return PurchaseComparison(tuple(nodes), purchase_rows(nodes, options), rates.date)


def options_of(service: Service) -> tuple[Option, ...]:
    """The ways that a service can be bought as it is configured; empty if there are none."""
    declared = {item.name: item for item in type(service).properties()}
    if any(name not in declared for name in FIELDS):
        return ()
    when = declared["purchase"].when or {}
    if any(getattr(service, name, None) not in values for name, values in when.items()):
        return ()
    offered, terms, payments = (declared[name].choices or {} for name in FIELDS)
    return tuple(
        option
        for option in _all_options()
        if option.purchase in offered
        and (not option.term_years or (str(option.term_years) in terms and option.payment in payments))
    )


def bought_so(service: Service, option: Option) -> Service:
    """The service with its purchase properties set; what they were stays where nothing needs them."""
    if not option.term_years:
        return service.set(purchase=option.purchase)
    return service.set(purchase=option.purchase, term_years=str(option.term_years), payment=option.payment)


def buy(draft: Draft, node_ids: Iterable[str], option: Option) -> int:
    """Buy nodes so, those that can be; gives how many. A variant or an edit of the drawing is made of it."""
    bought = 0
    for node_id in dict.fromkeys(node_ids):
        node = draft.node(node_id)
        if node is not None and option in options_of(node.service):
            draft.put(node.model_copy(update={"service": bought_so(node.service, option)}))
            bought += 1
    return bought


def present_option(service: Service) -> Option:
    """How a service is bought as it is drawn; On-Demand where that is not said, as AWS bills it."""
    purchase, term, payment = (getattr(service, name, None) for name in FIELDS)
    if purchase is None or not Purchase(purchase).committed:
        return Option(purchase or "on_demand")
    return Option(purchase, int(term or 0), payment or "")


def _all_options() -> Iterator[Option]:
    for purchase in COMPUTE_PURCHASES:
        if not Purchase(purchase).committed:
            yield Option(purchase)
            continue
        for term in TERMS:
            for payment in PAYMENTS:
                yield Option(purchase, int(term), payment)


def _priced(node: Node, locator: Locator, rates: Rates) -> PurchaseNode | None:
    """The capacity of a node in every way; None where the way makes no difference."""
    service = node.service
    options = options_of(service)
    if len(options) < 2 or ON_DEMAND not in options:
        return None
    where = locator.locate(node)
    place = locator.place(node, where)
    ways: dict[Option | None, list[CostComponent]] = {None: _components(service, place)}
    ways |= {option: _components(bought_so(service, option), place) for option in options}
    common = _common(ways.values())
    label = service.billed_as or service.official or service.label
    owner = Owner(node.id, node.title, where.path, service.stored_name, label, service.category, where.region)
    found: dict[Option | None, Bought] = {}
    for option, components in ways.items():
        own = _without(components, common)
        lines = [line for part in own for line in price_component(owner, part, rates, place.hours_per_month)]
        found[option] = Bought(option or present_option(service), tuple(lines))
    if not any(one.lines for one in found.values()):
        return None
    present = found.pop(None)
    return PurchaseNode(
        node.id, node.title, label, present, {option: one for option, one in found.items() if option}
    )


def _components(service: Service, place: Place) -> list[CostComponent]:
    return [part.component for part in billed(service, place).parts]


def _common(ways: Collection[list[CostComponent]]) -> Counter[CostComponent]:
    """What is billed alike however the node is bought: storage, addresses, a share that is always spot."""
    counts = [Counter(components) for components in ways]
    shared = counts[0]
    for count in counts[1:]:
        shared = shared & count
    return shared


def _without(components: list[CostComponent], common: Counter[CostComponent]) -> Iterator[CostComponent]:
    left = Counter(common)
    for component in components:
        if left[component] > 0:
            left[component] -= 1
        else:
            yield component
