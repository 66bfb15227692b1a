"""File systems, gateways, snapshots, backups, buckets and data migration: estimates reckoned by hand."""

from decimal import Decimal
from typing import Any

import pytest

from projects.drawing_properties import service_properties
from projects.place import Place
from projects.service import make_service
from tests.projects.services.priced import lines, monthly

DUBLIN = "eu-west-1"
VIRGINIA = "us-east-1"


@pytest.mark.parametrize(
    ("name", "region", "properties", "expected"),
    [
        # eu-west-1: fsx.windows.ssd.multi_az 0.253, throughput.multi_az 4.95, backup 0.05.
        (
            "fsx",
            DUBLIN,
            {
                "deployment": "MULTI_AZ_1",
                "capacity_gib": 1000,
                "throughput_mbps": 64,
                "backup_storage_gb": 200,
            },
            {"Storage (SSD)": "253", "Throughput capacity": "316.8", "Backup storage": "10"},
        ),
        # us-east-1: fsx.openzfs.ssd 0.09, throughput 0.26, iops 0.006; 4,000 IOPS are 1,000 above 3 × 1,000.
        (
            "fsx",
            VIRGINIA,
            {"type": "openzfs", "capacity_gib": 1000, "throughput_mbps": 160, "provisioned_iops": 4000},
            {"Storage (SSD)": "90", "Throughput capacity": "41.6", "Provisioned IOPS": "6"},
        ),
        # us-east-1: fsx.lustre.persistent2.250.ssd 0.21.
        (
            "fsx",
            VIRGINIA,
            {
                "type": "lustre",
                "deployment": "PERSISTENT_2",
                "throughput_per_tib": "250",
                "capacity_gib": 2400,
            },
            {"Storage (persistent 2, 250 MB/s per TiB)": "504"},
        ),
        # us-east-1: fsx.ontap.ssd.single_az 0.125, throughput.single_az 0.72, capacity_pool.single_az 0.0219.
        (
            "fsx",
            VIRGINIA,
            {"type": "ontap", "capacity_gib": 1024, "throughput_mbps": 128, "capacity_pool_gb": 10000},
            {"Storage (SSD)": "128", "Throughput capacity": "92.16", "Storage (capacity pool)": "219"},
        ),
        # us-east-1: storagegateway.file.data_written 0.01 up to 12,492.8 GB for each gateway, nothing above.
        (
            "storage_gateway",
            VIRGINIA,
            {"inside": "region", "gateways": 2, "data_written_gb": 20000},
            {"Data written (first 12,492.8 GB)": "249.856"},
        ),
        # us-east-1: storagegateway.volume.storage 0.023, ebs.snapshot.standard 0.05.
        (
            "storage_gateway",
            VIRGINIA,
            {
                "inside": "region",
                "type": "CACHED",
                "data_written_gb": 0,
                "volume_gb": 1000,
                "snapshot_gb": 100,
            },
            {"Volume storage": "23", "Volume snapshots": "5"},
        ),
        # us-east-1: storagegateway.tape.vtl 0.023, archive.flexible 0.0036, archive.deep 0.00099,
        # archive.flexible.retrieval 0.01.
        (
            "storage_gateway",
            VIRGINIA,
            {
                "inside": "region",
                "type": "VTL",
                "data_written_gb": 0,
                "tape_gb": 100,
                "archived_tape_gb": 1000,
                "deep_archived_tape_gb": 10000,
                "tape_retrieval_gb": 50,
            },
            {
                "Tapes (library)": "2.3",
                "Tapes archived (Flexible Retrieval)": "3.6",
                "Tapes archived (Deep Archive)": "9.9",
                "Tape retrieval (Flexible Retrieval)": "0.5",
            },
        ),
        # us-east-1: storagegateway.fsx_file.gateway 0.69 for each of 730 hours.
        (
            "storage_gateway",
            VIRGINIA,
            {"inside": "region", "type": "FILE_FSX_SMB"},
            {"Gateway hours (FSx File Gateway)": "503.7"},
        ),
        # us-east-1: ebs.snapshot.standard 0.05, backup.efs.warm 0.05, backup.efs.cold 0.01,
        # backup.dynamodb.warm 0.1, rds.backup 0.095, backup.s3.warm 0.05, backup.s3.restore.warm 0.02.
        (
            "backup",
            VIRGINIA,
            {
                "ebs_gb": 500,
                "efs_gb": 100,
                "efs_cold_gb": 1000,
                "dynamodb_gb": 50,
                "rds_gb": 200,
                "s3_gb": 300,
                "s3_restore_gb": 10,
            },
            {
                "EBS snapshots": "25",
                "EFS backup (warm)": "5",
                "EFS backup (cold)": "10",
                "DynamoDB backup (warm)": "5",
                "RDS snapshots": "19",
                "S3 backup (warm)": "15",
                "S3 restore": "0.2",
            },
        ),
        # us-east-1: datasync.data 0.0125.
        ("datasync", VIRGINIA, {"copied_gb": 4000}, {"Data copied": "50"}),
        # us-east-1: transfer.protocol.hour 0.3 for each protocol, transfer.data 0.04 both ways,
        # transfer.as2.hour 0.3, transfer.as2.inbound 0.01.
        (
            "transfer_family",
            VIRGINIA,
            {
                "ftps": True,
                "as2": True,
                "uploaded_gb": 100,
                "downloaded_gb": 50,
                "monthly_as2_inbound": 1000,
            },
            {
                "Endpoint hours (SFTP)": "219",
                "Endpoint hours (FTPS)": "219",
                "Data uploaded": "4",
                "Data downloaded": "2",
                "Endpoint hours (AS2)": "219",
                "AS2 messages received": "10",
            },
        ),
        # us-east-1: transfer.connector.call 0.001, transfer.connector.data 0.4.
        (
            "transfer_family",
            VIRGINIA,
            {"kind": "connector", "monthly_connector_calls": 5000, "connector_gb": 20},
            {"SFTP connector calls": "5", "SFTP connector data": "8"},
        ),
        # us-east-1: ebs.snapshot.standard 0.05. A full copy of 100 GB and 29 daily increments of 2 GB,
        # each held for half of the month on average: 29 GB.
        (
            "ebs_snapshot",
            VIRGINIA,
            {"frequency": "daily", "stored_gb": 100, "changed_gb_per_snapshot": 2},
            {"Snapshots (full copy)": "5", "Snapshots (changed blocks)": "1.45"},
        ),
        # us-east-1: ebs.snapshot.archive 0.0125 for 90 days, archive.retrieval 0.03.
        (
            "ebs_snapshot",
            VIRGINIA,
            {"tier": "archive", "stored_gb": 100, "deleted_early": True, "archive_restored_gb": 100},
            {"Snapshots (archive)": "3.75", "Archived snapshots restored": "3"},
        ),
        # us-east-1: ebs.snapshot.fast_restore 0.75 for each of 2 snapshots in 3 zones and 100 hours;
        # data_transfer.out.inter_region.to.us-east-1 in eu-west-1 0.02.
        (
            "ebs_snapshot",
            VIRGINIA,
            {
                "stored_gb": 0,
                "snapshots": 2,
                "fast_restore_zones": 3,
                "fast_restore_hours": 100,
                "source_region": DUBLIN,
                "copied_gb": 50,
            },
            {"Fast snapshot restore": "450", "Data transfer to another Region (snapshot copy)": "1"},
        ),
        # us-east-1: ebs.gp3.storage 0.08, ebs.snapshot.standard 0.05; 3 weekly increments, half a month each.
        (
            "ebs_volume",
            VIRGINIA,
            {"size_gib": 100, "volumes": 2, "snapshot_frequency": "weekly", "changed_gb_per_snapshot": 10},
            {"Storage (gp3)": "16", "Snapshots (full copy)": "10", "Snapshots (changed blocks)": "1.5"},
        ),
        # us-east-1: efs.one_zone.storage 0.16, efs.provisioned_throughput 6 above 400 / 20,
        # efs.one_zone_ia.storage 0.0133, efs.ia.read 0.01.
        (
            "efs_file_system",
            VIRGINIA,
            {
                "availability": "one_zone",
                "throughput_mode": "provisioned",
                "provisioned_throughput_mibps": 30,
                "storage_gb": 400,
                "infrequent_access_gb": 1000,
                "infrequent_access_read_gb": 50,
            },
            {
                "Storage (One Zone)": "64",
                "Provisioned throughput": "60",
                "Storage (One Zone-IA)": "13.3",
                "Data read (Infrequent Access)": "0.5",
            },
        ),
        # us-east-1: efs.standard.storage 0.3, elastic_throughput.read 0.03 and .write 0.06,
        # efs.archive.storage 0.008.
        (
            "efs_file_system",
            VIRGINIA,
            {"storage_gb": 100, "read_gb": 200, "written_gb": 50, "archive_gb": 1000},
            {
                "Storage (Standard)": "30",
                "Data read (elastic throughput)": "6",
                "Data written (elastic throughput)": "3",
                "Storage (Archive)": "8",
            },
        ),
        # us-east-1: s3.standard_ia 0.0125 a GB stored, 0.01 a GB read and a thousand writes, 0.001 a thousand
        # reads; s3.glacier_flexible.storage 0.0036, lifecycle 0.03, retrieval.bulk 0, retrieval.expedited
        # 0.03, restore_requests.expedited 10 a thousand; early deletion is storage.
        (
            "s3_bucket",
            VIRGINIA,
            {
                "storage_class": "STANDARD_IA",
                "storage_gb": 1000,
                "monthly_writes": 10000,
                "monthly_reads": 100000,
                "retrieval_gb": 50,
                "early_deleted_gb": 20,
                "classes": "several",
                "glacier_gb": 5000,
                "glacier_monthly_transitions": 2000,
                "glacier_expedited_retrieval_gb": 10,
                "glacier_monthly_expedited_restores": 100,
                "glacier_bulk_retrieval_gb": 500,
            },
            {
                "Storage (Standard-IA)": "12.5",
                "Write and list requests (Standard-IA)": "0.1",
                "Read requests (Standard-IA)": "0.1",
                "Data retrieval (Standard-IA)": "0.5",
                "Early deletion (Standard-IA)": "0.25",
                "Storage (Glacier Flexible Retrieval)": "18",
                "Lifecycle transitions (Glacier Flexible Retrieval)": "0.06",
                "Data retrieval (Glacier Flexible Retrieval, expedited)": "0.3",
                "Restore requests (Glacier Flexible Retrieval, expedited)": "1",
            },
        ),
        # us-east-1: s3.batch.jobs 0.25, s3.batch.objects 1 a million, s3.inventory 0.0025 a million,
        # s3.storage_lens 0.2 a million, s3.tags 0.0065 for ten thousand; s3.standard.requests.tier1 of
        # eu-west-1 0.005 a thousand, data_transfer.out.inter_region.to.eu-west-1 0.02.
        (
            "s3_bucket",
            VIRGINIA,
            {
                "storage_gb": 0,
                "monthly_writes": 0,
                "monthly_reads": 0,
                "batch_jobs": 4,
                "batch_objects": 3000000,
                "inventory_objects": 40000000,
                "storage_lens_objects": 5000000,
                "object_tags": 20000,
                "replica_region": DUBLIN,
                "replicated_gb": 100,
                "replicated_objects": 50000,
            },
            {
                "Batch Operations jobs": "1",
                "Batch Operations objects": "3",
                "Inventory objects": "0.1",
                "Storage Lens objects (first 25 billion objects)": "1",
                "Object tags": "0.013",
                "Data transfer to another Region (replication)": "2",
                "Write requests (replicas)": "0.25",
            },
        ),
        # us-east-1, vault: glacier.storage 0.0036, requests.standard 0.03 a thousand (uploads and standard
        # retrievals), retrieval.standard 0.01, early_delete 0.0036, provisioned_capacity 100.
        (
            "s3_glacier",
            VIRGINIA,
            {
                "storage_class": "vault",
                "storage_gb": 1000,
                "monthly_writes": 2000,
                "standard_retrieval_gb": 100,
                "monthly_standard_restores": 1000,
                "early_deleted_gb": 100,
                "provisioned_capacity": 1,
            },
            {
                "Storage (vault)": "3.6",
                "Upload requests (vault)": "0.06",
                "Data retrieval (vault, standard)": "1",
                "Retrieval requests (vault, standard)": "0.03",
                "Early deletion (vault)": "0.36",
                "Provisioned retrieval capacity": "100",
            },
        ),
    ],
)
def test_a_configuration_costs_what_was_reckoned_by_hand(
    name: str, region: str, properties: dict[str, Any], expected: dict[str, str]
) -> None:
    found = monthly(name, region, **properties)
    assert found == {part: Decimal(amount) for part, amount in expected.items()}


@pytest.mark.parametrize(
    ("name", "properties", "needed"),
    [
        ("backup", {}, {"Backup storage"}),
        ("backup", {"protected": "efs"}, {"EFS backup (warm)"}),
        ("datasync", {}, {"Data copied"}),
        ("ebs_snapshot", {}, {"Snapshots"}),
        ("fsx", {}, {"Storage (SSD)", "Throughput capacity"}),
        ("fsx", {"type": "lustre", "deployment": "PERSISTENT_2"}, {"Storage"}),
        ("storage_gateway", {"inside": "region", "type": "STORED"}, {"Data written", "Volume snapshots"}),
        ("storage_gateway", {}, {"Data written"}),
        ("transfer_family", {"sftp": False}, {"Endpoint hours"}),
    ],
)
def test_what_is_surely_billed_and_not_known_needs_input(
    name: str, properties: dict[str, Any], needed: set[str]
) -> None:
    found = lines(name, **properties)
    assert {part for part, line in found.items() if line.state == "needs_input"} == needed


@pytest.mark.parametrize("name", ["storage_gateway", "datasync", "snowball"])
def test_on_premises_the_chosen_region_sets_the_prices(name: str) -> None:
    without = list(make_service(name).costs(Place()))
    assert without and {part.property for part in without} == {"aws_region"}
    chosen = list(make_service(name, {"aws_region": DUBLIN}).costs(Place()))
    assert {part.region for part in chosen} == {DUBLIN}
    assert all(part.region is None for part in make_service(name).costs(Place(region=VIRGINIA)))


def test_a_mount_target_is_free_and_says_so() -> None:
    target = make_service("efs_mount_target")
    assert target.needs_no_price and not list(target.costs(Place(region=VIRGINIA)))


def test_what_fsx_does_not_sell_is_said_and_not_priced() -> None:
    for impossible in (
        {"type": "windows", "deployment": "SCRATCH_2"},
        {"type": "lustre", "deployment": "MULTI_AZ_1"},
        {"type": "ontap", "storage_type": "HDD"},
    ):
        assert "not_priced" in {line.state for line in lines("fsx", **impossible).values()}


def test_savings_lower_the_capacity_to_provision_and_the_included_iops() -> None:
    found = lines(
        "fsx", type="openzfs", capacity_gib=1000, compression_savings_percent=40, provisioned_iops=2000
    )
    assert found["Storage (SSD)"].quantity == 600
    assert found["Provisioned IOPS"].quantity == 200


def test_iops_within_the_included_are_not_billed() -> None:
    found = lines("fsx", type="openzfs", capacity_gib=1000, throughput_mbps=64, provisioned_iops=3000)
    assert found["Provisioned IOPS"].state == "included"


def test_a_copy_within_the_region_is_no_transfer() -> None:
    found = lines("ebs_snapshot", stored_gb=1, source_region=VIRGINIA, copied_gb=10)
    assert found["Data transfer to another Region (snapshot copy)"].state == "included"


def test_intelligent_tiering_has_no_early_deletion() -> None:
    found = lines(
        "s3_bucket",
        storage_class="INTELLIGENT_TIERING",
        storage_gb=0,
        monthly_writes=0,
        monthly_reads=0,
        monitored_objects=0,
        early_deleted_gb=10,
    )
    assert found["Early deletion (Intelligent-Tiering)"].state == "included"


def test_small_objects_are_billed_for_more_than_they_hold() -> None:
    cold = lines("s3_bucket", storage_class="STANDARD_IA", storage_gb=100, mean_object_kb=64)
    assert cold["Storage (Standard-IA)"].quantity == 200
    # 1 GB in objects of 32 KB: 32,768 objects, 32 KB more of each in the class and 8 KB in Standard.
    archive = lines("s3_glacier", storage_gb=1, mean_object_kb=32)
    assert archive["Storage (Glacier Flexible Retrieval)"].quantity == 1
    assert archive["Object index (Glacier Flexible Retrieval)"].quantity == 1
    names = [line for part, line in archive.items() if part.startswith("Object names")]
    assert [line.quantity for line in names] == [Decimal("0.25")]


def test_a_further_class_is_billed_only_where_a_figure_is_given() -> None:
    found = lines(
        "s3_bucket", classes="several", storage_gb=1, monthly_writes=0, monthly_reads=0, standard_ia_gb=1
    )
    assert {part for part in found if "Standard-IA" in part} == {"Storage (Standard-IA)"}
    assert not any("Glacier" in part for part in found)


def test_a_missing_rate_of_storage_is_said() -> None:
    found = lines("fsx", type="ontap", deployment="SINGLE_AZ_2", capacity_gib=1024, throughput_mbps=384)
    assert {line.state for line in found.values()} == {"not_priced"}


@pytest.mark.parametrize(
    ("name", "given", "ours"),
    [
        ("efs_file_system", {"one_zone": "us-east-1a"}, {"availability": "one_zone", "zone": "us-east-1a"}),
        ("efs_file_system", {"throughput": "bursting"}, {"throughput_mode": "bursting"}),
        (
            "s3_bucket",
            {"lifecycle": [{"days": 30, "to": "STANDARD_IA"}, {"days": 90, "to": "GLACIER"}]},
            {"lifecycle": "30 STANDARD_IA\n90 GLACIER"},
        ),
        ("s3_glacier", {"class": "DEEP_ARCHIVE"}, {"storage_class": "DEEP_ARCHIVE"}),
        ("s3_glacier", {"vault": True}, {"storage_class": "vault"}),
        ("transfer_family", {"protocol": "SFTP/FTPS"}, {"sftp": True, "ftps": True}),
        ("fsx", {"type": "windows", "subnets": ["SA", "SB"]}, {"type": "windows", "subnets": ("SA", "SB")}),
    ],
)
def test_the_words_of_the_drawing_format_are_understood(
    name: str, given: dict[str, Any], ours: dict[str, Any]
) -> None:
    found, left = service_properties(name, given)
    assert not left
    assert {key: value for key, value in found.items() if value is not None} == ours
    assert make_service(name, found)
