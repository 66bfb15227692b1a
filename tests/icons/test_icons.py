"""Every icon name gives a picture that can be drawn, from where it says, on the terms it says."""

from __future__ import annotations

import csv
import io
import json
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image

import icons
from icons import diagrams_artwork

ALL = icons.names()

ASKED_FOR = """
ec2_instance lambda_function elastic_beanstalk application_load_balancer network_load_balancer
classic_load_balancer gateway_load_balancer nat_gateway internet_gateway virtual_private_gateway
customer_gateway site_to_site_vpn direct_connect gateway_endpoint interface_endpoint elastic_ip ebs_volume
auto_scaling_group route53 cloudfront api_gateway s3_bucket s3_glacier efs_file_system rds_instance
aurora_cluster dynamodb_table elasticache_cluster redshift_cluster sqs_queue sns_topic cloudwatch kms_key
acm_certificate waf_web_acl iam users user client mobile_client internet corporate_data_center server
on_premises_server third_party_service aws_cloud account region availability_zone vpc public_subnet
private_subnet security_group generic_group on_premises unknown_service generic
""".split()


@pytest.mark.parametrize("name", ASKED_FOR)
def test_the_first_catalogue_has_its_icons(name):
    assert icons.icon(name).data()


@pytest.mark.parametrize("name", ALL)
def test_every_icon_is_a_whole_square_picture(name):
    found = icons.icon(name)
    data = found.data()
    if found.format == "png":
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", data[16:24])
    else:
        root = ET.fromstring(data)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        width, height = map(float, root.attrib["viewBox"].split()[2:])
    assert width == height


@pytest.mark.parametrize("name", ALL)
def test_every_icon_says_where_it_comes_from_and_on_what_terms(name):
    found = icons.icon(name)
    assert found.source and found.licence
    assert found.ours == (found.path.parent.name == "artwork")


def test_no_icon_of_aws_is_shipped_with_the_product():
    shipped = Path(str(files("icons"))).rglob("*")
    assert {path.suffix for path in shipped if path.is_file()} <= {".py", ".csv", ".svg", ".pyc"}


def test_every_class_of_the_table_is_in_the_installed_diagrams_package():
    fallen_back = [n for n in ALL if icons.icon(n).path.name == "generic.svg" and n != "generic"]
    assert fallen_back == []


def test_pictures_of_aws_are_sharp_at_64_points_on_a_dense_screen():
    for name in ALL:
        found = icons.icon(name)
        if found.format == "png":
            assert Image.open(io.BytesIO(found.data())).width >= 2 * 64, name


def test_white_glyphs_have_a_ground_to_be_seen_on():
    for name in ALL:
        found = icons.icon(name)
        assert bool(found.background) == (found.kind == "container"), name


def test_our_line_drawings_can_be_drawn_light_on_dark_and_aws_s_never_change():
    assert b"#E6EBF0" in icons.icon("users").data(ink="#E6EBF0")
    assert b"#232F3E" not in icons.icon("users").data(ink="#E6EBF0")
    assert icons.icon("ec2_instance").data(ink="#E6EBF0") == icons.icon("ec2_instance").data()


def test_two_names_of_one_icon_give_the_same_picture():
    assert icons.icon("elastic_ip_address") == icons.icon("elastic_ip")
    assert icons.icon("sqs").name == "sqs_queue"


def test_an_unknown_name_is_refused_with_the_nearest_ones():
    with pytest.raises(icons.IconNotFound, match="nat_gateway"):
        icons.icon("nat_gatway")


def test_every_service_of_the_shared_list_has_an_icon(shared_folder):
    with (shared_folder / "icons" / "diagrams_classes.csv").open(encoding="utf-8") as rows:
        ids = [row["service_id"] for row in csv.DictReader(rows)]
    assert len(ids) > 100
    for service_id in ids:
        assert icons.icon(service_id).data()


# The memory of where the pictures are


@pytest.fixture
def forgetful():
    """As in a new process: nothing is remembered but what is on disk."""
    diagrams_artwork.paths.cache_clear()
    yield
    diagrams_artwork.paths.cache_clear()


def _cached(own_folders: Path) -> list[Path]:
    return list(own_folders.rglob("icons-*.json"))


def test_a_second_start_does_not_import_diagrams(own_folders, forgetful):
    icons.icon("nat_gateway")
    code = "import sys, icons; icons.icon('nat_gateway').data(); print('diagrams' in sys.modules)"
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert again.stdout.strip() == "False"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"network.NATGateway": 3}', '{"network.NATGateway": "gone.png"}']
)
def test_a_damaged_cache_is_made_anew(own_folders, forgetful, content):
    icons.icon("nat_gateway")
    (cache,) = _cached(own_folders)
    cache.write_text(content, encoding="utf-8")
    diagrams_artwork.paths.cache_clear()
    assert icons.icon("nat_gateway").format == "png"
    assert json.loads(cache.read_text(encoding="utf-8"))["network.NATGateway"].endswith(".png")


def test_a_cache_folder_that_cannot_be_written_does_no_harm(own_folders, forgetful):
    (own_folders / "cache").rmdir()
    (own_folders / "cache").write_text("a file where a folder should be", encoding="utf-8")
    assert icons.icon("nat_gateway").format == "png"


def test_without_the_diagrams_package_icons_are_plain_tiles(monkeypatch, forgetful):
    monkeypatch.setattr(diagrams_artwork, "find_spec", lambda name: None)
    plain = icons.icon("nat_gateway")
    assert (plain.name, plain.path.name, plain.format) == ("nat_gateway", "generic.svg", "svg")
