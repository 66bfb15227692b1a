"""Which product of AWS's price list is which of our rates: tables in mappings/, one for each offer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib.resources import files
from string import Formatter

from pricing.offers.places import place_of
from pricing.offers.rows import ON_DEMAND, RESERVED, SAVINGS_PLAN, Attributes, Term
from pricing.rates import unit_multiplier

_PAYMENTS = {"no upfront": "no_upfront", "partial upfront": "partial_upfront", "all upfront": "all_upfront"}
_REGION_PREFIX = re.compile(r"(?:[A-Z]{3}\d|EU|[a-z]{2}(?:-gov)?-[a-z]+-\d)-(?=.)")
"""Before the usage type everywhere but in us-east-1: "USW2-", "EU-", for KMS "eu-west-1-"."""
_INSTANCE_CLASS = re.compile(r"db\.([a-z0-9-]+\.(?:\d*xl|\d*xlarge|large|medium|small|micro))\Z")
_WORKED_OUT = frozenset(("usageof", "typeof", "to", "plan", "service"))
"""Names in mappings that are no column of AWS's: what a usage type is of ("m5.large"), the same for a
database ("r7i.2xlarge" of "db.r7i.2xl"), where a transfer goes, and of a savings plan its kind and the
service it is for."""


@dataclass(frozen=True)
class Rule:
    """One line of a mapping: the products it takes, and the key, unit and text of the rate they become."""

    key: str
    """With names of attributes in braces: "ec2.instance.{instancetype}.linux"."""
    unit: str
    sold: tuple[str, ...]
    """AWS's units that may stand in the file; a price in any other is not taken."""
    text: str
    usage: str = ""
    """The usage type without its Region's prefix; `*` stands for anything."""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attributes and the values they may have, "" for absent."""
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spelled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """How values of an attribute are called in the key; a product with any other value is not taken."""
    trim: Mapping[str, str] = field(default_factory=dict)
    """What an attribute begins with and the key leaves out: "db." of an instance class."""
    place: str = "region"
    """ "region", "from", "edge" or "global": see :func:`pricing.offers.places.place_of`."""
    times: Decimal = Decimal(1)
    """AWS's price is for this many of our units' inverse: 1/1024 where AWS counts GiBps and we MBps."""
    free_below: str = ""
    """Free up to here, which AWS publishes as a product of its own."""
    ondemand: str | None = ""
    """What follows the key for on-demand terms; None where they are not taken."""
    reserved: str = ""
    """The same for reservations, with {lease}, {payment} and {offering}; empty where they are not taken."""
    plan: str = ""
    """The same for savings plans."""

    @property
    def service(self) -> str:
        return self.key.partition(".")[0]

    @property
    def per(self) -> Decimal:
        return unit_multiplier(self.unit) * self.times

    def suffix(self, term: Term) -> str | None:
        """What follows the key for this term; None where the rule does not take it."""
        if term.kind == ON_DEMAND:
            return self.ondemand
        payment = _PAYMENTS.get(term.payment.lower())
        template = {RESERVED: self.reserved, SAVINGS_PLAN: self.plan}.get(term.kind, "")
        if not template or payment is None or term.lease not in ("1yr", "3yr"):
            return None
        offering = term.offering.lower() or "standard"
        if "{offering}" not in template and offering != "standard":
            return None
        return template.format(lease=term.lease, payment=payment, offering=offering)


@dataclass(frozen=True, slots=True)
class Match:
    """A product that is mapped: the rule, the Region and the key without what the term adds."""

    rule: Rule
    region: str
    stem: str


class OfferMapping:
    """The rules of one offer, found by usage type."""

    def __init__(self, offer: str, rules: Sequence[Rule], *, everywhere: bool = False) -> None:
        self.offer = offer
        self.rules = tuple(rules)
        self.everywhere = everywhere
        """AWS publishes it for all Regions at once, or it is the same in all."""
        self._by_usage: dict[str, list[Rule]] = {}
        self._others: list[Rule] = []
        for rule in rules:
            plain = rule.usage and not set(rule.usage) & set("*?")
            (self._by_usage.setdefault(rule.usage, []) if plain else self._others).append(rule)
        self.candidates = lru_cache(4_096)(self._candidates)
        """The rules for a usage type, with its Region's prefix: mostly none."""
        starts = tuple(rule.usage.partition("*")[0].partition("?")[0] for rule in self._others)
        self._starts = starts if all(starts) else ()
        """What usage types begin with that a rule with a `*` takes; empty where that may be anything."""

    @property
    def services(self) -> frozenset[str]:
        return frozenset(rule.service for rule in self.rules)

    def only(self, services: frozenset[str]) -> OfferMapping:
        """The rules of these services of ours, or all if the offer itself is named."""
        if not services or self.offer in services:
            return self
        return OfferMapping(
            self.offer, [rule for rule in self.rules if rule.service in services], everywhere=self.everywhere
        )

    def columns(self) -> frozenset[str]:
        """Canonical names of every attribute that a rule looks at."""
        found: set[str] = {"usagetype"}
        for rule in self.rules:
            found |= {*rule.where, *rule.without, *rule.spelled, *rule.trim, *_fields(rule.key)}
        return frozenset(found) - _WORKED_OUT

    def _candidates(self, usage_type: str) -> Sequence[Rule]:
        """The rules whose usage type this is, with its Region's prefix: mostly none, and quickly said."""
        usage = _REGION_PREFIX.sub("", usage_type, count=1)
        found = self._by_usage.get(usage, ())
        if not self._others or (self._starts and not usage.startswith(self._starts)):
            return found
        # CloudFront's geographies look like prefixes: its rules have them in their usage types.
        both = (usage, usage_type)
        return [*found, *(rule for rule in self._others if not rule.usage or _any_fits(both, rule.usage))]

    def match(self, attributes: Attributes) -> Match | None:
        """The rate this product is; None where no rule takes it or its place is none of ours."""
        usage_type = attributes.get("usagetype", "")
        rules = self.candidates(usage_type)
        if not rules:
            return None
        usage_of = usage_type.partition(":")[2]
        attributes = {**attributes, "usageof": usage_of, "typeof": _instance_class(usage_of)}
        for rule in rules:
            if not _fits(rule, attributes):
                continue
            region = place_of(rule.place, attributes)
            values = _values(rule, attributes)
            if region and values is not None:
                return Match(rule, region, rule.key.format_map(values))
        return None


def _any_fits(names: Sequence[str], pattern: str) -> bool:
    return any(fnmatchcase(name, pattern) for name in names)


def _fits(rule: Rule, attributes: Attributes) -> bool:
    return all(attributes.get(name, "") in values for name, values in rule.where.items()) and not any(
        attributes.get(name, "") in values for name, values in rule.without.items()
    )


def _instance_class(usage_of: str) -> str:
    found = _INSTANCE_CLASS.match(usage_of)
    return re.sub(r"xl$", "xlarge", found[1]) if found else ""


def _values(rule: Rule, attributes: Attributes) -> dict[str, str] | None:
    """The attributes named in the key, as it spells them; None where one is unknown or empty."""
    found: dict[str, str] = {}
    for name in _fields(rule.key):
        value = place_of(name, attributes) if name == "to" else attributes.get(name, "")
        if not value.startswith(rule.trim.get(name, "")):
            return None
        value = value.removeprefix(rule.trim.get(name, ""))
        if name in rule.spelled:
            value = rule.spelled[name].get(value, "")
        if not value or any(mark in value for mark in " \t{}[]|"):
            return None
        found[name] = value
    return found


@cache
def _fields(template: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)


@cache
def mappings() -> Mapping[str, OfferMapping]:
    """Every mapping there is, by offer code."""
    return {mapping.offer: mapping for mapping in _read()}


def _read() -> Iterator[OfferMapping]:
    for file in sorted((files("pricing") / "offers" / "mappings").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            rules = [_rule({**content.get("all", {}), **entry}) for entry in content["rates"]]
            yield OfferMapping(content["offer"], rules, everywhere=content.get("everywhere", False))


def _rule(entry: Mapping[str, object]) -> Rule:
    fields = dict(entry)
    for name in ("where", "without"):
        conditions = fields.get(name) or {}
        assert isinstance(conditions, dict)
        fields[name] = {attribute: _tuple(values) for attribute, values in conditions.items()}
    fields["sold"] = tuple(unit.lower() for unit in _tuple(fields["sold"]))
    fields["times"] = 1 / Decimal(str(fields.pop("of", 1)))
    if fields.get("ondemand") is False:
        fields["ondemand"] = None
    return Rule(**fields)  # type: ignore[arg-type]


def _tuple(values: object) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(str(value) for value in values)  # type: ignore[attr-defined]
