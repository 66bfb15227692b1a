"""Address blocks for the subnets of a new VPC: aligned, without overlap, with room to grow where there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network, NetmaskValueError

LARGEST, SMALLEST = 16, 28
"""Netmasks that AWS takes for VPCs and subnets."""
COMFORTABLE = 26
"""No smaller than this as long as there is room: a load balancer alone wants eight free addresses."""
RESERVED = 5
"""Addresses that AWS keeps in each subnet."""
PRIVATE_RANGES = (IPv4Network("10.0.0.0/8"), IPv4Network("172.16.0.0/12"), IPv4Network("192.168.0.0/16"))
"""RFC 1918."""
ZONES_TO_COME = 4
"""Each tier leaves room for this many zones, where the VPC is large enough."""


class DoesNotFit(ValueError):
    """The subnets have no room in the VPC; the text says what would help."""


class WrongAddresses(ValueError):
    """What was typed is no block a VPC can have; the text says why and what to type instead."""


@dataclass(frozen=True, slots=True)
class Room:
    """What one tier asks for: how many netmask bits less than the VPC, or a netmask of its own."""

    bits: int
    prefix: int | None = None


def _is_address(text: str) -> bool:
    try:
        IPv4Address(text)
    except AddressValueError:
        return False
    return True


def vpc_block(text: str) -> IPv4Network:
    """The block a person typed; raises :class:`WrongAddresses` for what AWS would refuse."""
    text = text.strip()
    if not text:
        raise WrongAddresses("Type the VPC's addresses, such as 10.0.0.0/16.")
    if "/" not in text and _is_address(text):
        raise WrongAddresses(f"Add a netmask from /16 to /28: {text}/16.")
    try:
        block = IPv4Network(text, strict=False)
    except (AddressValueError, NetmaskValueError, ValueError):
        raise WrongAddresses(f"“{text}” is no IPv4 block. Type one such as 10.0.0.0/16.") from None
    if not LARGEST <= block.prefixlen <= SMALLEST:
        size = "large" if block.prefixlen < LARGEST else "small"
        raise WrongAddresses(f"A /{block.prefixlen} is too {size}: a VPC takes a netmask from /16 to /28.")
    if str(block.network_address) != text.split("/")[0]:
        raise WrongAddresses(f"The block begins at {block.network_address}: type {block}.")
    if block.is_loopback or block.is_link_local or block.is_multicast or block.is_unspecified:
        raise WrongAddresses(f"{block} is set aside for other uses. Type one such as 10.0.0.0/16.")
    return block


def is_private(block: IPv4Network) -> bool:
    """Whether the block is of those that RFC 1918 sets aside for private networks."""
    return any(block.subnet_of(around) for around in PRIVATE_RANGES)


def usable(block: IPv4Network) -> int:
    """How many addresses of a subnet things may have."""
    return block.num_addresses - RESERVED


def allot(vpc: IPv4Network, rooms: Sequence[Room], zones: int) -> list[list[IPv4Network]]:
    """A block for each zone, for each tier in its order; raises :class:`DoesNotFit`.

    The blocks of a tier stand together on a boundary of their own, so that one summary block covers the
    tier, with room for more zones and larger gaps where the VPC allows; the larger it is, the larger
    they are. Where it is tight, room for growth goes first, then the larger tiers shrink.
    """
    if not rooms or zones < 1:
        return []
    prefixes = [_wanted(vpc, room) for room in rooms]
    while True:
        for slots in _slots(zones):
            found = _in_tiers(vpc, prefixes, slots, zones)
            if found is not None:
                return found
        found = _one_by_one(vpc, prefixes, zones)
        if found is not None:
            return found
        smaller = _smaller(prefixes, rooms)
        if smaller is None:
            raise DoesNotFit(_why(vpc, prefixes, rooms, zones))
        prefixes = smaller


def _wanted(vpc: IPv4Network, room: Room) -> int:
    if room.prefix is not None:
        return room.prefix
    return min(max(vpc.prefixlen + room.bits, LARGEST), COMFORTABLE)


def _slots(zones: int) -> list[int]:
    """How many blocks each tier sets aside: powers of two, with room for zones to come first."""
    own = _power_above(zones)
    return [max(own, ZONES_TO_COME), own] if own < ZONES_TO_COME else [own]


def _power_above(count: int) -> int:
    return 1 << (count - 1).bit_length()


def _in_tiers(
    vpc: IPv4Network, prefixes: Sequence[int], slots: int, zones: int
) -> list[list[IPv4Network]] | None:
    """One aligned block for each tier, cut into its subnets."""
    around = [prefix - slots.bit_length() + 1 for prefix in prefixes]
    if min(around) < vpc.prefixlen:
        return None
    blocks = _first_fit(vpc, around)
    if blocks is None:
        return None
    return [list(_first(block, prefix, zones)) for block, prefix in zip(blocks, prefixes, strict=True)]


def _first(block: IPv4Network, prefix: int, count: int) -> list[IPv4Network]:
    step = 1 << (32 - prefix)
    start = int(block.network_address)
    return [IPv4Network((start + step * number, prefix)) for number in range(count)]


def _one_by_one(vpc: IPv4Network, prefixes: Sequence[int], zones: int) -> list[list[IPv4Network]] | None:
    if min(prefixes) < vpc.prefixlen:
        return None
    blocks = _first_fit(vpc, [prefix for prefix in prefixes for _ in range(zones)])
    if blocks is None:
        return None
    return [blocks[start : start + zones] for start in range(0, len(blocks), zones)]


def _first_fit(vpc: IPv4Network, prefixes: Sequence[int]) -> list[IPv4Network] | None:
    """Aligned blocks of these sizes, the first first; None if they do not fit in this order or by size."""
    for order in (range(len(prefixes)), sorted(range(len(prefixes)), key=lambda i: prefixes[i])):
        free = [(int(vpc.network_address), int(vpc.broadcast_address) + 1)]
        found: dict[int, IPv4Network] = {}
        for index in order:
            block = _take(free, prefixes[index])
            if block is None:
                break
            found[index] = block
        if len(found) == len(prefixes):
            return [found[index] for index in range(len(prefixes))]
    return None


def _take(free: list[tuple[int, int]], prefix: int) -> IPv4Network | None:
    """The first aligned block in the free ranges, taken out of them."""
    size = 1 << (32 - prefix)
    for place, (start, end) in enumerate(free):
        at = -(-start // size) * size
        if at + size <= end:
            rest = [(start, at), (at + size, end)]
            free[place : place + 1] = [span for span in rest if span[0] < span[1]]
            return IPv4Network((at, prefix))
    return None


def _smaller(prefixes: Sequence[int], rooms: Sequence[Room]) -> list[int] | None:
    """The sizes with the largest that may shrink halved; None if none may."""
    free = [i for i, room in enumerate(rooms) if room.prefix is None and prefixes[i] < SMALLEST]
    if not free:
        return None
    largest = min(free, key=lambda i: (prefixes[i], -i))
    return [prefix + 1 if i == largest else prefix for i, prefix in enumerate(prefixes)]


def _why(vpc: IPv4Network, prefixes: Sequence[int], rooms: Sequence[Room], zones: int) -> str:
    needed = zones * sum(1 << (32 - prefix) for prefix in prefixes)
    enough = 32 - (needed - 1).bit_length()
    count = zones * len(rooms)
    subnets = "1 subnet needs" if count == 1 else f"{count} subnets need"
    has = f"{vpc} has {vpc.num_addresses:,} addresses"
    fixed = any(room.prefix is not None for room in rooms)
    if enough < LARGEST:
        return f"{has}, and {subnets} {needed:,}, more than any VPC has: ask for smaller or fewer subnets."
    help_ = "smaller subnets" if fixed else "fewer zones or tiers"
    return f"{has}, but {subnets} at least {needed:,}: take a /{enough} or larger, or {help_}."
