"""Typed properties of a service: each declaration gives the form, the file format and the documentation.

``Choice(source=...)`` names a list that is found at run time:

- ``"regions"``: the codes of all Regions; ``"zones"``: the zones of the Region the node stands in.
- ``"rates:<keys>"``: what the price list has for the node's Region. ``<keys>`` is a rate key with one
  ``*``, and the value is the part that ``*`` stands for: ``"rates:redshift.node.*"`` gives ``ra3.large``.
- ``"rates:<value>=<keys>"``: the same, with ``*`` in ``<value>`` replaced by the part:
  ``"rates:db.*=rds.instance.*.{rate_engine}.{deployment}.ondemand"`` gives ``db.m7g.large``. A name in
  braces stands for that attribute of the service; while it is empty there is nothing to choose.
- ``"instance_types:ec2"``: the EC2 types sold for the service's ``operating_system``, that is
  ``"rates:ec2.instance.*.{operating_system}.ondemand"``; the form adds vCPU and memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field
from pydantic.fields import FieldInfo

PropertyKind = Literal["quantity", "count", "choice", "flag", "text", "nodes"]
Group = Literal["Configuration", "Usage"]

_KEY = "property"


@dataclass(frozen=True)
class Property:
    """What a form needs to know of one field. Limits are advice for typing; rules judge the drawing."""

    name: str
    label: str
    kind: PropertyKind
    unit: str = ""
    help: str = ""
    group: Group = "Configuration"
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    choices: Mapping[str, str] | None = None
    """Value -> explanation, in the order to show; None where the list is found at run time."""
    source: str = ""
    """Where run-time choices come from; the module's docstring says what each means."""
    of: tuple[str, ...] = ()
    """For kind "nodes": the service names that may be listed."""
    when: Mapping[str, tuple[str, ...]] | None = None
    """Show only while another property has one of these values."""
    pattern: str = ""
    """"cidr", "discounts", "schedule" or a regular expression that typed text has to match."""
    default: Any = None
    typical: tuple[Decimal, Decimal, Decimal] | None = None
    """What a small, a medium and a large workload use; a person may fill it in and edit it."""

    def problem(self, value: object) -> str | None:
        """What is wrong with a typed value, in one sentence, or None. None (unknown) is always fine."""
        from projects.property_limits import problem

        return problem(self, value)


def _field(default: Any, **facts: Any) -> Any:
    return Field(default=default, json_schema_extra={_KEY: facts})


def Quantity(
    label: str,
    *,
    unit: str,
    default: Decimal | int | None = None,
    low: Decimal | int | str | None = 0,
    high: Decimal | int | str | None = None,
    step: Decimal | int | str | None = None,
    help: str = "",
    group: Group | None = None,
    when: Mapping[str, tuple[str, ...]] | None = None,
    typical: tuple[Decimal | int | str, Decimal | int | str, Decimal | int | str] | None = None,
) -> Any:
    """An amount with a unit (``Decimal | None``). Units "…/month" belong to the Usage group by default."""
    return _field(
        None if default is None else Decimal(default),
        label=label,
        kind="quantity",
        unit=unit,
        help=help,
        group=group or ("Usage" if unit.endswith("/month") else "Configuration"),
        low=_limit(low),
        high=_limit(high),
        step=_limit(step),
        when=when,
        typical=_typical(typical),
    )


def Count(
    label: str,
    *,
    default: int | None = None,
    low: int | None = 0,
    high: int | None = None,
    unit: str = "",
    help: str = "",
    group: Group = "Configuration",
    when: Mapping[str, tuple[str, ...]] | None = None,
    typical: tuple[Decimal | int | str, Decimal | int | str, Decimal | int | str] | None = None,
) -> Any:
    """A whole number (``int | None``)."""
    return _field(
        default,
        label=label,
        kind="count",
        unit=unit,
        help=help,
        group=group,
        low=_limit(low),
        high=_limit(high),
        when=when,
        typical=_typical(typical),
    )


def Choice(
    label: str,
    choices: Mapping[str, str] | None = None,
    *,
    default: str | None = None,
    source: str = "",
    help: str = "",
    group: Group = "Configuration",
    when: Mapping[str, tuple[str, ...]] | None = None,
) -> Any:
    """One of several values (``str | None``), each explained; or a long list found by ``source``."""
    return _field(
        default, label=label, kind="choice", choices=choices, source=source, help=help, group=group, when=when
    )


def Flag(
    label: str,
    *,
    default: bool | None = None,
    help: str = "",
    group: Group = "Configuration",
    when: Mapping[str, tuple[str, ...]] | None = None,
) -> Any:
    """Yes, no or not known (``bool | None``)."""
    return _field(default, label=label, kind="flag", help=help, group=group, when=when)


def Text(
    label: str,
    *,
    default: str | None = None,
    help: str = "",
    pattern: str = "",
    group: Group = "Configuration",
    when: Mapping[str, tuple[str, ...]] | None = None,
) -> Any:
    """Free text (``str | None``); ``pattern="cidr"`` for an address block."""
    return _field(default, label=label, kind="text", help=help, pattern=pattern, group=group, when=when)


def Nodes(label: str, of: tuple[str, ...], *, help: str = "") -> Any:
    """References to other nodes by id (``tuple[str, ...]``), such as the subnets a load balancer uses."""
    return _field((), label=label, kind="nodes", of=of, help=help)


def _limit(value: Decimal | int | str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _typical(
    amounts: tuple[Decimal | int | str, Decimal | int | str, Decimal | int | str] | None,
) -> tuple[Decimal, Decimal, Decimal] | None:
    if amounts is None:
        return None
    small, medium, large = (Decimal(amount) for amount in amounts)
    return small, medium, large


def property_of(name: str, field: FieldInfo) -> Property | None:
    """The declaration behind a model field; None for a field without one."""
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or _KEY not in extra:
        return None
    facts: Any = extra[_KEY]
    return Property(name=name, default=field.default, **facts)
