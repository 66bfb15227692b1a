"""Usage profiles fill what is missing, leave what is there and undo as one change."""

from decimal import Decimal

import pytest

from pricing.table import price_table
from projects.document import Document, Draft
from projects.estimate import estimate
from projects.place import Place
from projects.profiles import PROFILES, fill, typical_figures
from projects.records import Node
from projects.service import Service, catalogue, make_service

PLACE = Place("us-east-1", "us-east-1a", in_vpc=True, in_subnet=True, subnet_is_public=False, subnets=2)


def drawing(**services: Service) -> Document:
    region = Node(id="region", service=make_service("region", {"code": "us-east-1"}))
    nodes = [Node(id=name, service=service, parent="region") for name, service in services.items()]
    return Document([region, *nodes])


def test_a_profile_fills_what_is_needed_and_leaves_what_is_set() -> None:
    queue = make_service("sqs_queue", {})
    busy = make_service("sqs_queue", {"monthly_requests": Decimal(7)})
    document = drawing(queue=queue, busy=busy)
    draft = Draft(document)
    assert fill(draft, "medium", ["queue", "busy"]) >= 1
    change = draft.change()
    assert change.ids == {"queue"}
    before = {record.id: record for record in document.records()}
    document.apply(change)
    assert not estimate(document, price_table()).totals.needs_input
    document.apply(change.inverse())
    assert {record.id: record for record in document.records()} == before


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_figure_that_an_estimate_may_need_has_typical_ones(name: str) -> None:
    service = make_service(name, {})
    declared = {item.name: item for item in service.properties()}
    for part in service.costs(PLACE):
        asked = declared.get(part.property)
        if part.quantity is None and asked is not None and asked.kind in ("quantity", "count"):
            assert asked.typical is not None, f"{name}.{asked.name} has no typical figures"


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_typical_figures_grow_and_are_within_the_limits(name: str) -> None:
    for item in catalogue()[name].properties():
        if item.typical is None:
            continue
        assert item.typical == tuple(sorted(item.typical)), item.name
        assert all(item.problem(figure) is None for figure in item.typical), item.name


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_filling_comes_to_an_end(name: str, profile: str) -> None:
    service: Service = make_service(name, {})
    for _ in range(8):
        wanted = typical_figures(service, profile, PLACE)  # type: ignore[arg-type]
        if not wanted:
            return
        service = service.set(**wanted)
    pytest.fail(f"{name} always asks for more")
