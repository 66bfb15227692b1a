"""Updating prices end to end: from a server, a folder and a file, and everything that may go wrong."""

from __future__ import annotations

import base64
import errno
import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pricing.data_files import shipped_data
from pricing.offers import download, writing
from pricing.offers import update as updating
from pricing.offers.installed import UpdatedTable, installed, put_in_force
from pricing.offers.lock import only_one
from pricing.offers.problems import UpdateCancelled, UpdateFailed
from pricing.offers.update import Report, Wanted, update
from pricing.rates import RateNotFound
from pricing.table import PriceTable, price_table
from tests.pricing.offers.aws import (
    COLUMNS,
    VERSION,
    Row,
    Server,
    nat,
    offer_csv,
    offer_json,
    site,
    volume,
)

LINUX = "ec2.instance.m5.large.linux.ondemand"
PATH = f"/offers/v1.0/aws/AmazonEC2/{VERSION}/eu-west-1/index.csv"
GOOD = [Row(), nat(), volume("EBS:VolumeUsage.gp3", "0.0900000000")]


def shipped() -> PriceTable:
    return PriceTable(shipped_data())


def price(key: str, region: str = "eu-west-1") -> Decimal:
    return price_table().rate(key, region).price


def run(place: str | Path, **wanted: object) -> Report:
    return update(str(place), Wanted(**wanted), pause=0)  # type: ignore[arg-type]


def refused(place: str | Path, **wanted: object) -> UpdateFailed:
    """The update fails, and everything is as before: the same digest, no leftovers."""
    before = price_table().digest
    with pytest.raises(UpdateFailed) as caught:
        run(place, **wanted)
    price_table.cache_clear()
    assert price_table().digest == before
    assert "still in use" in str(caught.value)
    assert caught.value.remedy
    return caught.value


@pytest.fixture
def served(server: Server, folder: Path) -> Server:
    server.files = site({"eu-west-1": offer_csv(GOOD)})
    return server


@pytest.fixture
def file(tmp_path: Path, folder: Path) -> Callable[[bytes], Path]:
    def written(content: bytes) -> Path:
        path = tmp_path / "offer.csv"
        path.write_bytes(content)
        return path

    return written


# good updates


def test_an_update_from_a_server_puts_its_prices_in_force(served: Server, folder: Path) -> None:
    before = price(LINUX)
    report = run(served.address)
    assert before != Decimal("0.11") == price(LINUX)
    assert price("ebs.gp3.storage") == Decimal("0.09")
    assert report.digest == price_table().digest != shipped().digest
    assert price_table().date == "2026-11-01"
    rate = price_table().rate(LINUX, "eu-west-1")
    assert (rate.effective_date, rate.confidence, rate.unit) == ("2026-11-01", "exact", "hour")
    assert "AmazonEC2" in rate.source and VERSION in rate.source
    assert "Linux" in rate.description and "m5.large" in rate.description
    assert not list((folder / "downloads").iterdir())
    assert not list(folder.glob(".update-*"))


def test_what_was_not_updated_keeps_its_price_and_date(served: Server) -> None:
    run(served.address)
    for key, region in ((LINUX, "us-east-1"), ("s3.standard.storage", "eu-west-1")):
        assert price_table().rate(key, region) == shipped().rate(key, region)
    table = price_table()
    assert set(table.keys("eu-west-1")) >= set(shipped().keys("eu-west-1"))
    assert list(table.keys("eu-west-1", "ebs.")) == sorted(set(table.keys("eu-west-1", "ebs.")))


def test_what_neither_list_has_is_missing_and_estimates_follow_the_fresh_price(served: Server) -> None:
    key = "ec2.instance.m5.large.linux.reserved_standard.1yr.no_upfront"
    before, was = shipped().rate(key, "eu-west-1"), shipped().rate(LINUX, "eu-west-1")
    run(served.address)
    with pytest.raises(RateNotFound):
        price_table().rate("nat_gateway.nothing", "eu-west-1")
    assert shipped().find(key, "eu-west-1") is None
    now = price_table().rate(key, "eu-west-1")
    assert now.confidence != "exact"
    assert now.price / before.price == pytest.approx(Decimal("0.11") / was.price, rel=Decimal("1e-9"))


def test_every_part_of_a_table_is_there_with_updates(served: Server) -> None:
    run(served.address)
    table = price_table()
    assert table.immutable
    assert {source.name for source in table.sources} > {source.name for source in shipped().sources}
    assert set(table.regions()) >= set(shipped().regions())
    assert table.fact("made_beside") == shipped().digest
    table.forget()
    assert price(LINUX) == Decimal("0.11")


def test_a_second_update_keeps_what_the_first_brought(server: Server, folder: Path) -> None:
    server.files = site({"eu-west-1": offer_csv(GOOD)})
    run(server.address)
    server.files = site({"eu-west-1": offer_csv([nat("0.0510000000")]), "us-east-1": offer_csv([])})
    run(server.address, regions=frozenset({"eu-west-1"}))
    assert price(LINUX) == Decimal("0.11")
    assert price("nat_gateway.hour") == Decimal("0.051")
    assert installed().previous is not None
    assert len(list((folder / "tables").iterdir())) == 2


def test_only_the_regions_and_services_asked_for_are_updated(server: Server, folder: Path) -> None:
    other = [Row(region="us-east-1", location="US East (N. Virginia)", usage="BoxUsage:m5.large")]
    server.files = site({"eu-west-1": offer_csv(GOOD), "us-east-1": offer_csv(other)})
    report = run(server.address, regions=frozenset({"eu-west-1"}), services=frozenset({"nat_gateway"}))
    assert dict(report.regions) == {"eu-west-1": 1}
    assert not [path for path, _ in server.asked if "us-east-1" in path]
    assert price(LINUX) == shipped().rate(LINUX, "eu-west-1").price


def test_csv_and_json_indented_or_not_give_the_same_rates(tmp_path: Path, folder: Path) -> None:
    rows = [
        *GOOD,
        *(Row(p, term="Reserved", lease="1yr", payment="Partial Upfront", offering="standard", unit=unit)
          for p, unit in (("200", "Quantity"), ("0.0300000000", "Hrs"))),
        Row("0.0600000000", sku="OTHER", system="Windows", operation="RunInstances:0006", software="SQL Std"),
    ]  # fmt: skip
    found = []
    for name, content in (
        ("a.csv", offer_csv(rows)),
        ("b.json", offer_json(rows)),
        ("c.json", offer_json(rows, indent=False)),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        update(str(path), folder=tmp_path / name[0])
        table = PriceTable(installed(tmp_path / name[0]).table or tmp_path)
        found.append([table.find(key, "eu-west-1") for key in table.keys("eu-west-1")])
    assert len(found[0]) == 4
    assert found[0] == found[1] == found[2]
    reserved = found[0][2]
    assert reserved is not None
    assert reserved.key == "ec2.instance.m5.large.linux.reserved_standard.1yr.partial_upfront"
    assert reserved.price == Decimal("0.03") + Decimal(200) / 8760
    assert reserved.confidence == "derived"


def test_tiers_come_in_any_order_and_units_are_multiplied_out(
    file: Callable[[bytes], Path], folder: Path
) -> None:
    rows = [
        volume(
            "VpcEndpoint-Bytes", "0.0060000000", "GB", family="VpcEndpoint", begin="1048576", end="5242880"
        ),
        volume("VpcEndpoint-Bytes", "0.0040000000", "GB", family="VpcEndpoint", begin="5242880"),
        volume("VpcEndpoint-Bytes", "0.0100000000", "GB", family="VpcEndpoint", end="1048576"),
    ]
    run(file(offer_csv(rows, offer="AmazonVPC")))
    tiers = price_table().rate("vpc.endpoint.interface.data", "eu-west-1").tiers
    assert [(tier.start, tier.end, tier.price) for tier in tiers] == [
        (0, 1048576, Decimal("0.01")),
        (1048576, 5242880, Decimal("0.006")),
        (5242880, None, Decimal("0.004")),
    ]
    run(file(offer_csv([volume("EBS:VolumeIOUsage", "0.0000000550", "IOs")])))
    rate = price_table().rate("ebs.standard.io", "eu-west-1")
    assert (rate.price, rate.unit) == (Decimal("0.055"), "1M requests")
    run(file(offer_csv([volume("EBS:VolumeP-Throughput.gp3", "45.0560000000", "GiBps-mo")])))
    assert price("ebs.gp3.throughput") == Decimal("0.044")


@pytest.mark.parametrize(
    "other",
    [
        Row(tenancy="Dedicated", usage="EU-DedicatedUsage:m5.large"),
        Row(capacity="UnusedCapacityReservation", usage="EU-UnusedBox:m5.large"),
        Row(capacity="AllocatedCapacityReservation", usage="EU-Reservation:m5.large"),
        Row(software="SQL Std", operation="RunInstances:0004"),
        Row(region="eu-west-1-wl1-man-wlz-1", location_type="AWS Wavelength Zone"),
        Row(region="", location="China (Beijing)"),
    ],
    ids=["dedicated", "unused reservation", "reservation", "with software", "wavelength", "unknown place"],
)
def test_a_price_of_something_else_is_not_taken_for_ours(
    other: Row, file: Callable[[bytes], Path], folder: Path
) -> None:
    other.sku, other.price = "SOMETHINGELSE", "0.1000000000"
    report = run(file(offer_csv([Row(), other])))
    assert price(LINUX) == Decimal("0.11")
    assert report.files[0][2].taken == 1
    assert report.files[0][2].unmapped["Compute Instance"] == 1


def test_a_folder_laid_out_like_the_server_is_read_alike(served: Server, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    for path, content in served.files.items():
        (mirror / path[1:]).parent.mkdir(parents=True, exist_ok=True)
        (mirror / path[1:]).write_bytes(content)
    run(mirror)
    assert price(LINUX) == Decimal("0.11")
    (mirror / PATH[1:]).unlink()
    assert "missing" in refused(mirror).what


def test_an_update_that_changes_nothing_says_so(file: Callable[[bytes], Path]) -> None:
    path = file(offer_csv(GOOD))
    run(path)
    digest = price_table().digest
    report = run(path)
    assert (report.findings.changed, report.findings.new) == (0, 0)
    assert price_table().digest == digest


PLAN_COLUMNS = (
    "SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU,DiscountedServiceCode,"
    "DiscountedUsageType,DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,"
    "ServiceCode,UsageType,Operation,Description,Product Family,DiscountedRegionCode,DiscountedInstanceType"
)


def plan_csv(*rates: tuple[str, str, str, int, str]) -> bytes:
    """A savings plan file in AWS's shape: rate, usage type, payment, years and kind of plan of each row."""
    lines = [
        f"P,P.R,Hrs,2026-11-01T00:00:00Z,{rate},USD,S{number},AmazonEC2,{usage},RunInstances,{payment},{years},year,"
        f"ComputeSavingsPlans,{kind},,text,ComputeSavingsPlans,eu-west-1,M5"
        for number, (rate, usage, payment, years, kind) in enumerate(rates)
    ]
    head = f"FormatVersion,v1.0\nPublication Date,2026-11-01T07:00:00Z\nVersion,{VERSION}\n"
    return "\n".join([f"{head}OfferCode,AWSComputeSavingsPlans", PLAN_COLUMNS, *lines, ""]).encode()


def test_savings_plans_are_found_through_the_index_and_become_rates(server: Server, folder: Path) -> None:
    root = "/savingsPlan/v1.0/aws/AWSComputeSavingsPlan"
    server.files = site({"eu-west-1": offer_csv(GOOD)})
    index = json.loads(server.files["/offers/v1.0/aws/index.json"])
    index["offers"]["AmazonEC2"]["currentSavingsPlanIndexUrl"] = f"{root}/current/region_index.json"
    server.files["/offers/v1.0/aws/index.json"] = json.dumps(index).encode()
    listed = [
        {"regionCode": code, "versionUrl": f"{root}/{VERSION}/{code}/index.json"}
        for code in ("eu-west-1", "x")
    ]
    server.files[f"{root}/current/region_index.json"] = json.dumps({"regions": listed}).encode()
    server.files[f"{root}/{VERSION}/eu-west-1/index.csv"] = plan_csv(
        ("0.0790", "EU-BoxUsage:m5.large", "No Upfront", 1, "ComputeSP:1yrNoUpfront"),
        ("0.0740000000", "EU-BoxUsage:m5.large", "All Upfront", 1, "ComputeSP:1yrAllUpfront"),
        ("0.0510", "EU-BoxUsage:m5.large", "Partial Upfront", 3, "EC2SP:m5.3yrPartialUpfront"),
        ("0.0910", "EU-DedicatedUsage:m5.large", "No Upfront", 1, "ComputeSP:1yrNoUpfront"),
    )
    report = run(server.address)
    instance = "ec2.instance.m5.large.linux"
    assert price(f"{instance}.compute_sp.1yr.no_upfront") == Decimal("0.079")
    assert price(f"{instance}.compute_sp.1yr.all_upfront") == Decimal("0.074")
    assert price(f"{instance}.ec2_instance_sp.3yr.partial_upfront") == Decimal("0.051")
    assert price(LINUX) == Decimal("0.11")
    assert [counts.taken for _, _, counts in report.files] == [3, 3]


def test_what_is_the_same_everywhere_is_read_from_the_one_file_for_all(server: Server, folder: Path) -> None:
    server.files = site({}, "AmazonRoute53")
    rows = [
        Row(
            "0.5000000000",
            unit="HostedZone",
            usage="HostedZone",
            family="DNS Zone",
            region="",
            location="Any",
        )
    ]
    server.files["/offers/v1.0/aws/AmazonRoute53/current/index.csv"] = offer_csv(rows, offer="AmazonRoute53")
    run(server.address, regions=frozenset({"eu-west-1"}))
    rate = price_table().rate("route53.hosted_zone", "global")
    assert rate.effective_date == "2026-11-01"


# files that are not right


def damaged(change: Callable[[bytes], bytes]) -> bytes:
    return change(offer_csv(GOOD))


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 0, "empty"),
        (b"<html>404</html>\n" * 30, 20, "no header line"),
        (damaged(lambda text: text[: text.index(b'"ABCD')]), 0, "no price rows"),
        (damaged(lambda text: text[: text.rindex(b'"Hrs"')]), 8, "cells instead of"),
        (damaged(lambda text: text[: text.rindex(b'Hrs"')]), 8, "ends within this row"),
        (
            damaged(lambda text: text.replace(b'"0.0500000000"', b'"on request"')),
            8,
            "'on request' is no number",
        ),
        (damaged(lambda text: text.replace(b'"0.0500000000"', b'"-0.05"')), 8, "'-0.05' is no number"),
        (damaged(lambda text: text.replace(b'"USD"', b'"CNY"')), 7, "in CNY, not in USD"),
        (damaged(lambda text: text.replace(b'"Inf"', b'"lots"', 1)), 7, "is no range"),
        (
            damaged(lambda text: text.replace(b'"PricePerUnit"', b'"Cost"')),
            6,
            "columns are missing: priceperunit",
        ),
        (damaged(lambda text: text.replace(b"BoxUsage", b"Usage").replace(b"EU-", b"X-")), 0, "none of its"),
        (damaged(lambda text: text.replace(b"2026-11-01T", b"1/11/26 T")), 0, "publication date"),
        (offer_json(GOOD)[:-1500], 0, "cut short"),
        (offer_json(GOOD)[:-2], 0, "ends here"),
        (offer_json(GOOD, indent=False)[:-400], 0, "cut short"),
        (offer_json(GOOD).replace(b'"priceDimensions"', b'"prices"'), 0, "not as AWS writes them"),
        (offer_json([Row("about 0.11")]), 0, "'about 0.11' is no number"),
        (offer_json([Row(currency="CNY")]), 0, "in CNY"),
        (b'{"products": {}, "terms": {}} and more', 1, "no mapping"),
    ],
    ids=lambda value: str(value)[:30] if not isinstance(value, bytes) else "",
)
def test_a_damaged_file_is_refused_with_its_line_and_the_old_prices_stay(
    content: bytes, line: int, said: str, file: Callable[[bytes], Path]
) -> None:
    path = file(content)
    if said == "no mapping":
        assert "none of them" in refused(path).what
        return
    error = refused(path)
    assert said in error.what
    assert error.file == "offer.csv"
    assert not line or error.line == line


def test_a_file_cut_within_a_row_of_an_unwanted_product_is_refused_too(file: Callable[[bytes], Path]) -> None:
    unwanted = [Row(sku="UNWANTED", tenancy="Dedicated", usage="EU-DedicatedUsage:m5.large")] * 2
    text = offer_csv([*GOOD, *unwanted])
    cut = text[: text.rindex(b'"Dedicated"') + len(b'"Dedicated"')]
    assert "cells instead of" in refused(file(cut)).what


def test_a_damaged_json_file_is_refused_with_its_line(file: Callable[[bytes], Path]) -> None:
    text = offer_json(GOOD)
    line = text[: text.index(b'"0.0500000000"')].count(b"\n") + 1
    error = refused(file(text.replace(b'"0.0500000000"', b'"0.05')))
    assert "no JSON" in error.what
    assert 0 <= error.line - line < 25


def test_columns_nobody_knows_are_passed_over(file: Callable[[bytes], Path]) -> None:
    columns = ["New Column", *reversed(COLUMNS), "Another"]
    columns.remove("SKU")
    run(file(offer_csv(GOOD, columns=["SKU", *columns])))
    assert price(LINUX) == Decimal("0.11")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b'"', b""),
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: b"\xef\xbb\xbf" + text + b"\n\n",
        lambda text: b"sep=,\n" + text,
        lambda text: text.replace(b"$0.11 per", b'a ""quote"", ""and"",""comma"" and\nline,'),
        lambda text: text[:-1],
    ],
    ids=[
        "unquoted",
        "windows lines",
        "mark and empty lines",
        "sep line",
        "quotes within",
        "no last line end",
    ],
)
def test_csv_in_other_hands_is_read_too(
    change: Callable[[bytes], bytes], file: Callable[[bytes], Path]
) -> None:
    content = offer_csv(GOOD).replace(b"For information, only.", b"For information.")
    run(file(change(content)))
    assert price(LINUX) == Decimal("0.11")
    assert price("nat_gateway.hour") == Decimal("0.05")
    assert price("ebs.gp3.storage") == Decimal("0.09")


# prices that cannot be right


def test_prices_that_do_not_fit_together_are_told_and_left_out(file: Callable[[bytes], Path]) -> None:
    rows = [
        Row(),
        Row("0.1200000000", sku="SECONDONE"),
        volume("EBS:VolumeUsage.gp2", "0.1100000000", end="100"),
        volume("EBS:VolumeUsage.gp2", "0.1000000000", begin="200"),
        Row("0.03", sku="R", term="Reserved", lease="1yr", payment="Partial Upfront", offering="standard"),
        nat(),
    ]  # fmt: skip
    report = run(file(offer_csv(rows)))
    broken = "\n".join(report.findings.broken)
    assert "two prices from 0: 0.1100000000 and 0.1200000000" in broken
    assert "gap between tiers from 100 to 200" in broken
    assert "fee in advance" in broken
    assert len(report.findings.broken) == 3
    assert price(LINUX) == shipped().rate(LINUX, "eu-west-1").price
    assert price("nat_gateway.hour") == Decimal("0.05")


def test_a_price_far_from_the_old_one_is_told_and_left_out_unless_it_is_wanted(
    file: Callable[[bytes], Path],
) -> None:
    path = file(offer_csv([Row("9.9900000000"), nat()]))
    report = run(path)
    assert len(report.findings.suspicious) == 1
    assert LINUX in report.findings.suspicious[0] and "times the old" in report.findings.suspicious[0]
    assert price(LINUX) == shipped().rate(LINUX, "eu-west-1").price
    run(path, suspicious=True)
    assert price(LINUX) == Decimal("9.99")


def test_a_list_most_of_which_is_far_off_is_refused(file: Callable[[bytes], Path]) -> None:
    sizes = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge".split()
    kinds = [f"m5.{size}" for size in sizes] + [f"r5.{size}" for size in sizes]
    rows = [Row("99", sku=kind, kind=kind, usage=f"EU-BoxUsage:{kind}") for kind in kinds]
    assert "far from those in force" in refused(file(offer_csv(rows))).what


def test_older_prices_do_not_replace_newer_ones_unless_they_are_wanted(file: Callable[[bytes], Path]) -> None:
    path = file(offer_csv(GOOD, published="2019-01-01T00:00:00Z"))
    report = run(path)
    assert report.findings.older == 3 and not report.digest
    assert isinstance(price_table(), PriceTable) and not isinstance(price_table(), UpdatedTable)
    run(path, older=True)
    assert price(LINUX) == Decimal("0.11")


def test_a_unit_nobody_knows_is_told_and_left_out(file: Callable[[bytes], Path]) -> None:
    report = run(file(offer_csv([nat(), volume("EBS:VolumeUsage.gp3", "90", "TB-Mo")])))
    assert report.files[0][2].units == {"TB-Mo for ebs.gp3.storage": 1}
    assert price("ebs.gp3.storage") == shipped().rate("ebs.gp3.storage", "eu-west-1").price


# the way there


def test_a_lost_connection_is_taken_up_where_it_broke_off(served: Server) -> None:
    served.cut[PATH] = [500, 900]
    run(served.address)
    assert price(LINUX) == Decimal("0.11")
    assert served.ranges(PATH) == ["", "bytes=500-", "bytes=900-"]


def test_a_connection_lost_for_good_keeps_the_old_prices_and_what_was_fetched(
    served: Server, folder: Path
) -> None:
    served.cut[PATH] = [300 + 100 * number for number in range(download.ATTEMPTS)]
    error = refused(served.address)
    assert "connection was lost after" in error.what and PATH in error.file
    assert list((folder / "downloads").glob("*.part"))
    served.asked.clear()
    run(served.address)
    assert served.ranges(PATH) == ["bytes=600-"]
    assert price(LINUX) == Decimal("0.11")


def test_a_file_that_changed_meanwhile_is_fetched_anew(served: Server) -> None:
    served.cut[PATH] = [300 + 100 * number for number in range(download.ATTEMPTS)]
    refused(served.address)
    served.files[PATH] = offer_csv([Row("0.1150000000"), nat()])
    run(served.address)
    assert price(LINUX) == Decimal("0.115")


def test_a_file_with_another_digest_than_was_sent_is_refused(served: Server) -> None:
    wrong = base64.b64encode(hashlib.sha256(b"another").digest()).decode()
    served.digests[PATH] = f"sha-256=:{wrong}:"
    assert "SHA-256" in refused(served.address).what
    right = base64.b64encode(hashlib.sha256(served.files[PATH]).digest()).decode()
    served.digests[PATH] = f"sha-256=:{right}:"
    run(served.address)
    assert price(LINUX) == Decimal("0.11")


def test_a_server_without_the_file_is_told_at_once(served: Server) -> None:
    del served.files[PATH]
    error = refused(served.address)
    assert "HTTP 404" in error.what
    assert len(served.ranges(PATH)) == 1


def test_a_server_that_is_busy_is_asked_again(served: Server) -> None:
    served.failing[PATH] = [503, 500]
    run(served.address)
    assert price(LINUX) == Decimal("0.11")


def test_a_server_that_is_not_there_is_told(folder: Path) -> None:
    assert "connection failed" in refused("http://127.0.0.1:9").what


def test_an_index_that_is_none_is_refused(served: Server) -> None:
    served.files["/offers/v1.0/aws/index.json"] = b"<html></html>"
    assert "no index" in refused(served.address).what


def test_an_offer_that_there_is_only_as_json_is_read_from_it(server: Server, folder: Path) -> None:
    server.files = site({"eu-west-1": offer_json(GOOD)})
    run(server.address)
    assert price(LINUX) == Decimal("0.11")


@pytest.mark.parametrize("where", ["downloading", "collecting", "writing", "putting in force"])
def test_a_full_disk_keeps_the_old_prices(
    where: str, served: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    run(served.address)
    target, name = {
        "downloading": (download._Part, "forget"),
        "collecting": (updating, "read_csv"),
        "writing": (writing.TableWriter, "_write"),
        "putting in force": (updating, "put_in_force"),
    }[where]
    monkeypatch.setattr(target, name, full)
    served.files = site({"eu-west-1": offer_csv([Row("0.1200000000")])})
    error = refused(served.address)
    assert "disk is full" in error.what and "room" in error.remedy
    assert price(LINUX) == Decimal("0.11")


def test_only_one_update_runs_at_a_time(served: Server, folder: Path) -> None:
    folder.mkdir()
    with only_one(folder):
        assert "another update" in refused(served.address).what
    run(served.address)
    assert price(LINUX) == Decimal("0.11")


@pytest.mark.parametrize("doing", ["listing", "fetching", "reading", "checking"])
def test_an_update_can_be_cancelled_at_any_step(doing: str, served: Server, folder: Path) -> None:
    steps: list[str] = []
    with pytest.raises(UpdateCancelled):
        update(
            served.address,
            progress=lambda step: steps.append(step.doing),
            cancelled=lambda: doing in steps,
        )
    assert steps[-1] == doing
    assert price_table().digest == shipped().digest
    assert installed(folder).table is None
    assert not list(folder.glob(".update-*"))


def test_progress_tells_the_file_and_how_much_of_it(served: Server) -> None:
    steps = []
    update(served.address, progress=steps.append)
    reading = [step for step in steps if step.doing == "reading"]
    assert reading[-1].done == reading[-1].total == len(served.files[PATH])
    assert (reading[-1].file, reading[-1].number, reading[-1].files) == ("AmazonEC2 eu-west-1", 1, 1)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"services": frozenset({"teleport"})}, "cannot update the prices of this service"),
        ({"regions": frozenset({"mars-1"})}, "no Region"),
    ],
)
def test_names_nobody_knows_are_refused(wanted: dict[str, object], said: str, served: Server) -> None:
    assert said in refused(served.address, **wanted).what


def test_a_place_that_is_not_there_or_empty_is_refused(tmp_path: Path, folder: Path) -> None:
    assert "no such folder" in refused(tmp_path / "nowhere").what
    (tmp_path / "empty").mkdir()
    assert "holds no price files" in refused(tmp_path / "empty").what


# what is installed


def test_damaged_updates_are_not_used_and_the_shipped_prices_are(served: Server, folder: Path) -> None:
    run(served.address)
    table = installed().table
    assert table is not None
    file = table / "prices" / "eu-west-1.tsv"
    file.write_bytes(file.read_bytes().replace(b"0.11", b"0.01"))
    price_table.cache_clear()
    assert price(LINUX) == shipped().rate(LINUX, "eu-west-1").price
    assert "eu-west-1.tsv is not as it was written" in installed().problem
    (folder / "current.json").write_text("{", encoding="utf-8")
    price_table.cache_clear()
    assert price_table().digest == shipped().digest
    assert "cannot be read" in installed().problem
    run(served.address)
    assert price(LINUX) == Decimal("0.11")


def test_a_later_shipped_price_holds_before_an_older_update(served: Server, folder: Path) -> None:
    run(served.address)
    table = installed().table
    assert table is not None
    facts = json.loads((table / "provenance.json").read_text(encoding="utf-8"))
    (table / "provenance.json").write_text(json.dumps({**facts, "made_beside": "another"}), encoding="utf-8")
    price_table.cache_clear()
    assert price(LINUX) == Decimal("0.11")
    sources = table / "sources.tsv"
    sources.write_bytes(sources.read_bytes().replace(b"2026-11-01", b"2001-11-01"))
    updates = PriceTable(table)
    facts["files"]["sources.tsv"] = hashlib.sha256(sources.read_bytes()).hexdigest()
    (table / "provenance.json").write_text(json.dumps({**facts, "made_beside": "another"}), encoding="utf-8")
    both = UpdatedTable(shipped(), updates)
    assert both.rate(LINUX, "eu-west-1") == shipped().rate(LINUX, "eu-west-1")


def test_the_pointer_is_swapped_whole(folder: Path, served: Server) -> None:
    run(served.address)
    table = installed().table
    assert table is not None
    put_in_force(table.name, folder)
    assert installed().table == table
