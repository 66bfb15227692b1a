"""AWS Glue."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, storage, usage
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

DPU: Mapping[str, Decimal] = {
    "G.025X": Decimal("0.25"),
    "G.1X": Decimal(1),
    "G.2X": Decimal(2),
    "G.4X": Decimal(4),
    "G.8X": Decimal(8),
    "G.12X": Decimal(12),
    "G.16X": Decimal(16),
    "Standard": Decimal(1),
}
"""Worker type -> data processing units of one worker."""

_JOB, _CATALOG = {"kind": ("etl_job",)}, {"kind": ("data_catalog",)}


class Glue(Service):
    """Prepares data without servers: jobs, crawlers and the catalog of tables."""

    name = "glue"
    label = "Glue"
    official = "AWS Glue"
    billed_as = "AWS Glue"
    summary = "Prepares data without servers: jobs that transform it, crawlers, and the catalog of tables."
    category = "Analytics"
    synonyms = (
        "glue",
        "etl",
        "elt",
        "spark",
        "crawler",
        "data catalog",
        "metastore",
        "transform",
        "pipeline",
    )
    cloudformation = "AWS::Glue::Job"
    icon = "glue_job"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": (
            "s3_bucket",
            "redshift_cluster",
            "rds_instance",
            "aurora_cluster",
            "dynamodb_table",
            "documentdb",
            "kinesis_streams",
            "msk",
            "opensearch",
            "server",
        ),
        "deliver": ("s3_bucket", "redshift_cluster", "cloudwatch"),
    }

    kind: str | None = Choice(
        "Kind",
        {
            "etl_job": "A job that transforms data.",
            "crawler": "Finds tables in stored data.",
            "data_catalog": "The catalog of databases and tables.",
        },
        default="etl_job",
    )
    execution: str | None = Choice(
        "Execution",
        {
            "standard": "Starts at once.",
            "flex": "Runs when there is spare capacity; cheaper, for jobs that are not urgent.",
        },
        default="standard",
        when=_JOB,
    )
    worker_type: str | None = Choice(
        "Worker type",
        {
            "G.1X": "1 DPU: 4 vCPU, 16 GB.",
            "G.2X": "2 DPU: 8 vCPU, 32 GB.",
            "G.4X": "4 DPU: 16 vCPU, 64 GB.",
            "G.8X": "8 DPU: 32 vCPU, 128 GB.",
            "G.12X": "12 DPU: 48 vCPU, 192 GB.",
            "G.16X": "16 DPU: 64 vCPU, 256 GB.",
            "G.025X": "A quarter DPU, for streaming jobs of low volume.",
            "Standard": "1 DPU, earlier Glue versions only.",
        },
        default="G.1X",
        when=_JOB,
    )
    workers: int | None = Count("Workers", low=1, high=1000, when=_JOB, typical=(2, 10, 50))
    max_capacity_dpu: Decimal | None = Quantity(
        "Maximum capacity",
        unit="DPU",
        low="0.0625",
        help="Instead of workers: Python shell jobs and earlier Glue versions.",
        when=_JOB,
    )
    job_hours: Decimal | None = Quantity(
        "Running time",
        unit="hours/month",
        help="Of all runs together; each run counts one minute or more.",
        when=_JOB,
        typical=(10, 60, 400),
    )
    dpu_hours: Decimal | None = Quantity(
        "Processing time",
        unit="DPU-hours/month",
        help="If you know it for a job; used instead of the capacity and the hours.",
        when={"kind": ("etl_job", "crawler")},
        typical=(5, 60, 500),
    )
    objects: Decimal | None = Quantity(
        "Objects in the catalog",
        unit="objects",
        group="Usage",
        help="Tables, versions, partitions and databases.",
        when=_CATALOG,
        typical=(10_000, 500_000, 5_000_000),
    )
    monthly_requests: Decimal | None = Quantity(
        "Catalog requests",
        unit="requests/month",
        when=_CATALOG,
        typical=(100_000, 2_000_000, 20_000_000),
    )

    def job_dpus(self) -> Decimal | None:
        """DPUs that a run of the job takes; None while not known."""
        if self.max_capacity_dpu is not None:
            return self.max_capacity_dpu
        if self.worker_type is None or self.workers is None:
            return None
        return DPU[self.worker_type] * self.workers

    def fact(self) -> str:
        if self.kind != "etl_job":
            return {"crawler": "Crawler", "data_catalog": "Data Catalog"}.get(self.kind or "", "")
        if self.max_capacity_dpu is not None:
            return f"{self.max_capacity_dpu.normalize():f} DPU"
        return f"{self.worker_type} × {self.workers}" if self.worker_type and self.workers else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.kind is None:
            yield needs("DPU hours", "", "kind", "Choose what it is: a job, a crawler or the catalog.")
        elif self.kind == "data_catalog":
            kept, asked = self.objects, self.monthly_requests
            yield storage("Catalog storage (objects)", "glue.catalog.storage", kept, property="objects")
            yield usage("Catalog requests", "glue.catalog.requests", asked, property="monthly_requests")
        elif self.kind == "crawler":
            name = "Crawler run duration, DPU hours"
            yield usage(name, "glue.crawler.dpu", self.dpu_hours, property="dpu_hours")
        else:
            yield self._job()

    def _job(self) -> CostComponent:
        flex = self.execution == "flex"
        name = "Job run duration, DPU hours" + (" (flex)" if flex else "")
        key = "glue.etl.flex_dpu" if flex else "glue.etl.dpu"
        if self.dpu_hours is not None:
            return usage(name, key, self.dpu_hours, property="dpu_hours")
        dpus, hours = self.job_dpus(), self.job_hours
        if hours == 0:
            return usage(name, key, 0, property="job_hours")
        if dpus is None:
            return needs(name, key, "worker_type" if self.worker_type is None else "workers")
        reason = f"{dpus.normalize():f} DPU for as long as the job runs."
        return usage(name, key, None if hours is None else dpus * hours, property="job_hours", reason=reason)
