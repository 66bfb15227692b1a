"""Services: one class each, registered by subclassing, with properties, placement, connections and costs."""

# No "from __future__ import annotations": pydantic would compile these annotations anew for every subclass.

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from pricing.costs import CostComponent
from projects.place import Place
from projects.properties import Property, property_of

Scope = Literal["outside", "global", "region", "vpc", "zone", "subnet"]
Shape = Literal["service", "resource", "actor", "container", "overlay"]

CANVAS = "canvas"
"""The name of the free canvas where a service says where it may stand."""

_catalogue: dict[str, "type[Service]"] = {}


class Service(BaseModel):
    """A kind of AWS resource, container or actor; an instance holds one node's properties.

    A subclass is complete with its class attributes, its properties (see :mod:`projects.properties`)
    and :meth:`costs`. Absent properties are unknown, not false.
    """

    # Validators are built when a service is first drawn: most of the catalogue is only listed.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: ClassVar[str] = ""
    """Stable for ever; equal to the module's name."""
    label: ClassVar[str] = ""
    """Short name under the icon: "NAT gateway"."""
    official: ClassVar[str] = ""
    """AWS's full name: "Amazon Relational Database Service (RDS)"; empty where equal to the label."""
    billed_as: ClassVar[str] = ""
    """Name the estimate groups by ("Amazon EC2"); empty for the official name or label."""
    summary: ClassVar[str] = ""
    """What it is, in one sentence, for the tooltip."""
    category: ClassVar[str] = ""
    """AWS's category: "Compute", "Networking", "Containers and groups", "Actors", ..."""
    synonyms: ClassVar[tuple[str, ...]] = ()
    """Abbreviations and words people search for, lower case."""
    cloudformation: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    shape: ClassVar[Shape] = "service"
    scope: ClassVar[Scope] = "region"
    inside: ClassVar[tuple[str, ...]] = ()
    """Names of the containers it may stand in; CANVAS for the free canvas. The first is the usual one."""
    border: ClassVar[bool] = False
    """True if it sits on the edge of its container (internet gateway on a VPC)."""
    members: ClassVar[tuple[str, ...]] = ()
    """For an overlay: the service names it may hold as members; ("*",) for any."""
    links: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Link kind -> services that a link of this kind may go to from here, likeliest kind first."""
    size: ClassVar[tuple[int, int]] = (64, 64)
    """Width and height on the canvas; for containers the size when first placed."""
    needs_no_price: ClassVar[str] = ""
    """For what AWS does not bill: why, as one short sentence."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.name:
            return
        other = _catalogue.get(cls.name)
        if other is not None and other.__module__ != cls.__module__:
            raise ValueError(f"two services are called {cls.name!r}: {other.__module__} and {cls.__module__}")
        _catalogue[cls.name] = cls

    def costs(self, place: Place) -> Iterator[CostComponent]:
        """What this node is billed for, standing at ``place``; nothing for what needs no price."""
        yield from ()

    def fact(self) -> str:
        """The one fact for the second line of the label ("db.m6g.large, Multi-AZ"); empty for none."""
        return ""

    def title(self) -> str:
        """The label for a node that has none of its own; containers add their address or code."""
        return self.label

    @property
    def stored_name(self) -> str:
        """The service's name in a file; differs from ``name`` only for a service not known here."""
        return self.name

    @classmethod
    @cache
    def properties(cls) -> tuple[Property, ...]:
        """The declared properties, in order."""
        found = (property_of(name, field) for name, field in cls.model_fields.items())
        return tuple(item for item in found if item is not None)

    @classmethod
    def is_container(cls) -> bool:
        return cls.shape == "container"

    @classmethod
    def is_overlay(cls) -> bool:
        return cls.shape == "overlay"

    @classmethod
    def is_icon(cls) -> bool:
        """Whether it is drawn as a picture with its name below, not as a frame."""
        return cls.shape not in ("container", "overlay")

    def set(self, **values: Any) -> "Service":
        """A copy with other properties, validated as a whole; raises pydantic's ValidationError."""
        # Not dict(self): a property called "keys" would make a mapping of it.
        return type(self)(**{**vars(self), **values})

    def stated(self) -> dict[str, Any]:
        """The properties that differ from their defaults: what a file holds."""
        fields = type(self).model_fields
        return {name: value for name, value in self if value != fields[name].default}


class UnknownService(Service):
    """A service this version does not know: kept whole, drawn as such, never priced as zero."""

    name: ClassVar[str] = "unknown_service"
    label: ClassVar[str] = "Unknown service"
    summary: ClassVar[str] = (
        "A service that this version of Blueprice does not know; it is kept as it was saved."
    )
    category: ClassVar[str] = ""
    icon: ClassVar[str] = "unknown_service"
    inside: ClassVar[tuple[str, ...]] = ("*",)

    original_name: str
    original: dict[str, Any] = {}

    @property
    def stored_name(self) -> str:
        return self.original_name

    def title(self) -> str:
        return self.original_name.replace("_", " ")

    def stated(self) -> dict[str, Any]:
        return dict(self.original)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        from pricing.costs import not_priced

        yield not_priced(self.title(), "This version of Blueprice does not know the service.")


@cache
def _load() -> None:
    package = importlib.import_module("projects.services")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"projects.services.{module.name}")


def catalogue() -> dict[str, type[Service]]:
    """Every service by name, sorted; the modules under ``projects/services`` are read at the first call."""
    _load()
    return {name: _catalogue[name] for name in sorted(_catalogue) if _catalogue[name] is not UnknownService}


def service_class(name: str) -> type[Service]:
    """The class of a service; raises KeyError for an unknown name."""
    _load()
    return _catalogue[name]


def make_service(name: str, properties: Mapping[str, Any] | None = None) -> Service:
    """A service with these properties; an unknown name gives an :class:`UnknownService` that keeps them."""
    _load()
    found = _catalogue.get(name)
    if found is None or found is UnknownService:
        return UnknownService(original_name=name, original=dict(properties or {}))
    return found(**(properties or {}))
