"""What a scaffold would be and cost before it is drawn, and sensible first values for its plan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from ipaddress import IPv4Network

from pricing.estimate import Totals
from pricing.rates import Rates
from pricing.regions import region
from projects.changes import Change
from projects.document import Document, Draft
from projects.estimate import estimate
from projects.naming import address_for
from projects.records import Node
from projects.scaffolding.building import build
from projects.scaffolding.plans import VpcPlan
from projects.service import make_service

DEFAULT_BLOCK = "10.0.0.0/16"


@dataclass(frozen=True, slots=True)
class Added:
    """What something new adds to an estimate."""

    monthly: Decimal
    upfront: Decimal
    needs_input: int
    not_priced: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan as the change that draws it."""

    plan: VpcPlan
    change: Change
    vpc: str

    def applied(self, document: Document) -> Document:
        """The document as it would be; the one given stays as it is."""
        kept = [record for record in document.records() if record.id not in self.change.after]
        return Document([*kept, *(record for record in self.change.after.values() if record is not None)])

    def alone(self) -> Document:
        """Only what is new, for a picture: the VPC stands on a canvas of its own."""
        new = [record for i, record in self.change.after.items() if self.change.before[i] is None]
        kept = {record.id for record in new if record is not None}
        loose = [
            record.model_copy(update={"parent": None})
            if isinstance(record, Node) and record.parent not in kept
            else record
            for record in new
            if record is not None
        ]
        return Document(loose)


def propose(document: Document, plan: VpcPlan, parent: str | None, x: float, y: float) -> Proposal:
    """Draft a plan; raises :class:`~projects.scaffolding.addresses.DoesNotFit`."""
    draft = Draft(document)
    vpc = build(draft, plan, parent, x, y)
    return Proposal(plan, draft.change(), vpc)


def added(document: Document, proposal: Proposal, rates: Rates, before: Totals) -> Added:
    """What a proposal adds to the estimate, which had these totals before."""
    after = estimate(proposal.applied(document), rates).totals
    return Added(
        after.monthly - before.monthly,
        after.upfront - before.upfront,
        after.needs_input - before.needs_input,
        after.not_priced - before.not_priced,
    )


def next_block(document: Document) -> str:
    """The block for one more VPC: 10.0.0.0/16, or the next /16 that no VPC of the project uses."""
    service = address_for(Draft(document), make_service("vpc"), None)
    return str(getattr(service, "cidr", None) or DEFAULT_BLOCK)


def vpcs_overlapping(document: Document, block: IPv4Network) -> list[Node]:
    """The VPCs whose addresses overlap a block, which could not be joined with it."""
    found = []
    for node in document.nodes():
        cidr = getattr(node.service, "cidr", None) if node.service.name == "vpc" else None
        try:
            if cidr and IPv4Network(str(cidr), strict=False).overlaps(block):
                found.append(node)
        except ValueError:
            continue
    return found


def zone_names(code: str, count: int) -> tuple[str, ...]:
    """Names of a Region's first zones; letters after the code where these are not known."""
    facts = region(code)
    names = facts.zones if facts is not None and facts.zones else tuple(f"{code}{one}" for one in "abcdef")
    return tuple(names[:count])


def most_zones(code: str) -> int:
    """How many zones a VPC may have in a Region."""
    facts = region(code)
    return min(6, len(facts.zones)) if facts is not None and facts.zones else 6
