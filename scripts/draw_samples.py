"""Draw the samples that ship with Blueprice into projects/samples: python scripts/draw_samples.py.

Each sample is a short program, so that a change of the catalogue or the layout is made in one place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from projects import files  # noqa: E402
from projects.document import Document  # noqa: E402
from scripts.samples.serverless_api import serverless_api  # noqa: E402
from scripts.samples.three_tier_web_application import three_tier_web_application  # noqa: E402
from scripts.samples.two_region_failover import two_region_failover  # noqa: E402

FOLDER = ROOT / "projects" / "samples"

SAMPLES: dict[str, Callable[[], Document]] = {
    "three_tier_web_application": three_tier_web_application,
    "serverless_api": serverless_api,
    "two_region_failover": two_region_failover,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in SAMPLES.items():
        files.save(draw(), FOLDER / f"{name}.blueprice")


if __name__ == "__main__":
    main()
