"""Discounts, AWS Support, contingency and tax: settings of the project, a line each, reckoned by hand."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.estimate import Estimate, ProjectOwner
from pricing.project_lines import SUPPORT, Amounts, PlanRates, subtotals
from pricing.table import price_table
from projects.document import Document, Draft
from projects.estimate import Estimator, estimate
from projects.files import dumps, loads
from projects.records import PROJECT_ID, Node, Settings
from projects.service import make_service, service_class
from projects.terms import DiscountError, discounts_problem, read_discounts, written_discounts


def node(node_id: str, service: str, parent: str | None = "r", **properties: Any) -> Node:
    return Node(id=node_id, service=make_service(service, properties), parent=parent)


def drawing(*nodes: Node, **terms: Any) -> Document:
    region = node("r", "region", None, code="us-east-1")
    return Document((Settings(id=PROJECT_ID, **terms), region, *nodes))


# 10 m5.large in us-east-1: 10 x 730 x 0.096 = 700.80; 1,000 GB in S3 Standard: 1,000 x 0.023 = 23.
WEB = node("web", "ec2_instance", instance_type="m5.large", instances=10, root_volume_size_gib=0)
BUCKET = node("files", "s3_bucket", storage_gb=1000)
# 10 m6i.large reserved for a year, all upfront: paid once.
BOUGHT = node(
    "bought",
    "ec2_instance",
    instance_type="m6i.large",
    instances=10,
    root_volume_size_gib=0,
    purchase="reserved",
    term_years="3",
    payment="all_upfront",
)
ONCE = Decimal("9959.9886")  # 10 x 26,280 x 0.0378995


def priced(*nodes: Node, **terms: Any) -> Estimate:
    return estimate(drawing(*nodes, **terms), price_table())


def said(found: Estimate) -> list[tuple[str, Decimal | None, Decimal]]:
    return [(line.component, line.monthly, line.upfront) for line in found.project_lines]


def test_a_flat_discount_is_a_line_below_zero() -> None:
    found = priced(WEB, discount_percent=Decimal(10))
    assert said(found) == [("Discount: 10 % on all services", Decimal("-70.080"), 0)]
    assert found.totals.monthly == Decimal("630.72")
    assert found.lines[-1].owner.service_label == "Project"


def test_a_services_own_discount_holds_in_place_of_the_general_one() -> None:
    terms = {"discount_percent": Decimal(10), "service_discounts": {"Amazon EC2": Decimal(25)}}
    found = priced(WEB, BUCKET, **terms)
    rest = found.totals.monthly - Decimal("700.80") * Decimal("0.75")
    assert said(found)[0] == ("Discount: 25 % on Amazon EC2", Decimal("-175.2000"), 0)
    assert said(found)[1][:2] == ("Discount: 10 % on all other services", Decimal("-2.30"))
    assert rest == Decimal("20.70")


def test_a_discount_of_zero_keeps_a_service_out_of_the_general_one() -> None:
    terms = {"discount_percent": Decimal(10), "service_discounts": {"Amazon EC2": Decimal(0)}}
    assert [amount for _, amount, _ in said(priced(WEB, BUCKET, **terms))] == [Decimal("-2.30")]


def test_the_steps_follow_each_other_as_reckoned_by_hand() -> None:
    found = priced(
        WEB,
        discount_percent=Decimal(10),
        support_plan="business",
        contingency_percent=Decimal(5),
        tax_name="VAT",
        tax_percent=Decimal(19),
    )
    # 700.80 - 70.08 = 630.72; support 10 % is 63.07, but at least 100; (630.72 + 100) x 5 % = 36.536
    # (730.72 + 36.536) x 19 % = 145.77864
    assert said(found) == [
        ("Discount: 10 % on all services", Decimal("-70.08"), 0),
        ("AWS Support, Business plan", Decimal(100), 0),
        ("Contingency: 5 %", Decimal("36.536"), 0),
        ("VAT: 19 %", Decimal("145.77864"), 0),
    ]
    assert found.totals.monthly == Decimal("913.03464")
    steps = subtotals(found)
    assert steps.gross.monthly == Decimal("700.80")
    assert steps.charges.monthly == Decimal("630.72")
    assert (steps.support.monthly, steps.tax.monthly) == (100, Decimal("145.77864"))


@pytest.mark.parametrize(
    ("plan", "charges", "amount"),
    [
        ("developer", "500", "29"),  # 3 % are 15
        ("developer", "2000", "60"),
        ("business", "0", "100"),
        ("business", "10000", "1000"),
        ("business", "100000", "6900"),  # 1,000 + 70,000 x 7 % + 20,000 x 5 %
        ("business", "300000", "15900"),  # 1,000 + 4,900 + 170,000 x 5 % + 50,000 x 3 %
        ("enterprise_onramp", "40000", "5500"),
        ("enterprise_onramp", "60000", "6000"),
        ("enterprise", "100000", "15000"),
        ("enterprise", "1200000", "70500"),  # 15,000 + 24,500 + 25,000 + 6,000
    ],
)
def test_support_is_a_tiered_share_with_a_minimum(plan: str, charges: str, amount: str) -> None:
    rates = price_table()
    found = PlanRates(
        rates.rate(f"support.{plan}", "global"), rates.rate(f"support.{plan}.minimum", "global")
    )
    assert found.charge(Decimal(charges)) == Decimal(amount)


def test_what_is_paid_once_is_discounted_supported_secured_and_taxed_too() -> None:
    found = priced(
        BOUGHT,
        discount_percent=Decimal(10),
        support_plan="business",
        contingency_percent=Decimal(5),
        tax_percent=Decimal(20),
    )
    charged = ONCE * Decimal("0.9")  # 8,963.98974, all of it within the first 10 %
    support = charged / 10 - 100
    secured = (charged + support) * Decimal("0.05")
    taxed = (charged + support + secured) * Decimal("0.2")
    steps = subtotals(found)
    assert steps.discounts == Amounts(Decimal(0), -ONCE / 10)
    assert steps.support == Amounts(Decimal(100), support)
    assert steps.contingency == Amounts(Decimal(5), secured)
    assert steps.tax == Amounts(Decimal(21), taxed)
    assert found.totals.upfront == charged + support + secured + taxed
    assert found.totals.first_12_months == found.totals.upfront + 12 * found.totals.monthly


def test_free_allowances_come_off_before_the_discount() -> None:
    sender = node("out", "ec2_instance", instance_type="m5.large", root_volume_size_gib=0, data_out_gb=200)
    found = priced(sender, discount_percent=Decimal(10))
    # 730 x 0.096 = 70.08; 200 GB x 0.09 = 18, of which 100 GB are free.
    assert found.account_lines and subtotals(found).allowances.monthly == Decimal(-9)
    assert subtotals(found).discounts.monthly == Decimal("-7.908")


def test_an_incomplete_estimate_stays_incomplete_and_its_shares_say_so() -> None:
    unknown = node("files", "s3_bucket")
    found = priced(WEB, unknown, discount_percent=Decimal(10), support_plan="business")
    assert found.totals.incomplete
    assert all("Lines without a figure are not in it." in line.reason for line in found.project_lines)


def test_of_nothing_but_unknown_figures_there_are_no_shares() -> None:
    found = priced(node("web", "ec2_instance"), support_plan="business", tax_percent=Decimal(19))
    known = [line for line in found.lines if line.state in ("priced", "included")]
    assert bool(found.project_lines) == bool(known)
    assert priced(support_plan="business").project_lines == ()


def test_a_plan_on_the_drawing_is_not_charged_twice() -> None:
    drawn = node("help", "support", None, plan="business", monthly_charges_usd=1000)
    found = priced(WEB, drawn, support_plan="business")
    [line] = found.project_lines
    assert (line.state, line.monthly) == ("included", 0)
    assert service_class("support").billed_as == SUPPORT


def test_support_without_a_rate_is_not_priced() -> None:
    class Without:
        date, digest = "2026-01-01", "0"

        def rate(self, key: str, region: str) -> Any:
            from pricing.rates import RateNotFound

            if key.startswith("support."):
                raise RateNotFound(key, region)
            return price_table().rate(key, region)

        def keys(self, region: str, prefix: str = "") -> Any:
            return price_table().keys(region, prefix)

    found = estimate(drawing(WEB, support_plan="business"), Without())
    assert found.project_lines[0].state == "not_priced" and found.totals.incomplete
    assert found.totals.monthly == Decimal("700.80")


ALL_TERMS: dict[str, Any] = {
    "discount_percent": Decimal("7.5"),
    "service_discounts": {"Amazon S3": Decimal("12.25")},
    "support_plan": "business",
    "contingency_percent": Decimal("3.3"),
    "tax_percent": Decimal("19.6"),
}


def test_the_order_in_which_settings_are_made_does_not_matter() -> None:
    whole = estimate(drawing(WEB, BUCKET, BOUGHT, **ALL_TERMS), price_table())
    for order in list(permutations(ALL_TERMS))[::17]:
        document = drawing(WEB, BUCKET, BOUGHT)
        estimator = Estimator(document, price_table())
        found = estimator.estimate()
        for name in order:
            settings_now = document.settings.model_copy(update={name: ALL_TERMS[name]})
            draft = Draft(document)
            draft.put(settings_now)
            change = draft.change()
            document.apply(change)
            found = estimator.update(change)
        assert found.lines == whole.lines and found.totals == whole.totals


percents = st.decimals(0, 100, places=3)


@settings(max_examples=40, deadline=None)
@given(
    discount=percents,
    own=st.dictionaries(st.sampled_from(["Amazon EC2", "Amazon S3", "Amazon RDS"]), percents),
    plan=st.sampled_from(["none", "developer", "business", "enterprise_onramp", "enterprise"]),
    contingency=percents,
    tax=percents,
    instances=st.integers(0, 2000),
)
def test_the_total_is_the_sum_of_the_lines_and_of_the_steps(
    discount: Decimal,
    own: dict[str, Decimal],
    plan: str,
    contingency: Decimal,
    tax: Decimal,
    instances: int,
) -> None:
    web = node("web", "ec2_instance", instance_type="m5.large", instances=instances, root_volume_size_gib=0)
    found = priced(
        web,
        BUCKET,
        BOUGHT,
        discount_percent=discount,
        service_discounts=own,
        support_plan=plan,
        contingency_percent=contingency,
        tax_percent=tax,
    )
    steps = subtotals(found)
    for name in ("monthly", "upfront"):
        parts = [steps.charges, steps.support, steps.contingency, steps.tax]
        added = sum(getattr(part, name) for part in parts)
        assert abs(added - getattr(found.totals, name)) < Decimal("1e-12")
        lines = sum((getattr(line, name) or Decimal(0)) for line in found.lines)
        assert abs(lines - getattr(found.totals, name)) < Decimal("1e-12")
    for line in found.project_lines:
        assert isinstance(line.owner, ProjectOwner)
        if line.state == "priced":
            assert line.quantity is not None and line.unit_price is not None and line.monthly is not None
            assert line.quantity * line.unit_price == line.monthly + line.upfront


# how discounts are typed and stored


def test_discounts_are_typed_one_a_line() -> None:
    found = read_discounts("amazon rds = 8.5 %\n\n Amazon EC2: 12\n")
    assert found == {"Amazon EC2": Decimal(12), "Amazon RDS": Decimal("8.5")}
    assert read_discounts(written_discounts(found)) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("EC2: 3", "Line 1: no service is called “EC2”. Did you mean Amazon EC2?"),
        ("Amazon EC2: 3\nFoo bar: 3", "Line 2: no service is called “Foo bar”."),
        ("Amazon EC2", "Line 1: write a service and its percent, such as Amazon EC2: 12."),
        ("Amazon EC2: much", "Line 1: write a number of percent"),
        ("Amazon EC2: 120", "Line 1: a discount is between 0 and 100 %."),
        ("Amazon EC2: -1", "Line 1: a discount is between 0 and 100 %."),
        ("Amazon EC2: 1\nAmazon EC2: 2", "Line 2: Amazon EC2 has a discount already."),
    ],
)
def test_what_is_wrong_with_a_typed_discount_is_said_with_its_line(text: str, message: str) -> None:
    assert (discounts_problem(text) or "").startswith(message)
    with pytest.raises(DiscountError):
        read_discounts(text)


def test_terms_are_kept_in_the_file_and_a_wrong_one_alone_is_left_out() -> None:
    document = drawing(WEB, **ALL_TERMS)
    text = dumps(document)
    assert '"service_discounts": {"Amazon S3": 12.25}' in text
    assert loads(text).document.settings == document.settings
    wrong = text.replace('"Amazon S3": 12.25', '"Amazon EC2": 120, "Amazon S3": 12.25').replace(
        '"business"', '"gold"'
    )
    found = loads(wrong)
    assert found.document.settings.service_discounts == {"Amazon S3": Decimal("12.25")}
    assert found.document.settings.support_plan == "none"
    assert len(found.problems) == 2
