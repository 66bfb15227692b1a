"""AWS Lake Formation."""

from typing import ClassVar

from projects.properties import Flag
from projects.service import Service


class LakeFormation(Service):
    """Says who may read which tables, columns and rows of a data lake; free itself."""

    name = "lake_formation"
    label = "Lake Formation"
    official = "AWS Lake Formation"
    billed_as = "AWS Lake Formation"
    summary = "Builds a data lake on S3 and says who may read which tables, columns and rows."
    category = "Analytics"
    synonyms = ("lake formation", "data lake", "governance", "permissions", "lakehouse", "catalog")
    cloudformation = "AWS::LakeFormation::DataLakeSettings"
    icon = "lake_formation"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {"traffic": ("s3_bucket", "glue", "athena", "redshift_cluster", "emr")}
    needs_no_price = "Lake Formation is free; storage, Glue, queries and clusters are billed where they run."

    row_and_cell_filters: bool | None = Flag("Row and cell filters")
