"""A price list server in AWS's shape for tests: small offer files, and what can go wrong on the way."""

from __future__ import annotations

import csv
import io
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

VERSION, PUBLISHED = "20261101070000", "2026-11-01T07:00:00Z"
COLUMNS = (
    "SKU,OfferTermCode,RateCode,TermType,PriceDescription,EffectiveDate,StartingRange,EndingRange,Unit,PricePerUnit,Currency,LeaseContractLength,PurchaseOption,OfferingClass,Product"
    " Family,serviceCode,Location,Location Type,Instance Type,Tenancy,Operating System,License "
    "Model,usageType,operation,CapacityStatus,Pre Installed S/W,Region Code,Volume API Name"
).split(",")


@dataclass
class Row:
    """One price of an EC2 offer; the defaults are an m5.large running Linux in eu-west-1."""

    price: str = "0.1100000000"
    sku: str = "ABCD1234EFGH5678"
    unit: str = "Hrs"
    begin: str = "0"
    end: str = "Inf"
    currency: str = "USD"
    term: str = "OnDemand"
    lease: str = ""
    payment: str = ""
    offering: str = ""
    family: str = "Compute Instance"
    usage: str = "EU-BoxUsage:m5.large"
    operation: str = "RunInstances"
    kind: str = "m5.large"
    tenancy: str = "Shared"
    system: str = "Linux"
    capacity: str = "Used"
    software: str = "NA"
    region: str = "eu-west-1"
    location: str = "EU (Ireland)"
    location_type: str = "AWS Region"
    text: str = "$0.11 per On Demand Linux m5.large Instance Hour"

    def cells(self) -> dict[str, str]:
        code = "2TG2D8R56U" if self.unit == "Quantity" else "6YS6EN2CT7"
        term = (
            "JRTCKXETXF" if self.term == "OnDemand" else f"{self.lease}{self.payment[:2]}{self.offering[:2]}"
        )
        return {
            "SKU": self.sku,
            "OfferTermCode": term,
            "RateCode": f"{self.sku}.{term}.{code}",
            "TermType": self.term,
            "PriceDescription": self.text,
            "EffectiveDate": "2026-11-01",
            "StartingRange": "" if self.unit == "Quantity" else self.begin,
            "EndingRange": "" if self.unit == "Quantity" else self.end,
            "Unit": self.unit,
            "PricePerUnit": self.price,
            "Currency": self.currency,
            "LeaseContractLength": self.lease,
            "PurchaseOption": self.payment,
            "OfferingClass": self.offering,
            "Product Family": self.family,
            "serviceCode": "AmazonEC2",
            "Location": self.location,
            "Location Type": self.location_type,
            "Instance Type": self.kind,
            "Tenancy": self.tenancy,
            "Operating System": self.system,
            "License Model": "No License required",
            "usageType": self.usage,
            "operation": self.operation,
            "CapacityStatus": self.capacity,
            "Pre Installed S/W": self.software,
            "Region Code": self.region,
            "Volume API Name": "",
        }


def volume(usage: str, price: str, unit: str = "GB-Mo", **more: str) -> Row:
    """A row of EBS storage in eu-west-1."""
    facts: dict[str, Any] = {
        "family": "Storage",
        "kind": "",
        "system": "",
        "capacity": "",
        "tenancy": "",
        **more,
    }
    return Row(price, sku=f"VOLUME{usage[-8:].upper()}", unit=unit, usage=f"EU-{usage}", **facts)


def nat(price: str = "0.0500000000") -> Row:
    return volume("NatGateway-Hours", price, "Hrs", family="NAT Gateway")


def offer_csv(
    rows: list[Row], *, offer: str = "AmazonEC2", published: str = PUBLISHED, columns: list[str] = COLUMNS
) -> bytes:
    """An offer CSV as AWS writes it: all cells quoted, five lines before the header."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    metadata = {
        "FormatVersion": "v1.0",
        "Disclaimer": "For information, only.",
        "Publication Date": published,
    }
    writer.writerows({**metadata, "Version": VERSION, "OfferCode": offer}.items())
    writer.writerow(columns)
    writer.writerows([row.cells().get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode()


def offer_json(rows: list[Row], *, indent: bool = True, offer: str = "AmazonEC2") -> bytes:
    """The same offer as JSON, indented as AWS does or in one line."""
    products: dict[str, Any] = {}
    terms: dict[str, Any] = {}
    names = {"Operating System": "operatingSystem", "Pre Installed S/W": "preInstalledSw"}
    for row in rows:
        cells = row.cells()
        attributes = {
            names.get(name, name[:1].lower() + name[1:].replace(" ", "")): cells[name]
            for name in COLUMNS[15:]
        }
        attributes["usagetype"] = attributes.pop("usageType")
        products[row.sku] = {"sku": row.sku, "productFamily": row.family, "attributes": attributes}
        kind = terms.setdefault(row.term, {}).setdefault(row.sku, {})
        code = f"{row.sku}.{cells['OfferTermCode']}"
        found = kind.setdefault(code, {"offerTermCode": cells["OfferTermCode"], "priceDimensions": {}})
        found["termAttributes"] = (
            {"LeaseContractLength": row.lease, "PurchaseOption": row.payment, "OfferingClass": row.offering}
            if row.lease
            else {}
        )
        dimension = {"unit": row.unit, "pricePerUnit": {row.currency: row.price}, "appliesTo": []}
        if row.unit != "Quantity":
            dimension |= {"beginRange": row.begin, "endRange": row.end}
        found["priceDimensions"][f"{cells['RateCode']}{row.begin}"] = dimension
    content = {
        "formatVersion": "v1.0",
        "offerCode": offer,
        "version": VERSION,
        "publicationDate": PUBLISHED,
        "products": products,
        "terms": terms,
    }
    if not indent:
        return json.dumps(content, separators=(",", ":")).encode()
    return json.dumps(content, indent=2, separators=(",", " : ")).encode()


def site(regions: dict[str, bytes], offer: str = "AmazonEC2") -> dict[str, bytes]:
    """Every path of a price list server that has this offer in these Regions."""
    root = f"/offers/v1.0/aws/{offer}"
    index = {
        "formatVersion": "v1.0",
        "publicationDate": PUBLISHED,
        "offers": {
            offer: {
                "offerCode": offer,
                "currentVersionUrl": f"{root}/current/index.json",
                "currentRegionIndexUrl": f"{root}/current/region_index.json",
            }
        },
    }
    paths = {region: f"{root}/{VERSION}/{region}/index.json" for region in regions}
    entries = {region: {"regionCode": region, "currentVersionUrl": path} for region, path in paths.items()}
    found = {
        "/offers/v1.0/aws/index.json": json.dumps(index, indent=2).encode(),
        f"{root}/current/region_index.json": json.dumps({"regions": entries}, indent=2).encode(),
    }
    for region, content in regions.items():
        suffix = ".json" if content[:1] == b"{" else ".csv"
        found[paths[region].removesuffix(".json") + suffix] = content
    return found


@dataclass
class Server:
    """What is served, what goes wrong, and what was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    cut: dict[str, list[int]] = field(default_factory=dict)
    """For a path, after how many bytes each of its next answers breaks off."""
    failing: dict[str, list[int]] = field(default_factory=dict)
    """For a path, the HTTP status of each of its next answers."""
    digests: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and Range of each request."""
    address: str = ""

    def ranges(self, path: str) -> list[str]:
        return [asked for name, asked in self.asked if name == path]


def serve(server: Server) -> ThreadingHTTPServer:
    """Begin to serve on a free port of this machine; the caller shuts it down."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            server.asked.append((self.path, asked))
            content = server.files.get(self.path)
            if server.failing.get(self.path):
                self.send_error(server.failing[self.path].pop(0))
                return
            if content is None:
                self.send_error(404)
                return
            tag = f'"{len(content)}-{hash(content)}"'
            start = 0
            if asked and self.headers.get("If-Range") == tag:
                start = int(asked.removeprefix("bytes=").rstrip("-"))
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(content) - start))
            if self.path in server.digests:
                self.send_header("Repr-Digest", server.digests[self.path])
            self.end_headers()
            cuts = server.cut.get(self.path)
            self.wfile.write(content[start : cuts.pop(0)] if cuts else content[start:])

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.address = f"http://127.0.0.1:{running.server_address[1]}"
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    return running
