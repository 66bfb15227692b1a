"""What a rule is and what it yields: rules register by subclassing and give findings about one subject."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, Literal

from projects.changes import Change
from projects.document import Document
from projects.graph import Graph
from projects.records import Link, Node
from projects.service import Service

Severity = Literal["error", "warning", "info"]
Category = Literal[
    "validity",
    "security",
    "fault_tolerance",
    "performance",
    "cost_optimization",
    "service_limits",
    "operational_excellence",
]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy that can be applied with one click."""

    label: str
    """"Move to public subnet 10.0.0.0/24"."""
    change: Callable[[Document], Change]
    """The change that mends the document as it is now; empty if it no longer applies."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something AWS would refuse (error), that is unwise (warning) or worth a remark (info)."""

    rule: str
    severity: Severity
    category: Category | Literal["style"]
    """Style is the look of the drawing: it is checked on request, and never part of a score."""
    message: str
    """One sentence that names the thing and the remedy."""
    node_ids: tuple[str, ...]
    """The nodes and links to blame, the main one first."""
    fix: Fix | None = field(default=None, compare=False)

    @property
    def order(self) -> tuple[int, str, tuple[str, ...], str]:
        """Findings are listed by severity, rule and node."""
        return SEVERITIES.index(self.severity), self.rule, self.node_ids, self.message


class Rule:
    """One rule of the book. A subclass says what it applies to and checks one node or link at a time.

    ``check`` reads only through the graph, so that a checker can tell which changes concern it.
    """

    id: ClassVar[str] = ""
    summary: ClassVar[str] = ""
    """What holds in a sound drawing, in one sentence."""
    severity: ClassVar[Severity] = "error"
    category: ClassVar[Category] = "validity"
    rationale: ClassVar[str] = ""
    source: ClassVar[str] = ""
    """Where the fact comes from; "(not re-read)" where the rule book says so."""
    parameters: ClassVar[Mapping[str, Any]] = {}
    applies_to: ClassVar[tuple[str, ...]] = ()
    """Names of the services it looks at; ("*",) for every node."""
    link_kinds: ClassVar[tuple[str, ...]] = ()
    """Kinds of the links it looks at; ("*",) for every link."""
    sources: ClassVar[Collection[str]] = ()
    """For links: only those from these services; empty for any."""
    targets: ClassVar[Collection[str]] = ()
    """For links: only those to these services; empty for any."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.id:
            return
        other = _rules.get(cls.id)
        if other is not None and type(other).__module__ != cls.__module__:
            raise ValueError(f"two rules are called {cls.id}: {type(other).__module__} and {cls.__module__}")
        _rules[cls.id] = cls()

    def concerns(self, service: type[Service], name: str) -> bool:
        """Whether it looks at nodes of a service at all; ``name`` tells services without a class apart."""
        return name in self.applies_to or ANY in self.applies_to

    def joins(self, kind: str, source: str, target: str) -> bool:
        """Whether it looks at links of a kind between two services; a broken link has "" at an end."""
        return (
            (kind in self.link_kinds or ANY in self.link_kinds)
            and (not self.sources or source in self.sources)
            and (not self.targets or target in self.targets)
        )

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        """Findings about a node of :attr:`applies_to`."""
        yield from ()

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        """Findings about a link of :attr:`link_kinds`."""
        yield from ()

    def finding(self, message: str, *blamed: Node | Link | str, fix: Fix | None = None) -> Finding:
        """A finding of this rule; ``blamed`` are the nodes and links, the main one first."""
        ids = dict.fromkeys(item if isinstance(item, str) else item.id for item in blamed)
        return Finding(self.id, self.severity, self.category, message, tuple(ids), fix)


_rules: dict[str, Rule] = {}


@cache
def _load() -> None:
    package = importlib.import_module("projects.rules")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"projects.rules.{module.name}")


def all_rules() -> dict[str, Rule]:
    """Every rule by id, sorted; the modules of the package are read at the first call."""
    _load()
    return {rule_id: _rules[rule_id] for rule_id in sorted(_rules)}


@cache
def rules_for_node(service: type[Service], name: str) -> tuple[Rule, ...]:
    """The rules that look at nodes of a service."""
    return tuple(rule for rule in all_rules().values() if rule.concerns(service, name))


@cache
def rules_for_link(kind: str, source: str, target: str) -> tuple[Rule, ...]:
    """The rules that look at links of a kind between two services."""
    return tuple(rule for rule in all_rules().values() if rule.joins(kind, source, target))
