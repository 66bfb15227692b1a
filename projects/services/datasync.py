"""AWS DataSync."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.billing.served_region import priced_where_served
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service


class Datasync(Service):
    """Tasks that copy files and objects between storage on premises, other clouds and AWS."""

    name = "datasync"
    label = "DataSync"
    official = "AWS DataSync"
    billed_as = "AWS DataSync"
    summary = "Copies files and objects between storage on premises, other clouds and AWS, on a schedule."
    category = "Migration"
    synonyms = ("datasync", "data sync", "migration", "copy", "transfer", "nfs", "smb", "hdfs")
    cloudformation = "AWS::DataSync::Task"
    icon = "datasync"
    scope = "region"
    inside = ("region", "on_premises")
    links: ClassVar = {"traffic": ("s3_bucket", "efs_file_system", "fsx", "efs_mount_target", "server")}

    mode: str | None = Choice(
        "Task mode",
        {
            "basic": "Each GB copied is billed.",
            "enhanced": "Any number of files, faster; each execution is billed too.",
        },
        default="basic",
    )
    aws_region: str | None = Choice(
        "Region", source="regions", help="The Region it works with, where it stands on premises."
    )
    source_location: str | None = Text("Source", help="For example: NFS server, SMB share, S3, EFS.")
    destination_location: str | None = Text("Destination", help="For example: S3, EFS, FSx.")
    agent: bool | None = Flag("Agent", help="A virtual machine beside the storage outside AWS.")
    agents: int | None = Count("Agents", help="Free; they run on your own machines or on EC2.")
    schedule: str | None = Text("Schedule", help="For example: every day at 2.")
    copied_gb: Decimal | None = Quantity("Data copied", unit="GB/month", typical=(100, 2000, 50_000))
    monthly_executions: Decimal | None = Quantity(
        "Task executions", unit="executions/month", when={"mode": ("enhanced",)}, typical=(4, 30, 300)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", help="For copies from AWS to elsewhere."
    )

    def fact(self) -> str:
        return "Enhanced mode" if self.mode == "enhanced" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from priced_where_served(self._parts(), place, self.aws_region)

    def _parts(self) -> Iterator[CostComponent]:
        if self.mode == "enhanced":
            key = "datasync.enhanced.data"
            yield usage("Data copied (enhanced mode)", key, self.copied_gb, property="copied_gb", unit="GB")
            yield usage(
                "Task executions (enhanced mode)",
                "datasync.enhanced.execution",
                self.monthly_executions,
                property="monthly_executions",
                unit="execution",
            )
        else:
            yield usage("Data copied", "datasync.data", self.copied_gb, property="copied_gb", unit="GB")
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)
