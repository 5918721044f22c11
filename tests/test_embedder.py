"""The arithmetic that a processor does fastest is the one that embeds."""

from __future__ import annotations

import pytest

from bot import embedder


@pytest.mark.parametrize("faster", ["float32", "bfloat16"])
def test_auto_takes_what_this_processor_multiplies_faster(
    monkeypatch: pytest.MonkeyPatch, faster: str
) -> None:
    monkeypatch.setattr(embedder, "_layer_seconds", lambda kind: 1.0 if kind == faster else 2.0)
    assert embedder._dtype("auto") == faster


def test_a_layer_is_really_multiplied_in_either() -> None:
    assert all(embedder._layer_seconds(kind) > 0 for kind in ("float32", "bfloat16"))


@pytest.mark.parametrize("chosen", ["float32", "bfloat16"])
def test_what_a_user_chose_is_not_measured_against(
    monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    monkeypatch.setattr(embedder, "_layer_seconds", lambda kind: pytest.fail("measured"))
    assert embedder._dtype(chosen) == chosen
