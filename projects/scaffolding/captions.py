"""What a scaffold's frames are called: as an architect would name them, with their address blocks."""

from __future__ import annotations

from ipaddress import IPv4Network

from projects.scaffolding.plans import Tier, VpcPlan


def zone_letter(zone: str) -> str:
    """What tells a zone from the others of its Region: "a" of "us-east-1a"."""
    return zone[-1:] if zone[-1:].isalpha() else zone


def vpc_caption(plan: VpcPlan) -> str:
    """The VPC's label; empty where its own title says as much."""
    return f"{plan.name.strip()}-vpc {plan.block}" if plan.name.strip() else ""


def subnet_caption(plan: VpcPlan, tier: Tier, zone: str, block: IPv4Network) -> str:
    """A subnet's label: "shop-app-b 10.0.80.0/20"; without a name "App subnet 10.0.80.0/20".

    Empty where the subnet's own title says as much.
    """
    if plan.name.strip():
        return f"{plan.name.strip()}-{tier.name.strip()}-{zone_letter(zone)} {block}"
    alike = [other for other in plan.tiers if (other.kind == "public") == (tier.kind == "public")]
    if len(alike) == 1 and tier.name.strip().casefold() in ("public", "private"):
        return ""
    name = tier.name.strip()
    return f"{name[:1].upper()}{name[1:]} subnet {block}"
