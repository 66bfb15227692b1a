"""Schedules, and groups with a minimum, average and maximum: hours and instances reckoned by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.estimate import Estimate, LineItem
from pricing.table import price_table
from projects.billing.schedules import read_schedule, running, schedule_problem
from projects.document import Document, Draft
from projects.estimate import Estimator, estimate
from projects.records import Node
from projects.service import make_service

MONTH = Decimal(730)
EC2 = {"instance_type": "m5.large", "root_volume_size_gib": 0}


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("weekdays 8-18", 50),
        ("mon-fri 08:00-18:00", 50),
        ("Monday to Friday 8 to 18", 50),
        ("daily 6-22", 112),
        ("weekends 0-24", 48),
        ("mon,wed 08:30-17:00", 17),
        ("fri-mon 0-24", 96),
        ("weekdays 8-18; sat 9-13", 54),
        ("mon-fri 8-18 and sat 9-13", 54),
        ("daily 8-12; weekdays 10-14", 38),  # 7 x 4 + 5 x 2: what overlaps counts once
        ("weekdays 18-24; tue-sat 0-8", 70),
        ("mon 0:15-0:30", Decimal("0.25")),
    ],
)
def test_hours_of_a_week(text: str, week: Decimal | int) -> None:
    assert read_schedule(text).week == week
    assert read_schedule(text).hours(MONTH) == Decimal(week) * MONTH / 168


@pytest.mark.parametrize(
    ("text", "hours"),
    [("hours 200", "200"), ("200 h", "200"), ("60 %", "438"), ("24x7", "730"), ("0 %", "0")],
)
def test_hours_of_a_month(text: str, hours: str) -> None:
    assert read_schedule(text).hours(MONTH) == Decimal(hours)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "weekdays 18-8",
            "“weekdays 18-8” ends before it begins."
            " Over midnight write two parts: weekdays 18-24; tue-sat 0-8.",
        ),
        ("weekdays 25:00-26", "“25:00” is no time of day; write 0 to 24, or 8:30."),
        ("weekdays 8-24:30", "“24:30” is no time of day; write 0 to 24, or 8:30."),
        ("weekdays 8:75-9", "“8:75” is no time of day; write 0 to 24, or 8:30."),
        ("sat 22-0", "Write 24 for midnight: sat 22-24."),
        ("mon 8-8", "“mon 8-8” begins when it ends; write 0-24 for the whole day."),
        (
            "foo 8-9",
            "“foo” is no day; write mon, tue, wed, thu, fri, sat, sun, weekdays, weekends or daily.",
        ),
        ("hours 800", "A month has at most 744 hours, not 800."),
        ("120 %", "A share of the month is at most 100 %."),
    ],
)
def test_an_impossible_schedule_is_said_with_its_remedy(text: str, message: str) -> None:
    assert schedule_problem(text) == message


@pytest.mark.parametrize("text", ["8-18", "; ;", "weekdays", "weekdays 8", "whenever", "-5 %", "hours -3"])
def test_what_is_no_schedule_is_answered_with_examples(text: str) -> None:
    assert "weekdays 8-18" in (schedule_problem(text) or "")


def test_the_remedy_for_midnight_is_a_schedule_itself() -> None:
    nights = {"weekdays": 5, "daily": 7, "sat": 1, "weekends": 2, "mon,thu": 2, "fri-mon": 4}
    for days, count in nights.items():
        said = schedule_problem(f"{days} 18-8") or ""
        assert read_schedule(said.partition("two parts: ")[2].rstrip(".")).week == 14 * count


@given(st.text(max_size=40) | st.from_regex(r"[a-z,-]{2,9} [0-9:]{1,5}-[0-9:]{1,5}", fullmatch=True))
def test_any_text_is_a_schedule_of_a_possible_month_or_a_problem(text: str) -> None:
    if schedule_problem(text) is None:
        assert 0 <= read_schedule(text).hours(MONTH) <= 744


def test_stated_hours_come_before_the_schedule() -> None:
    assert running(Decimal(100), "daily 6-22", MONTH).hours == 100
    assert running(None, "24x7", MONTH).hours is None
    assert running(None, None, MONTH).hours is None


# in an estimate


def drawing(service: str, members: int = 0, **properties: Any) -> Document:
    region = Node(id="r", service=make_service("region", {"code": "us-east-1"}))
    drawn = [Node(id=f"m{n}", service=make_service("ec2_instance", EC2), parent="r") for n in range(members)]
    ids = tuple(node.id for node in drawn)
    node = Node(id="n", service=make_service(service, properties), parent="r", members=ids)
    return Document((region, *drawn, node))


def line(found: Estimate, start: str = "Instance hours", node_id: str = "n") -> LineItem:
    [only] = (one for one in found.of_node(node_id) if one.component.startswith(start))
    return only


def priced(service: str, members: int = 0, **properties: Any) -> Estimate:
    return estimate(drawing(service, members, **properties), price_table())


def test_an_instance_on_a_schedule_is_billed_for_its_hours_and_says_which() -> None:
    found = line(priced("ec2_instance", **EC2, instances=2, schedule="weekdays 8-18"))
    # 2 x 50 x 730 / 168 hours x 0.096 = 41.714...
    assert found.monthly == 2 * (50 * MONTH / 168) * Decimal("0.096")
    assert found.reason == "Runs weekdays 8-18: 50 hours a week × 730 / 168 = 217.26 hours a month."


def test_the_address_of_a_stopped_instance_is_not_billed_and_its_volume_is() -> None:
    properties = {"instance_type": "m5.large", "root_volume_type": "gp3", "root_volume_size_gib": 100}
    found = priced("ec2_instance", **properties, public_ip=True, schedule="60 %")
    assert line(found, "Public IPv4").monthly == 438 * Decimal("0.005")
    assert line(found, "Root volume").monthly == 100 * Decimal("0.08")


def test_a_schedule_follows_the_hours_of_the_projects_month() -> None:
    document = drawing("ec2_instance", **EC2, schedule="weekdays 8-18")
    draft = Draft(document)
    draft.put(document.settings.model_copy(update={"hours_per_month": Decimal(744)}))
    document.apply(draft.change())
    found = line(estimate(document, price_table()))
    assert found.monthly == 50 * Decimal(744) / 168 * Decimal("0.096")
    assert "50 hours a week × 744 / 168" in found.reason


def test_a_commitment_is_billed_for_every_hour_whatever_the_schedule() -> None:
    found = line(priced("ec2_instance", **EC2, purchase="reserved", schedule="weekdays 8-18"))
    assert found.quantity == 730 and "every hour of the term" in found.reason


def test_an_impossible_schedule_needs_input_and_is_never_the_whole_month() -> None:
    found = priced("ec2_instance", **EC2, public_ip=True, schedule="weekdays 18-8")
    for start in ("Instance hours", "Public IPv4"):
        open_line = line(found, start)
        assert (open_line.state, open_line.property_name) == ("needs_input", "schedule")
        assert open_line.monthly is None and "Over midnight" in open_line.reason
    assert found.totals.incomplete


def test_a_database_on_a_schedule_pays_for_its_storage_throughout() -> None:
    properties = {"engine": "mysql", "instance_class": "db.m5.large", "storage_gib": 100, "replicas": 1}
    found = priced("rds_instance", **properties, schedule="daily 6-22")
    hours = 112 * MONTH / 168
    both = [one for one in found.of_node("n") if one.component.startswith("Instance hours")]
    assert [one.monthly for one in both] == [hours * Decimal("0.171")] * 2
    assert line(found, "Storage").quantity == 100


# Auto Scaling: minimum, average, maximum

GROUP = {"instance_type": "m5.large", "root_volume_size_gib": 0}


def test_a_group_is_priced_at_its_average_and_says_its_range() -> None:
    found = line(priced("auto_scaling_group", **GROUP, min=2, max=10, average_instances=Decimal("3.5")))
    assert found.monthly == Decimal("3.5") * 730 * Decimal("0.096")  # 245.28
    assert found.reason == "Between 2 and 10 instances; priced at 3.5."


def test_a_schedule_of_a_group_gives_its_average() -> None:
    found = line(priced("auto_scaling_group", **GROUP, min=2, desired=6, schedule="weekdays 8-18"))
    # 2 + 4 x 50 / 168 = 3.19 instances
    mean = 2 + 4 * (50 * MONTH / 168) / MONTH
    assert found.monthly == mean * 730 * Decimal("0.096")
    assert found.reason.startswith("6 weekdays 8-18, 2 at other times: 3.19 on average (50 hours a week")
    assert "At least 2 instances; priced at 3.19." in found.reason


def test_an_average_outside_the_range_is_said() -> None:
    found = line(priced("auto_scaling_group", **GROUP, min=2, max=4, average_instances=Decimal(9)))
    assert "priced at 9, which is outside: correct one of them." in found.reason


@pytest.mark.parametrize(
    ("properties", "missing"),
    [
        ({"desired": 6, "schedule": "daily 6-22"}, "min"),
        ({"min": 6, "schedule": "daily 6-22"}, "desired"),
        ({"min": 2, "desired": 6, "schedule": "daily 22-6"}, "schedule"),
    ],
)
def test_a_group_whose_schedule_gives_no_average_needs_input(
    properties: dict[str, Any], missing: str
) -> None:
    found = priced("auto_scaling_group", **GROUP, **properties)
    assert line(found).property_name == missing and line(found).monthly is None
    drawn = priced("auto_scaling_group", 2, **properties)
    assert line(drawn, "Auto Scaling group").property_name == missing
    assert drawn.totals.incomplete


def test_drawn_members_stand_for_the_average_of_the_schedule() -> None:
    found = priced("auto_scaling_group", 2, min=2, desired=6, max=8, schedule="50 %")
    for member in ("m0", "m1"):
        # (2 + 6) / 2 = 4 on average, drawn as two
        assert line(found, node_id=member).monthly == 2 * 730 * Decimal("0.096")
    assert "Between 2 and 8 instances; priced at 4." in line(found, "Auto Scaling group").reason


@given(st.lists(st.sampled_from(["schedule", "min", "desired", "average_instances"]), max_size=5), st.data())
def test_an_update_equals_a_fresh_estimate(names: list[str], data: st.DataObject) -> None:
    document = drawing("auto_scaling_group", 2)
    estimator = Estimator(document, price_table())
    estimator.estimate()
    values: dict[str, list[Any]] = {
        "schedule": [None, "weekdays 8-18", "60 %", "weekdays 18-8"],
        "min": [None, 1, 3],
        "desired": [None, 2, 5],
        "average_instances": [None, Decimal("2.5")],
    }
    for name in names:
        node = document.node("n")
        assert node is not None
        service = node.service.set(**{name: data.draw(st.sampled_from(values[name]))})
        draft = Draft(document)
        draft.put(node.model_copy(update={"service": service}))
        change = draft.change()
        document.apply(change)
        found = estimator.update(change)
        fresh = estimate(document, price_table())
        assert (found.lines, found.totals) == (fresh.lines, fresh.totals)
