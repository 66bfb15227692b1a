"""The fields of the project's own form: what the quote says, the month's hours, and the terms."""

from __future__ import annotations

from decimal import Decimal

from projects.properties import Property

_SUPPORT_PLANS = {
    "none": "Basic support, which is free.",
    "developer": "Guidance by mail in business hours.",
    "business": "Engineers around the clock.",
    "enterprise_onramp": "A pool of technical account managers.",
    "enterprise": "A technical account manager of your own.",
}


def _percent(name: str, label: str, help: str) -> Property:
    return Property(
        name, label, "quantity", unit="%", help=help, low=Decimal(0), high=Decimal(100), default=Decimal(0)
    )


_ROUTINGS = {
    "orthogonal": "At right angles, around what is in the way.",
    "straight": "The shortest way.",
    "curved": "In a curve.",
}


PROJECT_SETTINGS: tuple[Property, ...] = (
    Property("name", "Name", "text"),
    Property("client", "Client", "text"),
    Property("author", "Author", "text"),
    Property("version", "Version", "text", help="Of the drawing, for its title block: 1.2, draft."),
    Property("drawing_date", "Date", "text", help="For the title block, as it is to be written."),
    Property(
        "link_routing", "Shape of links", "choice", choices=_ROUTINGS, default="",
        help="Of all links that have none of their own.",
    ),
    Property("notes", "Notes", "text", help="Printed in the quote's assumptions."),
    Property(
        "default_region", "Default Region", "choice", source="regions", default="us-east-1",
        help="The Region that new drawings start with.",
    ),
    Property(
        "hours_per_month", "Hours per month", "quantity", unit="h", low=Decimal(1), high=Decimal(744),
        default=Decimal(730), help="What runs all the time is billed for this many hours.",
    ),
    Property(
        "free_allowances", "Take off free allowances", "flag", default=True,
        help="What AWS always leaves free, once per account, as AWS's own calculator does.",
    ),
    _percent("discount_percent", "Discount", "Off list prices, for services without one of their own."),
    Property(
        "service_discounts", "Discounts by service", "text", pattern="discounts",
        help="One a line, in place of the general discount. Amazon EC2: 12",
    ),
    Property(
        "support_plan", "AWS Support plan", "choice", choices=_SUPPORT_PLANS, default="none",
        help="A share of the month's charges after discounts, with a minimum.",
    ),
    _percent("contingency_percent", "Contingency", "A reserve on charges and support."),
    Property("tax_name", "Name of the tax", "text", help="VAT, GST, ... Empty: Tax."),
    _percent("tax_percent", "Tax", "On everything: charges, support and contingency."),
)  # fmt: skip
