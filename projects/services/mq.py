"""Amazon MQ."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, needs, not_priced, storage
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Flag, Nodes, Quantity
from projects.service import Service

_ENGINES = {"ACTIVEMQ": "ActiveMQ", "RABBITMQ": "RabbitMQ"}
_MODES = {
    "SINGLE_INSTANCE": ("single", "single instance"),
    "ACTIVE_STANDBY_MULTI_AZ": ("multi_az", "active/standby"),
    "CLUSTER_MULTI_AZ": ("cluster", "cluster"),
}
_CLUSTER_NODES = 3


class Mq(Service):
    """A managed ActiveMQ or RabbitMQ broker: hours by type and mode, and storage."""

    name = "mq"
    label = "Amazon MQ"
    official = "Amazon MQ"
    billed_as = "Amazon MQ"
    summary = "A managed ActiveMQ or RabbitMQ broker for applications that speak JMS, AMQP, MQTT or STOMP."
    category = "Application integration"
    synonyms = ("mq", "message broker", "activemq", "rabbitmq", "jms", "amqp", "mqtt", "stomp", "broker")
    cloudformation = "AWS::AmazonMQ::Broker"
    icon = "amazon_mq_broker"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "event": ("lambda_function", "eventbridge"),
        "traffic": (
            "ec2_instance",
            "auto_scaling_group",
            "ecs",
            "fargate",
            "eks",
            "server",
            "on_premises_server",
            "mq",
        ),
        "deliver": ("cloudwatch",),
    }

    engine: str | None = Choice(
        "Engine",
        {"ACTIVEMQ": "JMS, AMQP 1.0, MQTT, OpenWire and STOMP.", "RABBITMQ": "AMQP 0-9-1, with clusters."},
        default="ACTIVEMQ",
    )
    mode: str | None = Choice(
        "Deployment mode",
        {
            "SINGLE_INSTANCE": "One broker in one zone.",
            "ACTIVE_STANDBY_MULTI_AZ": "Two ActiveMQ brokers in two zones, one of them waiting.",
            "CLUSTER_MULTI_AZ": "Three RabbitMQ nodes in three zones.",
        },
        default="SINGLE_INSTANCE",
    )
    instance_type: str | None = Choice(
        "Instance type",
        source="rates:mq.*=mq.{rate_engine}.*.{rate_mode}",
        help="The price of a standby or of a cluster's three nodes is in the hour's price.",
    )
    storage_type: str | None = Choice(
        "Storage type",
        {
            "efs": "Replicated over zones; the usual one of ActiveMQ.",
            "ebs": "Faster, in one zone: ActiveMQ brokers in single-instance mode, and all of RabbitMQ.",
        },
        help="RabbitMQ always takes EBS.",
        when={"engine": ("ACTIVEMQ",)},
        default="efs",
    )
    subnets: tuple[str, ...] = Nodes(
        "Subnets", ("subnet",), help="One for a single instance, two in two zones for active/standby."
    )
    publicly_accessible: bool | None = Flag("Publicly accessible")
    encrypted: bool | None = Flag("Encrypted with your own key")
    automatic_minor_upgrades: bool | None = Flag("Automatic minor version upgrades")
    storage_gb: Decimal | None = Quantity(
        "Messages stored",
        unit="GB",
        group="Usage",
        high=200,
        help="Mean over the month, on each node of a cluster.",
        typical=(5, 50, 200),
    )
    data_out_gb: Decimal | None = Quantity("Data transfer out to the internet", unit="GB/month")

    @property
    def rate_engine(self) -> str:
        """The engine as the price list names it; empty while none is chosen."""
        return (self.engine or "").lower()

    @property
    def rate_mode(self) -> str:
        """The mode as the price list names it; empty while none is chosen or the engine has no such one."""
        return _MODES[self.mode][0] if self.mode and not self._impossible() else ""

    def _impossible(self) -> str:
        """Why engine and mode do not go together; empty if they do."""
        if self.engine == "RABBITMQ" and self.mode == "ACTIVE_STANDBY_MULTI_AZ":
            return "RabbitMQ has no standby: choose a cluster."
        if self.engine == "ACTIVEMQ" and self.mode == "CLUSTER_MULTI_AZ":
            return "ActiveMQ has no cluster mode: choose active/standby."
        return ""

    def fact(self) -> str:
        words = [_ENGINES.get(self.engine or "", ""), self.instance_type or ""]
        return ", ".join(word for word in words if word)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield self._broker_hours()
        yield from self._storage()
        if self.mode == "CLUSTER_MULTI_AZ":
            yield included("Traffic between the nodes", "AWS does not bill traffic inside the cluster.")
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _broker_hours(self) -> CostComponent:
        for name, what in (
            ("engine", "an engine"),
            ("mode", "a mode"),
            ("instance_type", "an instance type"),
        ):
            if not getattr(self, name):
                return needs("Broker hours", "", name, f"Choose {what}.")
        if self._impossible():
            return not_priced("Broker hours", self._impossible())
        words = f"{self.instance_type}, {_ENGINES[self.engine or '']}, {_MODES[self.mode or ''][1]}"
        size = (self.instance_type or "").removeprefix("mq.")
        key = f"mq.{self.rate_engine}.{size}.{self.rate_mode}"
        return hourly(f"Broker hours ({words})", key, unit="hour")

    def _storage(self) -> Iterator[CostComponent]:
        kind = "ebs" if self.engine == "RABBITMQ" else self.storage_type
        if kind is None:
            yield needs("Broker storage", "", "storage_type", "Choose a storage type.")
            return
        nodes = _CLUSTER_NODES if self.mode == "CLUSTER_MULTI_AZ" else 1
        yield storage(
            f"Broker storage ({kind.upper()})",
            f"mq.storage.{kind}",
            self.storage_gb,
            count=nodes,
            property="storage_gb",
            reason="Three nodes keep a copy each." if nodes > 1 else "",
        )
