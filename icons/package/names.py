"""What the file names of AWS's icon package say: which thing, of which kind, how large, for which ground."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Family = Literal["service", "resource", "group", "category"]
Form = Literal["svg", "png"]

_STEM = re.compile(
    r"(?:(?P<kind>Arch-Category|Arch|Res)_)?(?P<name>.+?)_(?P<size>\d+)"
    r"(?:_(?P<theme>Light|Dark))?(?:@(?P<times>\d)x)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])[-_.]?(20\d\d)(?!\d)")
_FAMILIES: dict[str, Family] = {"arch": "service", "res": "resource", "arch-category": "category"}
_USUAL_SIZES = {"service": 64, "resource": 48, "group": 32, "category": 64}
_FILLERS = frozenset({"and", "for", "of", "the"})
_OWNERS = frozenset({"amazon", "aws"})


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One picture of the package."""

    path: str
    """Within the package, with slashes."""
    name: str
    """What it shows, as the package writes it: "Amazon-VPC_NAT-Gateway"."""
    family: Family
    form: Form
    size: int
    """Side in pixels at 100 %."""
    dark: bool
    """Drawn for dark ground."""
    released: str
    """Date of the release as "20250731"; empty where nothing says it."""

    @property
    def rank(self) -> tuple[int, bool, int, str]:
        """Of several pictures of one thing the least is the best: newest, vector, the usual size."""
        far = abs(self.size - _USUAL_SIZES[self.family])
        return -int(self.released or 0), self.form != "svg", far, self.path


def file_of(path: str) -> PackageFile | None:
    """What a path within the package stands for; None if it is no icon."""
    place = PurePosixPath(path)
    form = place.suffix.lower()
    # Archives made on a Mac carry a shadow folder of files that are no pictures.
    if form not in (".svg", ".png") or "__MACOSX" in place.parts or place.name.startswith("."):
        return None
    found = _STEM.fullmatch(place.stem)
    if found is None:
        return None
    family = _FAMILIES.get((found["kind"] or "").lower(), "group")
    folder = place.parent.name.lower()
    dark = (found["theme"] or "").lower() == "dark" or re.search(
        r"(?<![a-z])dark(?![a-z])", folder
    ) is not None
    size = int(found["size"]) * int(found["times"] or 1)
    return PackageFile(
        path, found["name"], family, "svg" if form == ".svg" else "png", size, dark, _released(place)
    )


def _released(place: PurePosixPath) -> str:
    """The innermost date among the folders: "Architecture-Service-Icons_07312025"."""
    for part in reversed(place.parts[:-1]):
        dates = _DATE.findall(part)
        if dates:
            month, day, year = dates[-1]
            return f"{year}{month}{day}"
    return ""


def plain(name: str) -> str:
    """Letters and digits alone, in small letters: what decides whether two names are one."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def spellings(name: str) -> frozenset[str]:
    """Plain names that stand for the same thing, whichever release wrote them.

    AWS has put "Amazon" or "AWS" before names and taken it away, spelled words out or left them away
    ("and", "for", "family"), and added short forms ("Virtual-private-cloud-VPC").
    """
    words = [word for word in re.split(r"[-_ ]+", name) if word]
    found: set[str] = set()
    for kept in (words, _without_owner(words)):
        for shorter in (kept, _without_short_form(kept)):
            for bare in (shorter, [word for word in shorter if word.lower() not in _FILLERS]):
                found.add(plain("".join(bare)))
                if len(bare) > 1 and bare[-1].lower() == "family":
                    found.add(plain("".join(bare[:-1])))
    return frozenset(spelling for spelling in found if len(spelling) > 2)


def split(joined: str) -> str:
    """A name of our table in words again: "AWSIdentityandAccess" -> "AWS-Identity-and-Access"."""
    spaced = re.sub(r"^(AWS|Amazon)(?=[A-Z])", r"\1-", joined)
    spaced = re.sub(r"(?<=[a-z])(and|for|of|the)(?=[A-Z])", r"-\1-", spaced)
    return re.sub(r"(?<=[a-z0-9])([Ff]amily)$", r"-\1", spaced)


def _without_owner(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0].lower() in _OWNERS else words


def _without_short_form(words: list[str]) -> list[str]:
    """Without a last word that only abbreviates those before it: VPC, IAM, S3."""
    before = [word for word in _without_owner(words[:-1]) if word.lower() not in _FILLERS]
    initials = "".join(word[0] for word in before).lower()
    last = words[-1].lower() if words else ""
    counted = f"{initials[:1]}{len(initials)}"
    alike = len(initials) > 1 and (last == initials or (last == counted and len(set(initials)) == 1))
    return words[:-1] if alike else words
