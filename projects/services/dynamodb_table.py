"""Amazon DynamoDB table."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.metering import metered
from projects.billing.purchasing import TERMS
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_ON_DEMAND, _PROVISIONED = {"capacity_mode": ("on_demand",)}, {"capacity_mode": ("provisioned",)}
_WRITE_KB, _READ_KB = 1, 4
_RESERVED_BLOCK = 100
_READ_UNITS = {"eventual": Decimal("0.5"), "strong": Decimal(1), "transactional": Decimal(2)}


class DynamodbTable(Service):
    """A key-value table, with capacity on demand or provisioned."""

    name = "dynamodb_table"
    label = "DynamoDB table"
    official = "Amazon DynamoDB"
    billed_as = "Amazon DynamoDB"
    summary = "A key-value and document table without servers, fast at any size."
    category = "Database"
    synonyms = ("ddb", "dynamo", "dynamodb", "nosql", "key-value", "database", "db", "document", "serverless")
    cloudformation = "AWS::DynamoDB::Table"
    icon = "dynamodb_table"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function", "eventbridge"),
        "replicate": ("dynamodb_table", "redshift_cluster", "opensearch"),
        "deliver": ("s3_bucket", "kinesis_streams"),
    }

    capacity_mode: str | None = Choice(
        "Capacity mode",
        {"on_demand": "Billed by request.", "provisioned": "Billed by reserved capacity and hour."},
        default="on_demand",
    )
    table_class: str | None = Choice(
        "Table class",
        {"standard": "For most tables.", "standard_ia": "Cheaper storage, dearer requests."},
        default="standard",
    )
    item_kb: Decimal | None = Quantity(
        "Item size",
        unit="KB",
        default=1,
        high=400,
        help="A write unit holds 1 KB and a read unit 4 KB; each started one counts.",
    )
    read_consistency: str | None = Choice(
        "Reads are",
        {
            "eventual": "Eventually consistent: half a unit.",
            "strong": "Strongly consistent: one unit.",
            "transactional": "In transactions: two units.",
        },
        default="eventual",
        when=_ON_DEMAND,
    )
    transactional_writes: bool | None = Flag(
        "Writes are in transactions", help="Two units each.", when=_ON_DEMAND
    )
    read_capacity_units: Decimal | None = Quantity(
        "Read capacity",
        unit="RCU",
        help="With auto scaling: the mean over the month.",
        when=_PROVISIONED,
        typical=(5, 100, 2000),
    )
    write_capacity_units: Decimal | None = Quantity(
        "Write capacity",
        unit="WCU",
        help="With auto scaling: the mean over the month.",
        when=_PROVISIONED,
        typical=(5, 50, 1000),
    )
    autoscaling: bool | None = Flag("Auto scaling", when=_PROVISIONED)
    reserved_read_units: int | None = Count(
        "Reserved read capacity", unit="RCU", help="In blocks of 100; Standard tables.", when=_PROVISIONED
    )
    reserved_write_units: int | None = Count(
        "Reserved write capacity", unit="WCU", help="In blocks of 100; Standard tables.", when=_PROVISIONED
    )
    reserved_term_years: str | None = Choice(
        "Term of the reserved capacity", TERMS, default="1", when=_PROVISIONED, help="Years."
    )
    replica: bool | None = Flag(
        "Replica of a global table", help="Its writes come from the other Regions' tables."
    )
    point_in_time_recovery: bool | None = Flag("Point-in-time recovery")
    streams: bool | None = Flag("Streams")
    consistency: str | None = Choice(
        "Global table consistency",
        {"MREC": "Replicas follow within a second or so.", "MRSC": "Replicas are always equal."},
        help="Only of a global table, whose replicated writes are billed.",
    )
    global_indexes: int | None = Count("Global secondary indexes")
    local_indexes: int | None = Count("Local secondary indexes", high=5)
    monthly_writes: Decimal | None = Quantity(
        "Writes", unit="requests/month", when=_ON_DEMAND, typical=(500_000, 20_000_000, 500_000_000)
    )
    monthly_reads: Decimal | None = Quantity(
        "Reads", unit="requests/month", when=_ON_DEMAND, typical=(2_000_000, 100_000_000, 2_000_000_000)
    )
    storage_gb: Decimal | None = Quantity(
        "Stored", unit="GB", group="Usage", help="With its indexes.", typical=(5, 100, 2000)
    )
    pitr_gb: Decimal | None = Quantity(
        "Point-in-time recovery storage",
        unit="GB",
        group="Usage",
        help="The size of the table and local indexes.",
        typical=(5, 100, 2000),
    )
    backup_gb: Decimal | None = Quantity("On-demand backups", unit="GB", group="Usage")
    restored_gb: Decimal | None = Quantity("Restored", unit="GB/month")
    monthly_stream_reads: Decimal | None = Quantity(
        "Stream read requests", unit="requests/month", help="Those of Lambda are free: leave them out."
    )
    monthly_replicated_writes: Decimal | None = Quantity(
        "Replicated writes",
        unit="request units/month",
        help="To the replicas of a global table.",
        when=_ON_DEMAND,
        typical=(500_000, 20_000_000, 500_000_000),
    )
    replicated_write_units: Decimal | None = Quantity(
        "Replicated write capacity", unit="rWCU", when=_PROVISIONED, typical=(5, 50, 1000)
    )
    exported_gb: Decimal | None = Quantity("Exported to S3", unit="GB/month")
    imported_gb: Decimal | None = Quantity("Imported from S3", unit="GB/month")
    kinesis_units: Decimal | None = Quantity("Change records to Kinesis", unit="units/month")

    def fact(self) -> str:
        mode = {"on_demand": "On demand", "provisioned": "Provisioned"}.get(self.capacity_mode or "", "")
        words = [mode, "Standard-IA" if self.table_class == "standard_ia" else ""]
        return ", ".join(word for word in [*words, "replica" if self.replica else ""] if word)

    def write_units(self) -> Decimal | None:
        """Write request units a month: each started kilobyte of an item is one, two in transactions."""
        units = metered(self.monthly_writes, self.item_kb, _WRITE_KB)
        return None if units is None else units * (2 if self.transactional_writes else 1)

    def read_units(self) -> Decimal | None:
        """Read request units a month: each started four kilobytes, times the consistency's factor."""
        units = metered(self.monthly_reads, self.item_kb, _READ_KB)
        return None if units is None else units * _READ_UNITS[self.read_consistency or "strong"]

    def costs(self, place: Place) -> Iterator[CostComponent]:
        rare = self.table_class == "standard_ia"
        suffix, name = (".ia", "Standard-IA") if rare else ("", "Standard")
        if self.capacity_mode == "provisioned":
            yield from self._provisioned(suffix, name)
        else:
            yield from self._on_demand(suffix, name)
        yield storage(
            f"Storage ({name})", f"dynamodb.storage{suffix}", self.storage_gb, property="storage_gb"
        )
        if self.point_in_time_recovery or self.pitr_gb is not None:
            amount = self.storage_gb if self.pitr_gb is None else self.pitr_gb
            reason = "Taken as large as the table." if self.pitr_gb is None else ""
            key = "dynamodb.backup.pitr"
            yield storage("Point-in-time recovery", key, amount, property="pitr_gb", reason=reason)
        for part, key, field in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(part, f"dynamodb.{key}", amount, property=field)

    def _on_demand(self, suffix: str, name: str) -> Iterator[CostComponent]:
        key = "dynamodb.ondemand"
        reads, replicated = self.read_units(), self.monthly_replicated_writes
        if not self.replica:
            missing = "monthly_writes" if self.monthly_writes is None else "item_kb"
            writes = self.write_units()
            yield usage(f"Write request units ({name})", f"{key}.write{suffix}", writes, property=missing)
        missing = "monthly_reads" if self.monthly_reads is None else "item_kb"
        yield usage(f"Read request units ({name})", f"{key}.read{suffix}", reads, property=missing)
        if self._replicates(replicated):
            yield usage(
                f"Replicated write request units ({name})",
                f"{key}.replicated_write{suffix}",
                replicated,
                property="monthly_replicated_writes",
                unit="request unit",
            )

    def _provisioned(self, suffix: str, name: str) -> Iterator[CostComponent]:
        if not self.replica:
            yield from self._capacity("Write", self.write_capacity_units, self.reserved_write_units, suffix)
        yield from self._capacity("Read", self.read_capacity_units, self.reserved_read_units, suffix)
        if self._replicates(self.replicated_write_units):
            yield hourly(
                f"Replicated write capacity ({name})",
                f"dynamodb.provisioned.replicated_write{suffix}",
                self.replicated_write_units,
                property="replicated_write_units",
                unit="rWCU-hour",
            )

    def _replicates(self, writes: Decimal | None) -> bool:
        return writes is not None or self.consistency is not None or bool(self.replica)

    def _capacity(
        self, way: str, units: Decimal | None, reserved: int | None, suffix: str
    ) -> Iterator[CostComponent]:
        """Capacity of one direction: reserved units first, the rest by the hour."""
        word, name = way.lower(), "Standard-IA" if suffix else "Standard"
        bought = reserved if reserved and not suffix else 0
        rest = None if units is None else max(Decimal(0), units - bought)
        field = f"{word}_capacity_units"
        yield hourly(f"{way} capacity ({name})", f"dynamodb.provisioned.{word}{suffix}", rest, property=field)
        if not bought:
            return
        years = self.reserved_term_years
        text, key = f"Reserved {word} capacity", f"dynamodb.reserved.{years}yr.{word}"
        if years is None:
            yield needs(text, "", "reserved_term_years", "Choose the term of the reserved capacity.")
            return
        field = f"reserved_{word}_units"
        blocks = -(-bought // _RESERVED_BLOCK) * _RESERVED_BLOCK
        reason = "Billed for every hour of the term, used or not."
        yield hourly(text, f"{key}.hour", blocks, property=field, reason=reason)
        yield CostComponent(
            f"Upfront payment ({word} capacity)",
            "usage",
            f"{key}.upfront",
            Decimal(blocks),
            property=field,
            reason="Paid once.",
            upfront=True,
        )


_EXTRAS = (
    ("On-demand backups", "backup.ondemand", "backup_gb"),
    ("Data restored", "restore", "restored_gb"),
    ("Stream read request units", "streams.read", "monthly_stream_reads"),
    ("Data exported to S3", "export", "exported_gb"),
    ("Data imported from S3", "import", "imported_gb"),
    ("Change data capture units (Kinesis)", "cdc.kinesis", "kinesis_units"),
)
