"""A surname is told with the given name that its article has."""

from __future__ import annotations

import pytest

from bot.full_names import in_full


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Ashdown", "Brad Ashdown won. Ashdown, 40, wept.", "Brad Ashdown"),
        ("Ashdown", "On Friday President Brad Ashdown won. Ashdown wept.", "Brad Ashdown"),
        ("Ashdown", "The mayor met Brad T. Ashdown. Ashdown wept.", "Brad T. Ashdown"),
        # Named alone first: no surname.
        ("Amazon", "Amazon said so. Inside Amazon Tim heard it.", "Amazon"),
        ("Starbucks", "Former Starbucks chief Ann Lee spoke.", "Starbucks"),
        # Two of the name.
        ("Ashdown", "Brad Ashdown met Ann Ashdown. Ashdown won.", "Ashdown"),
        # A part of a longer name.
        ("Ashdown", "The Royal Brad Ashdown Trust gave it.", "Ashdown"),
        ("Brad Ashdown", "Tim Brad Ashdown won.", "Brad Ashdown"),
        ("IBM", "Tim IBM left.", "IBM"),
        ("Ashdown", "Nobody of that name.", "Ashdown"),
    ],
)
def test_a_surname_in_full(name: str, text: str, told: str) -> None:
    assert in_full(name, text) == told
