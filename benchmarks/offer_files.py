"""Writes EC2 offer files of AWS's own shape and of any size, CSV and JSON, with figures made up by a formula.

``python -m benchmarks.offer_files FOLDER`` writes the pair that benchmarks/offers.py measures.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple, TextIO

CSV_FILE, JSON_FILE = "AmazonEC2.csv", "AmazonEC2.json"
CSV_BYTES, JSON_BYTES = 300 * 10**6, 365 * 10**6

_DISCLAIMER = (
    "This pricing list is for informational purposes only. All prices are subject to the additional terms"
    " included in the pricing pages on http://aws.amazon.com. All Free Tier prices are also subject to "
    "the terms included at https://aws.amazon.com/free/"
)
_JOIN = ",\n"
_VERSION, _PUBLISHED = "20261101070000", "2026-11-01T07:00:00Z"
_HEAD = (
    "SKU,OfferTermCode,RateCode,TermType,PriceDescription,EffectiveDate,StartingRange,EndingRange,Unit,PricePerUnit,Currency,RelatedTo,LeaseContractLength,PurchaseOption,OfferingClass,Product"
    " Family,serviceCode,Location,Location Type,Instance Type,Current Generation,Instance "
    "Family,vCPU,Physical Processor,Clock Speed,Memory,Storage,Network Performance,Processor "
    "Architecture,Storage Media,Volume Type,Max Volume Size,Max IOPS/volume,Max IOPS Burst "
    "Performance,Max throughput/volume,Provisioned,Tenancy,EBS Optimized,Operating System,License "
    "Model,Group,Group Description,Transfer Type,From Location,From Location Type,To Location,To Location"
    " Type,usageType,operation,AvailabilityZone,CapacityStatus,ClassicNetworkingSupport,Dedicated EBS "
    "Throughput,ECU,Elastic Graphics Type,Enhanced Networking Supported,From Region Code,GPU,GPU "
    "Memory,Instance,Instance Capacity - 10xlarge,Instance Capacity - 12xlarge,Instance Capacity - "
    "16xlarge,Instance Capacity - 18xlarge,Instance Capacity - 24xlarge,Instance Capacity - "
    "2xlarge,Instance Capacity - 32xlarge,Instance Capacity - 4xlarge,Instance Capacity - "
    "8xlarge,Instance Capacity - 9xlarge,Instance Capacity - large,Instance Capacity - medium,Instance "
    "Capacity - metal,Instance Capacity - xlarge,instanceSKU,Intel AVX2 Available,Intel AVX "
    "Available,Intel Turbo Available,MarketOption,Normalization Size Factor,Physical Cores,Pre Installed "
    "S/W,Processor Features,Product Type,Region Code,Resource Type,serviceName,SnapshotArchiveFeeType,To "
    "Region Code,Volume API Name,VPCNetworkingSupport"
).split(",")
_JSON_NAMES = {
    "Instance Type": "instanceType",
    "Location Type": "locationType",
    "Current Generation": "currentGeneration",
    "Instance Family": "instanceFamily",
    "Physical Processor": "physicalProcessor",
    "Clock Speed": "clockSpeed",
    "Network Performance": "networkPerformance",
    "Processor Architecture": "processorArchitecture",
    "Operating System": "operatingSystem",
    "License Model": "licenseModel",
    "CapacityStatus": "capacitystatus",
    "usageType": "usagetype",
    "serviceCode": "servicecode",
    "serviceName": "servicename",
    "Pre Installed S/W": "preInstalledSw",
    "Region Code": "regionCode",
    "Normalization Size Factor": "normalizationSizeFactor",
    "Dedicated EBS Throughput": "dedicatedEbsThroughput",
    "Enhanced Networking Supported": "enhancedNetworkingSupported",
    "Intel AVX Available": "intelAvxAvailable",
    "Intel AVX2 Available": "intelAvx2Available",
    "Intel Turbo Available": "intelTurboAvailable",
    "Processor Features": "processorFeatures",
    "VPCNetworkingSupport": "vpcnetworkingsupport",
    "ClassicNetworkingSupport": "classicnetworkingsupport",
    "MarketOption": "marketoption",
}

_SYSTEMS = (
    # operating system, software that comes with it, licence, operation, share of the price
    ("Linux", "NA", "No License required", "RunInstances", 100),
    ("Windows", "NA", "No License required", "RunInstances:0002", 180),
    ("Windows", "NA", "Bring your own license", "RunInstances:0800", 100),
    ("RHEL", "NA", "No License required", "RunInstances:0010", 130),
    ("SUSE", "NA", "No License required", "RunInstances:000g", 120),
    ("Red Hat Enterprise Linux with HA", "NA", "No License required", "RunInstances:1010", 140),
    ("Ubuntu Pro", "NA", "No License required", "RunInstances:0g00", 104),
    ("Linux", "SQL Web", "No License required", "RunInstances:0200", 110),
    ("Linux", "SQL Std", "No License required", "RunInstances:0004", 300),
    ("Linux", "SQL Ent", "No License required", "RunInstances:0100", 700),
    ("Windows", "SQL Web", "No License required", "RunInstances:0202", 190),
    ("Windows", "SQL Std", "No License required", "RunInstances:0006", 380),
    ("Windows", "SQL Ent", "No License required", "RunInstances:0102", 780),
    ("RHEL", "SQL Std", "No License required", "RunInstances:0014", 330),
    ("RHEL", "SQL Ent", "No License required", "RunInstances:0110", 730),
    ("Red Hat Enterprise Linux with HA", "SQL Std", "No License required", "RunInstances:1014", 340),
)
_CAPACITIES = (
    ("Used", "BoxUsage", 1),
    ("UnusedCapacityReservation", "UnusedBox", 1),
    ("AllocatedCapacityReservation", "Reservation", 0),
)
_TENANCIES = (("Shared", ""), ("Dedicated", "Dedicated"))
_TERMS = [
    (years, offering, option)
    for years in (1, 3)
    for offering in ("standard", "convertible")
    for option in ("No Upfront", "Partial Upfront", "All Upfront")
]
_SIZES = ("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge")


class Product(NamedTuple):
    """One SKU with its attributes under their CSV names, and what it costs an hour."""

    sku: str
    family: str
    attributes: dict[str, str]
    price: float
    reserved: bool


def products(region: str = "eu-west-1", prefix: str = "EU-") -> Iterator[Product]:
    """Products without end, in the order AWS's own files have: none."""
    numbers = count(1)
    for generation in count(1):
        for letter in "cmrx":
            for position, size in enumerate(_SIZES):
                kind = f"{letter}{generation}{'giad'[generation % 4]}.{size}"
                for system in _SYSTEMS:
                    for tenancy, usage in _TENANCIES:
                        for capacity, box, paid in _CAPACITIES:
                            number = next(numbers)
                            price = 0.02 * (position + 1) * (1 + generation % 5 / 10) * system[4] / 100 * paid
                            attributes = _attributes(
                                region, prefix + usage + box, kind, system, tenancy, capacity
                            )
                            yield Product(
                                _sku(number), "Compute Instance", attributes, price, capacity == "Used"
                            )


def _attributes(
    region: str, usage: str, kind: str, system: tuple[str, str, str, str, int], tenancy: str, capacity: str
) -> dict[str, str]:
    name, software, licence, operation, _ = system
    return {
        "serviceCode": "AmazonEC2",
        "Location": "EU (Ireland)",
        "Location Type": "AWS Region",
        "Instance Type": kind,
        "Current Generation": "Yes",
        "Instance Family": "General purpose",
        "vCPU": "8",
        "Physical Processor": "Intel Xeon Platinum 8259 (Cascade Lake)",
        "Clock Speed": "3.1 GHz",
        "Memory": "32 GiB",
        "Storage": "EBS only",
        "Network Performance": "Up to 12500 Megabit",
        "Processor Architecture": "64-bit",
        "Tenancy": tenancy,
        "Operating System": name,
        "License Model": licence,
        "usageType": f"{usage}:{kind}",
        "operation": operation,
        "CapacityStatus": capacity,
        "ClassicNetworkingSupport": "false",
        "Dedicated EBS Throughput": "Up to 4750 Mbps",
        "ECU": "NA",
        "Enhanced Networking Supported": "Yes",
        "Intel AVX2 Available": "Yes",
        "Intel AVX Available": "Yes",
        "Intel Turbo Available": "Yes",
        "MarketOption": "OnDemand",
        "Normalization Size Factor": "16",
        "Pre Installed S/W": software,
        "Processor Features": "Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo",
        "Region Code": region,
        "serviceName": "Amazon Elastic Compute Cloud",
        "VPCNetworkingSupport": "true",
    }


def _sku(number: int) -> str:
    """Sixteen letters and digits that show no order."""
    mixed, text = number * 0x9E3779B97F4A7C15 % 2**80, ""
    while len(text) < 16:
        mixed, digit = divmod(mixed, 32)
        text += "ABCDEFGHJKMNPQRSTUVWXYZ23456789Z"[digit]
    return text[:4] + f"{number:08X}" + text[4:8]


def _prices(product: Product) -> Iterator[tuple[str, str, str, str, str, str, str]]:
    """Term code, dimension, term type, lease, option, class, and price with its unit after a bar."""
    yield "JRTCKXETXF", "6YS6EN2CT7", "OnDemand", "", "", "", f"{product.price:.10f}|Hrs"
    if not product.reserved:
        return
    for position, (years, offering, option) in enumerate(_TERMS):
        code = f"TERM{position:06d}"
        share = (0.62 if years == 1 else 0.42) + (0.05 if offering == "convertible" else 0)
        hourly = {"No Upfront": 1.0, "Partial Upfront": 0.5, "All Upfront": 0.0}[option]
        terms = "Reserved", f"{years}yr", option, offering
        if option != "No Upfront":
            upfront = round(product.price * share * (1 - hourly) * 8760 * years)
            yield code, "2TG2D8R56U", *terms, f"{upfront}|Quantity"
        yield code, "6YS6EN2CT7", *terms, f"{product.price * share * hourly:.10f}|Hrs"


def write_csv(file: TextIO, size: int) -> int:
    """An offer CSV of about ``size`` bytes; gives the number of price rows."""
    metadata = (
        ("FormatVersion", "v1.0"),
        ("Disclaimer", _DISCLAIMER),
        ("Publication Date", _PUBLISHED),
        ("Version", _VERSION),
        ("OfferCode", "AmazonEC2"),
    )
    for name, value in metadata:
        file.write(f'"{name}","{value}"\n')
    file.write(_line(_HEAD))
    place = {name: position for position, name in enumerate(_HEAD)}
    written = rows = 0
    for product in products():
        cells = [""] * len(_HEAD)
        for name, value in product.attributes.items():
            cells[place[name]] = value
        cells[place["Product Family"]] = product.family
        for code, dimension, term, lease, option, offering, priced in _prices(product):
            price, unit = priced.split("|")
            upfront = unit == "Quantity"
            rate_code = f"{product.sku}.{code}.{dimension}"
            name = f"{product.attributes['Operating System']} {product.attributes['Instance Type']}"
            text = "Upfront Fee" if upfront else f"${price} per {term} {name} Instance Hour"
            ranges = ["", ""] if upfront else ["0", "Inf"]
            cells[:15] = [
                product.sku,
                code,
                rate_code,
                term,
                text,
                "2026-11-01",
                *ranges,
                unit,
                price,
                "USD",
                "",
                lease,
                option,
                offering,
            ]
            line = _line(cells)
            file.write(line)
            written += len(line)
            rows += 1
        if written >= size:
            return rows
    return rows


def _line(cells: list[str]) -> str:
    return '"' + '","'.join(cells) + '"\n'


def write_json(file: TextIO, size: int) -> int:
    """An offer JSON of about ``size`` bytes; gives the number of price dimensions."""
    file.write(
        f'{{\n  "formatVersion" : "v1.0",\n  "disclaimer" : "{_DISCLAIMER}",\n  "offerCode" : "AmazonEC2",\n'
        f'  "version" : "{_VERSION}",\n  "publicationDate" : "{_PUBLISHED}",\n  "products" : {{\n'
    )
    chosen = _chosen(size)
    file.write(",\n".join(_product_text(product) for product in chosen))
    file.write('\n  },\n  "terms" : {\n    "OnDemand" : {\n')
    file.write(",\n".join(_terms_text(product, "OnDemand") for product in chosen))
    file.write('\n    },\n    "Reserved" : {\n')
    file.write(",\n".join(_terms_text(product, "Reserved") for product in chosen if product.reserved))
    file.write("\n    }\n  }\n}")
    return sum(1 for product in chosen for _ in _prices(product))


def _chosen(size: int) -> list[Product]:
    found, total = [], 0
    for product in products():
        found.append(product)
        total += len(_product_text(product)) + len(_terms_text(product, "OnDemand"))
        total += len(_terms_text(product, "Reserved")) if product.reserved else 0
        if total >= size:
            break
    return found


def _product_text(product: Product) -> str:
    attributes = ",\n".join(
        f'        "{_JSON_NAMES.get(name, name.lower())}" : "{value}"'
        for name, value in product.attributes.items()
    )
    return (
        f'    "{product.sku}" : {{\n      "sku" : "{product.sku}",\n'
        f'      "productFamily" : "{product.family}",\n'
        f'      "attributes" : {{\n{attributes}\n      }}\n    }}'
    )


def _terms_text(product: Product, wanted: str) -> str:
    terms: dict[str, list[str]] = {}
    attributes: dict[str, str] = {}
    for code, dimension, term, lease, option, offering, priced in _prices(product):
        if term != wanted:
            continue
        price, unit = priced.split("|")
        rate_code = f"{product.sku}.{code}.{dimension}"
        ranges = (
            ""
            if unit == "Quantity"
            else '              "beginRange" : "0",\n              "endRange" : "Inf",\n'
        )
        text = "Upfront Fee" if unit == "Quantity" else f"${price} per {term} Instance Hour"
        terms.setdefault(code, []).append(
            f'            "{rate_code}" : {{\n              "rateCode" : "{rate_code}",\n'
            f'              "description" : "{text}",\n{ranges}'
            f'              "unit" : "{unit}",\n              "pricePerUnit" : {{\n'
            f'                "USD" : "{price}"\n              }},\n'
            '              "appliesTo" : [ ]\n            }'
        )
        attributes[code] = (
            f'{{\n            "LeaseContractLength" : "{lease}",\n'
            f'            "OfferingClass" : "{offering}",\n'
            f'            "PurchaseOption" : "{option}"\n          }}'
            if lease
            else "{ }"
        )
    body = ",\n".join(
        f'        "{product.sku}.{code}" : {{\n          "offerTermCode" : "{code}",\n'
        f'          "sku" : "{product.sku}",\n          "effectiveDate" : "2026-11-01T00:00:00Z",\n'
        f'          "priceDimensions" : {{\n{_JOIN.join(dimensions)}\n          }},\n'
        f'          "termAttributes" : {attributes[code]}\n        }}'
        for code, dimensions in terms.items()
    )
    return f'      "{product.sku}" : {{\n{body}\n      }}'


def main(folder: Path, csv_bytes: int = CSV_BYTES, json_bytes: int = JSON_BYTES) -> tuple[Path, Path]:
    """Write both files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / CSV_FILE, folder / JSON_FILE
    for path, write, size in zip(paths, (write_csv, write_json), (csv_bytes, json_bytes), strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = write(file, size)
        print(f"{path}: {path.stat().st_size:,} bytes, {rows:,} prices")
    return paths


if __name__ == "__main__":
    main(Path(sys.argv[1]))
