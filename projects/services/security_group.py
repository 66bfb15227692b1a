"""VPC security group."""

from projects.properties import Nodes, Text
from projects.service import Service


class SecurityGroup(Service):
    """A stateful firewall around network interfaces; allow rules only, members in any subnet of the VPC."""

    name = "security_group"
    label = "Security group"
    official = "VPC security group"
    billed_as = "Amazon VPC"
    summary = "A firewall around the network interfaces of its members: what is not allowed does not pass."
    category = "Containers and groups"
    synonyms = ("sg", "firewall", "ports")
    cloudformation = "AWS::EC2::SecurityGroup"
    icon = "security_group"
    shape = "overlay"
    scope = "vpc"
    inside = ("vpc", "availability_zone", "subnet")
    members = (
        "ec2_instance",
        "auto_scaling_group",
        "application_load_balancer",
        "network_load_balancer",
        "classic_load_balancer",
        "rds_instance",
        "aurora_cluster",
        "elasticache_cluster",
        "redshift_cluster",
        "documentdb",
        "neptune",
        "memorydb",
        "dax",
        "rds_proxy",
        "dms",
        "timestream",
        "lambda_function",
        "efs_file_system",
        "interface_endpoint",
        "elastic_beanstalk",
        "elastic_network_interface",
        "client_vpn",
    )
    size = (240, 160)
    needs_no_price = "Security groups are not billed."

    inbound: str | None = Text(
        "Inbound rules",
        help="One rule per line: protocol, port, source. For example: tcp 443 0.0.0.0/0 or tcp 5432 sg:web.",
    )
    outbound: str | None = Text(
        "Outbound rules", help="One rule per line: protocol, port, destination. Empty: everything may go out."
    )
    description: str | None = Text("Description")
    associated_vpcs: tuple[str, ...] = Nodes(
        "Also in VPCs", ("vpc",), help="Other VPCs of the Region whose interfaces may use the group."
    )
