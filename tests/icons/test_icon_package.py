"""AWS's icon package as people have it: zip or folder, any release, matched by name and never wrongly."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

import icons
from icons.catalogue import entries
from icons.package.matching import Matcher
from icons.package.names import file_of
from icons.package.reading import IconPackage

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
REAL = Path(__file__).parents[2] / ".." / "shared" / "icons" / "diagrams_classes.csv"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield
    icons.use_package(None)


def package(folder: Path, *names: str, text: str = SQUARE) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG if name.endswith(".png") else text.encode())
    return folder


def zipped(path: Path, *names: str, text: str = SQUARE) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, PNG if name.endswith(".png") else text)
    return path


def matched(*names: str, choices: dict[str, str] | None = None) -> dict[str, str]:
    files = [file for name in names if (file := file_of(name)) is not None]
    return {icon: match.file.path for icon, match in Matcher(files).matches(choices).items()}


SERVICES = "Architecture-Service-Icons_07312025/Arch_Compute/64/"


def test_a_folder_gives_its_pictures_to_what_it_has_and_leaves_the_rest(tmp_path):
    folder = package(
        tmp_path / "aws",
        f"{SERVICES}Arch_AWS-Lambda_64.svg",
        "Resource-Icons_07312025/Res_Networking/Res_Amazon-VPC_NAT-Gateway_48.svg",
        "Architecture-Group-Icons_07312025/Virtual-private-cloud-VPC_32.svg",
        "notes.txt",
    )
    report = icons.use_package(folder)
    assert set(report.taken) == {"lambda_function", "nat_gateway", "vpc"}
    assert icons.icon("lambda_function").path.name == "Arch_AWS-Lambda_64.svg"
    assert icons.icon("nat_gateway").format == "svg"
    assert icons.icon("vpc").background == "" and icons.icon("vpc").packaged
    assert icons.icon("route53").format == "png" and not icons.icon("route53").packaged


def test_the_zip_file_gives_the_same_as_its_folder(tmp_path):
    names = (
        f"{SERVICES}Arch_AWS-Lambda_64.svg",
        "Res_Compute/Res_48_Light/Res_Amazon-EC2_Instance_48_Light.svg",
    )
    from_zip = icons.use_package(zipped(tmp_path / "aws.zip", *names))
    from_folder = icons.use_package(package(tmp_path / "aws", *names))
    assert [(t.icon, t.file) for t in from_zip.taken.values()] == [
        (t.icon, t.file) for t in from_folder.taken.values()
    ]


def test_nothing_goes_back_to_the_installed_pictures(tmp_path):
    icons.use_package(package(tmp_path / "aws", "Arch_AWS-Lambda_64.svg"))
    icons.use_package(None)
    assert icons.icon("lambda_function").format == "png"


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (("Arch_Amazon-DynamoDB_16.svg", "Arch_Amazon-DynamoDB_64.svg", "Arch_Amazon-DynamoDB_32.svg"), 1),
        (("Arch_Amazon-DynamoDB_64.png", "Arch_Amazon-DynamoDB_48.svg"), 1),
        (("Arch_Amazon-DynamoDB_64@5x.png", "Arch_Amazon-DynamoDB_64.png"), 1),
        (("a_02072025/Arch_Amazon-DynamoDB_64.svg", "b_07312024/Arch_Amazon-DynamoDB_64.svg"), 0),
        (("a_07312024/Arch_Amazon-DynamoDB_64.svg", "b_02072025/Arch_Amazon-DynamoDB_64.svg"), 1),
        (("__MACOSX/._Arch_Amazon-DynamoDB_64.svg", "x/Arch_Amazon-DynamoDB_64.svg"), 1),
    ],
)
def test_the_newest_vector_of_the_usual_size_is_taken(names, best):
    assert matched(*names)["dynamodb_table"] == names[best]


def test_the_dark_drawing_is_taken_on_dark_ground_only(tmp_path):
    folder = package(tmp_path / "aws", "Res_48_Light/Res_Amazon-EC2_Instance_48_Light.svg")
    dark = SQUARE.replace("<rect", '<rect fill="#FFFFFF"')
    package(folder, "Res_48_Dark/Res_Amazon-EC2_Instance_48_Dark.svg", text=dark)
    icons.use_package(folder)
    found = icons.icon("ec2_instance")
    assert found.path.name == "Res_Amazon-EC2_Instance_48_Light.svg"
    assert b"#FFFFFF" not in found.data()
    assert b"#FFFFFF" in found.data("#E6EBF0")


@pytest.mark.parametrize(
    ("name", "icon"),
    [
        ("Arch_Amazon-Kinesis-Firehose_64.svg", "data_firehose_stream"),
        ("Arch_Amazon-SageMaker_64.svg", "sagemaker_endpoint"),
        ("Arch_Amazon-MemoryDB-for-Redis_64.svg", "memorydb_cluster"),
        ("Arch_Amazon-Elastic-File-System_64.svg", "efs_file_system"),
        ("Arch_AWS-Identity-and-Access-Management_IAM_64.svg", "iam"),
        ("Arch_AWS-Identity-Access-Management_64.svg", "iam"),
        ("Arch_Amazon-Simple-Storage-Service-S3_64.svg", "amazon_s3"),
        ("Arch_AWS-Athena_64.svg", "athena"),
        ("Arch_Step-Functions_64.svg", "step_functions_state_machine"),
        ("Arch_AWS-Outposts_64.svg", "outposts_rack"),
        ("Arch_AWS-Transfer_64.svg", "transfer_family_server"),
        ("Virtual-private-cloud_32.svg", "vpc"),
        ("AWS-Cloud-logo_32.svg", "aws_cloud"),
    ],
)
def test_a_name_that_aws_spelled_otherwise_is_still_known(name, icon):
    assert matched(name)[icon] == name


@pytest.mark.parametrize(
    "names",
    [
        ("Res_Amazon-EC2_C5-Instance_48.svg",),
        ("Arch_Amazon-EC2-Image-Builder_64.svg",),
        ("Res_AWS-Lambda_Lambda-Function_48.svg",),
        ("Arch-Category_Compute_64.svg",),
        ("Res_Amazon-VPC_Virtual-private-cloud-VPC_48.svg",),
        ("AWS-Athena.svg", "Athena_Amazon.svg"),
        ("Arch_AWS-Budget_64.svg",),
    ],
)
def test_a_name_that_might_mean_something_else_is_left_alone(names):
    assert matched(*names) == {}


def test_of_two_close_names_neither_is_taken():
    assert "athena" not in matched("Arch_AWS-Athena_64.svg", "Arch_Athena-Family_64.svg")


def test_user_and_users_are_not_taken_for_each_other():
    assert matched("Res_Users_48_Light.svg") == {"users": "Res_Users_48_Light.svg"}


def test_what_a_person_picks_comes_first_and_only_if_it_is_there(tmp_path):
    folder = package(tmp_path / "aws", "Arch_AWS-Lambda_64.svg", "Arch_Amazon-EC2-Image-Builder_64.svg")
    choices = {"lambda_function": "Arch_Amazon-EC2-Image-Builder_64.svg", "athena": "gone.svg"}
    report = icons.use_package(folder, choices)
    assert report.taken["lambda_function"].how == "hand"
    assert set(report.taken) == {"lambda_function"}


def test_what_did_not_match_is_listed_with_its_likeliest_pictures(tmp_path):
    folder = package(tmp_path / "aws", "Arch_AWS-Lambda_64.svg", "Arch_Amazon-Athena-Next_64.svg")
    report = icons.use_package(folder)
    assert "athena" in report.missing and "lambda_function" not in report.missing
    # AWS has no picture for these, in any release.
    assert "availability_zone" not in report.missing
    with IconPackage(folder) as opened:
        assert Matcher(opened.files).candidates("athena")[0].name == "Amazon-Athena-Next"


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/icons")
def test_every_real_name_of_the_package_is_matched_to_its_own_service():
    with REAL.open(encoding="utf-8") as file:
        assets = {row["aws_icons_npm_asset"] for row in csv.DictReader(file)} - {""}
    places = {
        "architecture-service": "Arch_{}_64.svg",
        "resource": "Res_{}_48.svg",
        "architecture-group": "{}_32.svg",
    }
    names = [places[asset.split("/")[0]].format(asset.split("/")[1].removesuffix(".svg")) for asset in assets]
    found = matched(*names)
    wanted = {
        name for name, entry in entries().items() if entry.aws_name in {a.split("/")[1][:-4] for a in assets}
    }
    assert wanted <= set(found)
    for icon in wanted:
        assert found[icon].split("_")[-2] == entries()[icon].aws_name


def test_a_package_is_not_read_again_until_it_changes(tmp_path, monkeypatch):
    path = zipped(tmp_path / "aws.zip", "Arch_AWS-Lambda_64.svg")
    first = icons.use_package(path)
    monkeypatch.setattr("icons.package.installed.IconPackage", None)
    assert icons.use_package(path).taken == first.taken
    with pytest.raises(TypeError):
        icons.use_package(zipped(path, "Arch_AWS-Lambda_64.svg", "Arch_Amazon-Athena_64.svg"))


def test_a_copy_that_vanishes_gives_way_to_the_installed_picture(tmp_path):
    icons.use_package(package(tmp_path / "aws", "Arch_AWS-Lambda_64.svg"))
    icons.icon("lambda_function").path.unlink()
    assert icons.icon("lambda_function").format == "png"


# what is wrong with a package


@pytest.mark.parametrize("make", [True, False])
def test_a_folder_without_icons_is_refused_and_the_old_choice_stays(tmp_path, make):
    icons.use_package(package(tmp_path / "good", "Arch_AWS-Lambda_64.svg"))
    other = tmp_path / "other"
    if make:
        other.mkdir()
    with pytest.raises(icons.IconPackageError, match="other"):
        icons.use_package(other)
    assert icons.icon("lambda_function").format == "svg"


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    path = tmp_path / "aws.zip"
    path.write_bytes(b"not a zip")
    with pytest.raises(icons.IconPackageError, match="no zip file"):
        icons.use_package(path)


def test_a_damaged_zip_is_refused(tmp_path):
    path = zipped(tmp_path / "aws.zip", "Arch_AWS-Lambda_64.svg", text=SQUARE * 50)
    data = bytearray(path.read_bytes())
    data[40:80] = bytes(40)
    path.write_bytes(bytes(data))
    with pytest.raises(icons.IconPackageError, match="damaged"):
        icons.use_package(path)


def test_a_locked_zip_is_refused_with_a_way_out(tmp_path):
    path = zipped(tmp_path / "aws.zip", "Arch_AWS-Lambda_64.svg")
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02") + 8
    path.write_bytes(data[:at] + bytes([data[at] | 1]) + data[at + 1 :])
    with pytest.raises(icons.IconPackageError, match="password"):
        icons.use_package(path)


def test_a_member_that_swells_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "aws.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Arch_AWS-Lambda_64.svg", b" " * 50_000_000)
        archive.writestr("Arch_Amazon-Athena_64.svg", SQUARE)
    report = icons.use_package(path)
    assert "larger than" in report.refused["lambda_function"]
    assert set(report.taken) == {"athena"}


def test_no_path_in_an_archive_leads_out_of_the_cache_folder(tmp_path):
    path = zipped(
        tmp_path / "aws.zip", "../../../Arch_AWS-Lambda_64.svg", "..\\..\\Arch_Amazon-Athena_64.svg"
    )
    report = icons.use_package(path)
    cache = (tmp_path / "cache").resolve()
    assert report.taken
    assert all(cache in one.path.resolve().parents for one in report.taken.values())


def test_vector_pictures_lose_their_scripts_before_they_are_kept(tmp_path):
    text = SQUARE.replace("<rect", '<script>alert(1)</script><rect onload="x()"')
    icons.use_package(zipped(tmp_path / "aws.zip", "Arch_AWS-Lambda_64.svg", text=text))
    data = icons.icon("lambda_function").data()
    assert b"script" not in data and b"onload" not in data and b"rect" in data
