"""Many people's ways of drawing sound architectures: none of them raises an error, in any style."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from projects.checking import check
from projects.drawing_format import read_drawing
from tests.projects.rules.drawn_text import drawings, drawn
from tests.projects.rules.reference_architectures import Drawing
from tests.projects.rules.styles import backwards, flat, in_an_account

SOUND = {drawing["title"]: drawing for drawing in drawings()}


def errors(drawing: Drawing) -> list[str]:
    read = read_drawing(drawing)
    assert not read.problems
    return [f"{one.rule}: {one.message}" for one in check(read.document) if one.severity == "error"]


def test_there_are_many_drawings_each_with_a_title_of_its_own() -> None:
    assert len(SOUND) == len([*drawings()]) > 80


@pytest.mark.parametrize("title", SOUND)
def test_a_sound_drawing_raises_no_error(title: str) -> None:
    assert not errors(SOUND[title])


@pytest.mark.parametrize("style", [flat, in_an_account, backwards])
@pytest.mark.parametrize("title", SOUND)
def test_a_sound_drawing_raises_no_error_in_another_style(
    title: str, style: Callable[[Drawing], Drawing]
) -> None:
    assert not errors(style(copy.deepcopy(SOUND[title])))


def warnings(drawing: Drawing) -> set[str]:
    return {one.rule for one in check(read_drawing(drawing).document) if one.severity == "warning"}


FRAME = """
aws_cloud aws
 region r code=eu-west-1
  s3 bucket
  backup plan
  vpc v cidr=10.0.0.0/16
   igw igw
   subnet pub cidr=10.0.0.0/24 az=eu-west-1a public=true
   subnet prv cidr=10.0.1.0/24 az=eu-west-1a public=false
    ec2 app
    ebs disk
"""


def reported(text: str) -> set[str]:
    return {line.partition(":")[0] for line in errors(drawn("Small", FRAME + text))}


@pytest.mark.parametrize("service", ["com.amazonaws.eu-west-1.s3", "S3", "s3express"])
def test_a_gateway_endpoint_may_be_called_by_its_full_name(service: str) -> None:
    calls = "app > bucket\n"
    assert reported(calls) == {"RTE012"}
    assert not reported(f"   vpce_gateway ep service={service}\n{calls}")
    assert "RTE014" in reported("   vpce_gateway ep service=com.amazonaws.eu-west-1.sqs\n")


def test_a_nat_gateway_that_lists_its_subnet_stands_in_it() -> None:
    read = read_drawing(drawn("Small", FRAME + "   nat_gateway nat subnets=[pub]\n   ec2 web subnet=pub\n"))
    assert read.document.node("nat").parent == read.document.node("web").parent == "pub"
    assert not read.ignored
    assert reported("   nat_gateway nat\n") == {"STR004"}


def test_backups_and_snapshots_are_no_calls_of_a_volume() -> None:
    assert not reported("plan > disk\ndisk > bucket\n")
    assert reported("user u\nu > disk\n") == {"CON004"}


def test_rules_of_a_group_name_ports_and_addresses_in_either_way() -> None:
    rules = '[{"dir":"in","range":"8192-8200","cidr":"10.0.0.0/8"},{"dir":"in","port":22,"source":"g"}]'
    read = read_drawing(drawn("Small", f"{FRAME}   security_group g members=[app] rules={rules}\n"))
    assert read.document.node("g").service.inbound == "tcp 8192-8200 10.0.0.0/8\ntcp 22 g"


def test_a_balancer_of_connections_leads_to_a_file_transfer_endpoint() -> None:
    nlb = "   elb_nlb nlb scheme=internal subnets=[prv]\n   transfer_family sftp subnets=[prv]\n"
    assert not reported(nlb + "nlb > sftp :target\n")
    assert reported(nlb + "nlb > bucket :target\n") == {"ELB007"}


def test_where_no_subnet_is_labelled_the_routes_tell_which_are_public() -> None:
    routed = "prv > igw :route\n"
    assert "RTE018" in warnings(drawn("Small", FRAME + routed))
    assert "RTE018" in warnings(drawn("Small", FRAME.replace("public=true", "public=false") + routed))
    unlabelled = FRAME.replace("public=true", "").replace("public=false", "")
    assert "RTE018" not in warnings(drawn("Small", unlabelled + routed))


def test_a_single_bastion_is_no_tier_that_needs_a_second_instance() -> None:
    people = "user admin\nadmin > app port={}\n"
    assert "EC2002" in warnings(drawn("Small", FRAME + people.format(443)))
    assert "EC2002" not in warnings(drawn("Small", FRAME + people.format(22)))


@pytest.mark.parametrize("zone", ["Zone_~B", "AZ_~2", "use1-az2", "Availability_~Zone_~B"])
def test_a_free_label_of_a_zone_is_one_zone_whatever_words_it_has(zone: str) -> None:
    group = f"   asg g members=[app] azs=[{zone},us-east-1b]\n"
    assert not reported(f"   subnet other cidr=10.0.2.0/24 az={zone}\n{group}")
    assert reported("   subnet two cidr=10.0.2.0/24 az=eu-west-1a,eu-west-1b\n") == {"STR012"}
    assert reported("   asg g members=[app] azs=[eu-west-1b,eu-west-1c]\n") == {"ASG007"}


def test_zones_of_a_group_may_be_named_by_their_boxes() -> None:
    zones = "   az A name=eu-west-1a\n   az B name=eu-west-1b\n"
    assert not reported(zones + "   asg g members=[app] azs=[A,B]\n")
    assert reported(zones + "   asg g members=[app] azs=[B]\n") == {"ASG007"}


def test_a_one_zone_file_system_is_mounted_in_its_zone_however_that_is_named() -> None:
    system = "  efs files one_zone={}\n    efs_mount_target mount subnet=prv\nfiles > mount :attach\n"
    assert not reported(system.format("euw1-az1"))
    assert reported(system.format("eu-west-1b")) == {"EFS003"}


def test_what_is_not_said_may_be_what_makes_it_right() -> None:
    assert not reported("    ec2 other\n    ebs both multi_attach=true\nboth > app,other :attach\n")
    assert reported("    ec2 other\n    ebs both type=gp3\nboth > app,other :attach\n") == {"EBS002"}
    assert not reported("    rds db storage_gib=262144\n")
    assert reported("    rds db storage_gib=262144 engine=mysql\n") == {"RDS008"}
    assert not reported("  vpc w secondary_cidrs=[10.9.0.0/16]\n   subnet s cidr=10.8.0.0/24\n")
    more = "  vpc w cidr=10.7.0.0/16 secondary_cidrs=[10.9.0.0/16]\n   subnet s cidr=10.8.0.0/24\n"
    assert reported(more) == {"VPC007"}


def test_a_balancer_of_a_local_zone_has_no_second_zone_to_use() -> None:
    frame = "   {} z name={}\n    subnet s cidr=10.0.9.0/24\n     ec2 far\n"
    balancer = "   elb_nlb lb scheme=internal subnets=[s]\nlb > far :target\n"
    assert "ELB013" in warnings(drawn("Small", FRAME + frame.format("az", "eu-west-1c") + balancer))
    local = frame.format("local_zone", "eu-west-1-lon-1a")
    assert "ELB013" not in warnings(drawn("Small", FRAME + local + balancer))


def test_a_primary_that_writes_to_its_standby_is_no_client() -> None:
    pair = (
        "    rds one role=primary\n   subnet far cidr=10.0.8.0/24 az=eu-west-1b\n    rds two role=standby\n"
    )
    assert not reported(pair + "one > two\n")
    assert reported(pair + "app > two\n") == {"RDS012"}


def test_databases_of_two_vpcs_replicate_without_peering_whatever_the_arrow() -> None:
    other = "  vpc w cidr=10.9.0.0/16\n   subnet s cidr=10.9.0.0/24 az=eu-west-1b\n    aurora copy\n"
    assert not reported("    aurora first\n" + other + "first > copy\n")
    assert reported(other + "app > copy\n") == {"HYB008"}


def test_a_private_zone_is_associated_with_a_vpc_by_any_line_between_them() -> None:
    zone = "  route53 names zone=private\n"
    assert not reported(zone + "names > v\n")
    assert reported(zone + "names > bucket\n") == {"R53003"}


def test_a_placement_group_may_be_told_by_its_strategy_alone() -> None:
    assert not reported(
        "    ec2 seven placement_group=spread count=7\n    ec2 more placement_group=spread count=7\n"
    )
    assert reported("    ec2 eight placement_group=spread count=8\n") == {"EC2006"}
    apart = "   subnet far cidr=10.0.8.0/24 az=eu-west-1b\n    ec2 {} placement_group={}\n"
    assert not reported("    ec2 here placement_group=cluster\n" + apart.format("there", "cluster"))


@pytest.mark.parametrize("tunnel", ["cgw > vgw :vpn", "cgw > vpn :vpn\nvpn > vgw :attach"])
def test_an_appliance_that_ends_the_vpn_of_another_vpc_joins_the_two(tunnel: str) -> None:
    far = "  vpc w cidr=10.9.0.0/16\n   vgw vgw\n   subnet s cidr=10.9.0.0/24 az=eu-west-1b\n    ec2 far\n"
    text = "    ec2 strongswan\n  customer_gateway cgw\n  vpn_connection vpn\n" + far
    calls = f"{tunnel}\napp > far\n"
    assert not reported(text + "cgw > strongswan :associate\n" + calls)
    assert reported(text + calls) == {"HYB008"}


def test_people_call_the_public_api_of_a_cluster_in_private_subnets() -> None:
    calls = "user admin\nadmin > cluster\n"
    assert not reported("    eks cluster\n" + calls)
    assert not reported("    eks cluster endpoint=public\n" + calls)
    assert reported("    eks cluster endpoint=private\n" + calls) == {"RTE010"}
