"""Everything that is installed with the program may be used, and is listed by a command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from bench.licences import Component, measure

ROOT = Path(__file__).parent.parent


def test_every_pinned_package_has_a_licence_that_lets_it_be_used(tmp_path: Path) -> None:
    rows, broken = measure(ROOT / "requirements.txt", tmp_path / "sbom.json")
    assert broken == []
    assert len(rows) > 100
    assert all(row["licence"] for row in rows)
    bill = json.loads((tmp_path / "sbom.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["purl"]: part for part in bill["components"]}
    assert len(parts) == len(rows)
    assert parts["pkg:pypi/chromadb@1.5.9"]["licenses"]


def test_the_hashed_pins_are_the_pins_and_each_has_a_hash() -> None:
    pins = (ROOT / "requirements.txt").read_text("utf-8").split()
    pins = [pin for pin in pins if not pin.startswith("torch==")]  # which has several builds
    hashed = (ROOT / "requirements-hashed.txt").read_text("utf-8")
    blocks = re.findall(r"^(\S+==\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", hashed, re.M)
    assert sorted(pin for pin, _ in blocks) == sorted(map(_canonical, pins))
    # Nothing stands there but these.
    assert len(hashed.splitlines()) == sum(1 + h.count("--hash") for _, h in blocks)


def _canonical(pin: str) -> str:
    name, _, version = pin.partition("==")
    return f"{canonicalize_name(name)}=={version}"


@pytest.mark.parametrize(
    ("licence", "fine"),
    [
        ("MIT License", True),
        ("Apache-2.0 AND MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GNU Lesser General Public License v2 (LGPLv2)", True),
        ("GNU General Public License v3 (GPLv3)", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("Free for non-commercial use", False),
        ("", False),
    ],
)
def test_a_licence_that_binds_its_users_is_told(licence: str, fine: bool) -> None:
    assert Component("x", "1", licence).is_fine is fine


def test_what_is_pinned_and_not_installed_is_told(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("no-such-package-anywhere==1.0\nnumpy==0.1\n")
    rows, broken = measure(tmp_path / "requirements.txt", None)
    assert [row["package"] for row in rows] == ["numpy"]
    assert broken[0] == "no-such-package-anywhere is pinned and not installed"
    assert broken[1].startswith("numpy 0.1 is pinned, ")
