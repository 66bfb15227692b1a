"""Blocks for the subnets of a new VPC."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.scaffolding.addresses import DoesNotFit, Room, WrongAddresses, allot, is_private, vpc_block
from projects.scaffolding.plans import PRESETS, Tier, VpcPlan

vpcs = st.builds(
    lambda prefix, number: IPv4Network(((10 << 24) + (number << (32 - prefix)) % (1 << 24), prefix)),
    st.integers(16, 28),
    st.integers(0, 4095),
)
rooms = st.lists(st.builds(Room, st.sampled_from((4, 6, 8))), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(vpcs, rooms, st.integers(1, 6))
def test_blocks_lie_in_the_vpc_and_never_overlap(vpc: IPv4Network, wanted: list[Room], zones: int) -> None:
    try:
        found = allot(vpc, wanted, zones)
    except DoesNotFit as refused:
        # Only what cannot fit even with the smallest subnets is refused.
        assert zones * len(wanted) * 16 > vpc.num_addresses
        assert str(vpc) in str(refused)
        return
    assert [len(row) for row in found] == [zones] * len(wanted)
    blocks = [block for row in found for block in row]
    assert all(block.subnet_of(vpc) and 16 <= block.prefixlen <= 28 for block in blocks)
    assert not any(one.overlaps(other) for one, other in combinations(blocks, 2))
    assert all(len({block.prefixlen for block in row}) == 1 for row in found)


@settings(max_examples=80, deadline=None)
@given(vpcs, st.integers(16, 28), st.integers(1, 6))
def test_a_netmask_that_was_asked_for_is_kept_or_refused(vpc: IPv4Network, prefix: int, zones: int) -> None:
    try:
        [row] = allot(vpc, [Room(4, prefix)], zones)
    except DoesNotFit:
        assert zones << (32 - prefix) > vpc.num_addresses
    else:
        assert {block.prefixlen for block in row} == {prefix}


def test_a_large_vpc_leaves_each_tier_room_for_more_zones() -> None:
    two = VpcPlan(IPv4Network("10.0.0.0/16"), zones=("a", "b")).blocks()
    four = VpcPlan(IPv4Network("10.0.0.0/16"), zones=("a", "b", "c", "d")).blocks()
    assert [row[:2] for row in four] == two


def test_public_subnets_come_first_and_are_the_smallest() -> None:
    public, application, data = VpcPlan(IPv4Network("10.0.0.0/16")).blocks()
    assert list(map(str, public)) == ["10.0.0.0/24", "10.0.1.0/24"]
    assert public[0].num_addresses < data[0].num_addresses < application[0].num_addresses


def test_a_tier_has_a_summary_block_of_its_own() -> None:
    for row in VpcPlan(IPv4Network("10.0.0.0/16"), zones=("a", "b", "c")).blocks():
        around = row[0]
        while not all(block.subnet_of(around) for block in row):
            around = around.supernet()
        others = [b for r in VpcPlan(IPv4Network("10.0.0.0/16"), zones=("a", "b", "c")).blocks() for b in r]
        assert [block for block in others if block.subnet_of(around)] == row


def test_too_small_a_vpc_is_told_what_would_fit() -> None:
    plan = VpcPlan(IPv4Network("10.0.0.0/28"))
    with pytest.raises(DoesNotFit) as refused:
        plan.blocks()
    assert str(refused.value) == (
        "10.0.0.0/28 has 16 addresses, but 6 subnets need at least 96: take a /25 or larger, "
        "or fewer zones or tiers."
    )
    assert VpcPlan(IPv4Network("10.0.0.0/25")).blocks()


def test_more_than_any_vpc_has_is_said_to_be_so() -> None:
    tiers = (Tier("web", "public", 16), Tier("app", "private", 16))
    with pytest.raises(DoesNotFit, match="more than any VPC has"):
        VpcPlan(IPv4Network("10.0.0.0/16"), tiers=tiers).blocks()


@pytest.mark.parametrize("tiers", PRESETS.values(), ids=list(PRESETS))
@pytest.mark.parametrize("zones", range(1, 7))
def test_every_preset_fits_the_default_block(tiers: tuple[Tier, ...], zones: int) -> None:
    plan = VpcPlan(IPv4Network("10.0.0.0/16"), zones=tuple("abcdef"[:zones]), tiers=tiers)
    assert all(len(row) == zones for row in plan.blocks())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type the VPC's addresses"),
        ("10.0.0.0", "10.0.0.0/16"),
        ("10.0.0/16", "no IPv4 block"),
        ("ten", "no IPv4 block"),
        ("10.0.0.0", "netmask"),
        ("10.0.0.0/33", "no IPv4 block"),
        ("10.0.0.0/8", "too large"),
        ("10.0.0.0/30", "too small"),
        ("10.0.1.0/16", "type 10.0.0.0/16"),
        ("127.0.0.0/16", "set aside"),
        ("2001:db8::/32", "no IPv4 block"),
    ],
)
def test_wrong_blocks_are_refused_with_what_to_type(text: str, said: str) -> None:
    with pytest.raises(WrongAddresses, match=said):
        vpc_block(text)


def test_public_ranges_are_told_from_private_ones() -> None:
    assert is_private(vpc_block(" 172.16.0.0/20 "))
    assert not is_private(vpc_block("172.32.0.0/20"))
