"""Countries and states are known by the names that news gives them."""

from __future__ import annotations

import pytest

from bot.known_places import countries, country_of, us_states
from bot.same_thing import same_thing


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Nepal", "Nepal"),
        ("the U.K.", "United Kingdom"),
        ("Britain", "United Kingdom"),
        ("South Korean", "South Korea"),
        ("Turkey", "Türkiye"),
        ("Myanmar", "Myanmar"),
        ("Hong Kong", "Hong Kong"),
        ("Paris", None),
        ("Europe", None),
        ("United Nations", None),
    ],
)
def test_a_country_has_one_name_for_all_of_its_names(words: str, country: str | None) -> None:
    assert country_of(words) == country


def test_the_longest_name_is_found_and_no_part_of_another_word() -> None:
    assert countries().findall("Guinea-Bissau, Papua New Guinea and the Nigerian coast") == [
        "Guinea-Bissau",
        "Papua New Guinea",
    ]
    assert us_states().findall("West Virginia, not Virginia; Kansas City, Kansas") == [
        "West Virginia",
        "Virginia",
        "Kansas",
        "Kansas",
    ]


def test_what_is_of_a_country_tells_the_same_as_its_name() -> None:
    assert same_thing("North Korean", "North Korea")
    assert same_thing("Britain", "the UK")
    assert not same_thing("North Korean", "South Korea")
