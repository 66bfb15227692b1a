"""Every entry of the catalogue is whole: named, explained, placeable, with links and an icon that exist."""

import importlib
from pathlib import Path

import pytest

import projects.services
from icons import icon
from projects.known_services import known_services
from projects.link_kinds import LINK_KINDS, likely_kinds, runs_backwards
from projects.service import CANVAS, Service, catalogue, make_service

CATEGORIES = {
    "Compute",
    "Containers",
    "Storage",
    "Database",
    "Networking",
    "Application integration",
    "Management",
    "Security",
    "Analytics",
    "Developer tools",
    "Machine learning",
    "Internet of things",
    "Media",
    "Migration",
    "End user computing",
    "Business applications",
    "Front-end web",
    "Containers and groups",
    "Actors",
}
RUN_TIME_SOURCES = ("regions", "zones", "instance_types:ec2", "rates:")

ALL = sorted(catalogue())
ENTRIES = pytest.mark.parametrize("name", ALL)


def entry(name: str) -> type[Service]:
    return catalogue()[name]


def test_every_module_declares_the_service_of_its_name() -> None:
    folder = Path(projects.services.__file__).parent
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    assert modules == ALL


@ENTRIES
def test_a_service_lives_in_the_module_of_its_name(name: str) -> None:
    module = importlib.import_module(f"projects.services.{name}")
    assert entry(name).__module__ == module.__name__
    assert entry(name).name == name


@ENTRIES
def test_a_service_is_named_and_explained_in_one_sentence(name: str) -> None:
    service = entry(name)
    assert service.label and service.label[0].isupper()
    assert service.category in CATEGORIES
    assert service.summary.endswith(".") and ". " not in service.summary and len(service.summary) < 120
    assert service.synonyms and all(word == word.lower() or "/" in word for word in service.synonyms)
    assert len(set(service.synonyms)) == len(service.synonyms)


def test_labels_are_unique() -> None:
    labels = [entry(name).label for name in ALL]
    assert sorted(set(labels)) == sorted(labels)


@ENTRIES
def test_a_service_stands_in_containers_that_exist(name: str) -> None:
    for place in entry(name).inside:
        assert place in (CANVAS, "*") or entry(place).is_container(), place
    assert entry(name).inside


@ENTRIES
def test_an_overlay_holds_services_that_exist(name: str) -> None:
    service = entry(name)
    assert bool(service.members) == service.is_overlay()
    for member in service.members:
        assert member in ALL


@ENTRIES
def test_links_are_of_known_kinds_and_end_at_services_that_exist(name: str) -> None:
    for kind, targets in entry(name).links.items():
        assert kind in LINK_KINDS
        assert targets and len(set(targets)) == len(targets), (kind, targets)
        unknown = set(targets) - set(ALL) - {"*"} - known_services().keys()
        assert not unknown


@ENTRIES
def test_an_icon_can_be_shown(name: str) -> None:
    assert icon(entry(name).icon).data()


@ENTRIES
def test_what_is_not_billed_says_why_and_what_is_billed_has_costs(name: str) -> None:
    service = entry(name)
    billed = "costs" in vars(service)
    assert billed or service.needs_no_price.endswith(".")
    if service.category not in ("Actors", "Containers and groups"):
        assert service.billed_as, "the estimate groups by it"


@ENTRIES
def test_a_service_with_nothing_stated_can_be_made_written_and_read(name: str) -> None:
    service = make_service(name)
    assert service.stated() == {}
    assert make_service(name, service.stated()) == service
    assert service.title() and isinstance(service.fact(), str)


@ENTRIES
def test_properties_appear_in_the_json_schema(name: str) -> None:
    schema = entry(name).model_json_schema()
    assert {item.name for item in entry(name).properties()} == schema.get("properties", {}).keys()


@ENTRIES
def test_properties_are_labelled_and_their_defaults_are_within_their_limits(name: str) -> None:
    for item in entry(name).properties():
        label = item.label
        assert (label[0].isupper() or label.startswith("vCPU")) and not label.endswith((".", ":")), item.name
        assert not item.help or item.help.endswith("."), item.name
        assert item.unit or item.kind != "quantity", item.name
        if item.unit.endswith("/month"):
            assert item.group == "Usage" or item.default is None, item.name
        if item.default is not None:
            assert item.problem(item.default) is None, item.name


@ENTRIES
def test_the_labels_of_properties_are_unique(name: str) -> None:
    labels = [item.label for item in entry(name).properties()]
    assert sorted(set(labels)) == sorted(labels)


@ENTRIES
def test_every_choice_is_explained(name: str) -> None:
    for item in entry(name).properties():
        if item.kind == "choice" and item.choices is None:
            assert item.source.startswith(RUN_TIME_SOURCES), item.name
        elif item.kind == "choice":
            assert not item.source, item.name
            assert all(text.endswith(".") for text in (item.choices or {}).values()), item.name
            assert item.default is None or item.default in (item.choices or {}), item.name


@ENTRIES
def test_properties_depend_only_on_values_that_can_be_chosen(name: str) -> None:
    others = {other.name: other for other in entry(name).properties()}
    for item in others.values():
        for other, values in (item.when or {}).items():
            choices = others[other].choices
            assert choices is not None and set(values) <= choices.keys(), item.name


@ENTRIES
def test_no_usage_is_assumed(name: str) -> None:
    """Flows have no default; a size or a share may have one, which the form shows."""
    for item in entry(name).properties():
        if item.unit.endswith("/month") or item.unit in ("GB", "objects", "tags"):
            assert item.default is None, item.name


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("alb", "application_load_balancer"),
        ("load balancer", "network_load_balancer"),
        ("postgres", "rds_instance"),
        ("mysql", "aurora_cluster"),
        ("vm", "ec2_instance"),
        ("server", "ec2_instance"),
        ("cdn", "cloudfront"),
        ("queue", "sqs_queue"),
        ("redis", "elasticache_cluster"),
        ("dns", "route53"),
        ("nosql", "dynamodb_table"),
        ("firewall", "waf_web_acl"),
        ("privatelink", "interface_endpoint"),
        ("az", "availability_zone"),
    ],
)
def test_common_words_find_the_service(word: str, name: str) -> None:
    assert word in entry(name).synonyms


def test_facts_are_the_second_line_of_a_label() -> None:
    database = make_service(
        "rds_instance", {"engine": "postgres", "instance_class": "db.m6g.large", "deployment": "multi_az"}
    )
    assert database.fact() == "db.m6g.large, Multi-AZ"
    machines = make_service("ec2_instance", {"instance_type": "m7g.large", "instances": 3})
    assert machines.fact() == "m7g.large × 3"
    cache = make_service("elasticache_cluster", {"node_type": "cache.r7g.large", "replicas": 1})
    assert cache.fact() == "cache.r7g.large × 2"


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("route53", "cloudfront", "alias"),
        ("cloudfront", "s3_bucket", "origin"),
        ("application_load_balancer", "ec2_instance", "target"),
        ("api_gateway", "lambda_function", "traffic"),
        ("sns_topic", "sqs_queue", "subscribe"),
        ("waf_web_acl", "cloudfront", "protect"),
        ("ec2_instance", "efs_file_system", "mount"),
        ("subnet", "nat_gateway", "route"),
    ],
)
def test_the_likeliest_link_comes_first(source: str, target: str, kind: str) -> None:
    assert likely_kinds(entry(source), entry(target))[0] == kind


def test_a_volume_is_attached_to_an_instance_whichever_way_it_is_drawn() -> None:
    assert runs_backwards(entry("ec2_instance"), entry("ebs_volume"))
