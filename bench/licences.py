"""What is installed with the program: each package's licence, and a bill of materials (CycloneDX).

The packages are those that requirements.txt pins; what is told of them is what they say themselves.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import cast

from bench.figures import Figures
from bot import __version__

_CLASSIFIER = "License :: OSI Approved :: "
_FINE = re.compile(
    r"(?i)\b(mit|mit-cmu|bsd|apache|psf|python software|isc|0bsd|unlicense|zlib|hpnd|cc0|mpl"
    r"|mozilla|lgpl|lesser general)"
)
"""Permissive, or copyleft for the library's own files alone."""
_NOT_FINE = re.compile(r"(?i)\b(agpl|affero|(?<!lesser )general public|gpl-?[23]?)\b")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Component:
    """An installed package; licence: as it says itself, "" if it does not."""

    name: str
    version: str
    licence: str

    @property
    def is_fine(self) -> bool:
        """Whether its licence lets anybody use this program for anything."""
        lesser = re.sub(r"(?i)lgpl|lesser general public", "lesser", self.licence)
        return bool(_FINE.search(self.licence)) and not (
            _NOT_FINE.search(lesser) and " or " not in self.licence.lower()
        )


def measure(requirements: Path, sbom: Path | None) -> tuple[list[Figures], list[str]]:
    """A row a package; and which are missing or may not be used, a sentence each.

    sbom: where to write the bill of materials.
    """
    found, broken = [], []
    for name, version in _pinned(requirements):
        try:
            component = _component(name)
        except importlib.metadata.PackageNotFoundError:
            broken.append(f"{name} is pinned and not installed")
            continue
        if component.version.partition("+")[0] != version:
            broken.append(f"{name} {version} is pinned, {component.version} is installed")
        if not component.is_fine:
            broken.append(f"{name} has a licence to be looked at: {component.licence or 'none'}")
        found.append(component)
    if sbom:
        sbom.write_text(json.dumps(bill_of(found), indent=2) + "\n", "utf-8")
    rows: list[Figures] = [
        {"package": c.name, "version": c.version, "licence": c.licence} for c in found
    ]
    return rows, broken


def bill_of(components: list[Component]) -> dict[str, object]:
    """The bill of materials as CycloneDX 1.6 writes it."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "ask-the-coverage",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": [
            {
                "type": "library",
                "bom-ref": _purl(c),
                "name": c.name,
                "version": c.version,
                "purl": _purl(c),
                **({"licenses": [{"license": {"name": c.licence}}]} if c.licence else {}),
            }
            for c in components
        ],
    }


def _purl(component: Component) -> str:
    name = re.sub(r"[-_.]+", "-", component.name).lower()
    return f"pkg:pypi/{name}@{component.version.partition('+')[0]}"


def _pinned(requirements: Path) -> Iterator[tuple[str, str]]:
    for line in requirements.read_text("utf-8").splitlines():
        if match := re.match(r"([\w.\[\]-]+)==([\w.]+)", line):
            yield match[1].partition("[")[0], match[2]


def _component(name: str) -> Component:
    about = cast("Message", importlib.metadata.metadata(name))
    told = [
        str(c).removeprefix(_CLASSIFIER)
        for c in about.get_all("Classifier", [])
        if str(c).startswith(_CLASSIFIER)
    ]
    licence = about.get("License-Expression") or ", ".join(told)
    if not licence:
        # Some put the whole text there.
        licence = next(iter(str(about.get("License") or "").strip().splitlines()), "")[:_LONGEST]
    return Component(str(about["Name"]), str(about["Version"]), str(licence))
