"""Names of countries and of US states, as news writes them; countries come from CLDR, by babel."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale

_ALSO = {
    "America": "United States",
    "Britain": "United Kingdom",
    "Great Britain": "United Kingdom",
    "U.K.": "United Kingdom",
    "UK": "United Kingdom",
    "U.S.": "United States",
    "US": "United States",
    "USA": "United States",
    "U.S.A.": "United States",
    "U.A.E.": "United Arab Emirates",
    "UAE": "United Arab Emirates",
    "Bosnia": "Bosnia & Herzegovina",
    "Bosnia and Herzegovina": "Bosnia & Herzegovina",
    "Burma": "Myanmar",
    "Czech Republic": "Czechia",
    "Democratic Republic of Congo": "Congo",
    "Democratic Republic of the Congo": "Congo",
    "Republic of Congo": "Congo",
    "Congo": "Congo",
    "East Timor": "Timor-Leste",
    "England": "England",
    "Gaza": "Palestine",
    "Holland": "Netherlands",
    "Hong Kong": "Hong Kong",
    "Ivory Coast": "Côte d’Ivoire",
    "Macedonia": "North Macedonia",
    "Northern Ireland": "Northern Ireland",
    "Palestine": "Palestine",
    "Scotland": "Scotland",
    "Soviet Union": "Soviet Union",
    "Swaziland": "Eswatini",
    "Tibet": "Tibet",
    "Trinidad and Tobago": "Trinidad & Tobago",
    "Turkey": "Türkiye",
    "Vatican": "Vatican City",
    "Wales": "Wales",
    "Yugoslavia": "Yugoslavia",
}
"""Names that CLDR has otherwise or not at all, and the one that stands for them."""
_PEOPLES = {
    country: people.split(", ")
    for country, people in {
        "Afghanistan": "Afghan",
        "Argentina": "Argentine, Argentinian",
        "Australia": "Australian",
        "Austria": "Austrian",
        "Belarus": "Belarusian",
        "Belgium": "Belgian",
        "Brazil": "Brazilian",
        "United Kingdom": "British",
        "Bulgaria": "Bulgarian",
        "Cambodia": "Cambodian",
        "Canada": "Canadian",
        "Chile": "Chilean",
        "China": "Chinese",
        "Colombia": "Colombian",
        "Croatia": "Croatian",
        "Cuba": "Cuban",
        "Czechia": "Czech",
        "Denmark": "Danish",
        "Netherlands": "Dutch",
        "Ecuador": "Ecuadorian, Ecuadorean",
        "Egypt": "Egyptian",
        "England": "English",
        "Estonia": "Estonian",
        "Ethiopia": "Ethiopian",
        "Finland": "Finnish",
        "France": "French",
        "Germany": "German",
        "Greece": "Greek",
        "Haiti": "Haitian",
        "Hungary": "Hungarian",
        "Iceland": "Icelandic",
        "India": "Indian",
        "Indonesia": "Indonesian",
        "Iran": "Iranian",
        "Iraq": "Iraqi",
        "Ireland": "Irish",
        "Israel": "Israeli",
        "Italy": "Italian",
        "Jamaica": "Jamaican",
        "Japan": "Japanese",
        "Kenya": "Kenyan",
        "Latvia": "Latvian",
        "Lebanon": "Lebanese",
        "Libya": "Libyan",
        "Lithuania": "Lithuanian",
        "Malaysia": "Malaysian",
        "Mexico": "Mexican",
        "Morocco": "Moroccan",
        "Myanmar": "Burmese",
        "Nepal": "Nepali, Nepalese",
        "New Zealand": "New Zealander",
        "Nigeria": "Nigerian",
        "North Korea": "North Korean",
        "Norway": "Norwegian",
        "Pakistan": "Pakistani",
        "Peru": "Peruvian",
        "Philippines": "Filipino, Philippine",
        "Poland": "Polish",
        "Portugal": "Portuguese",
        "Qatar": "Qatari",
        "Romania": "Romanian",
        "Russia": "Russian",
        "Saudi Arabia": "Saudi",
        "Scotland": "Scottish",
        "Serbia": "Serbian",
        "Slovakia": "Slovak",
        "Slovenia": "Slovenian",
        "South Africa": "South African",
        "South Korea": "South Korean",
        "Spain": "Spanish",
        "Sri Lanka": "Sri Lankan",
        "Sudan": "Sudanese",
        "Sweden": "Swedish",
        "Switzerland": "Swiss",
        "Syria": "Syrian",
        "Taiwan": "Taiwanese",
        "Thailand": "Thai",
        "Tunisia": "Tunisian",
        "Türkiye": "Turkish",
        "Uganda": "Ugandan",
        "Ukraine": "Ukrainian",
        "Venezuela": "Venezuelan",
        "Vietnam": "Vietnamese",
        "Wales": "Welsh",
        "Yemen": "Yemeni",
        "Zimbabwe": "Zimbabwean",
    }.items()
}
"""What is of a country. "American" is left out: it mostly is of something else, too."""
_STATES = """
    Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii
    |Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan
    |Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico
    |New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island
    |South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|Wisconsin
    |Wyoming|Washington state|Washington State|Washington|District of Columbia|Puerto Rico
"""
_BESIDE_THE_NAME = re.compile(r" (?:SAR China|\(.+\))$")
"""What CLDR adds: "Hong Kong SAR China", "Myanmar (Burma)"."""
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of unions, test locales and what is unknown."""


@cache
def country_names() -> dict[str, str]:
    """Each name of a country or territory, and the one that stands for all of its names."""
    territories: dict[str, str] = dict(Locale("en").territories)
    named = {
        _BESIDE_THE_NAME.sub("", name)
        for code, name in territories.items()
        if code.isalpha() and code not in _NO_COUNTRIES
    }
    return {name: name for name in named} | {n.replace("’", "'"): n for n in named} | _ALSO


@cache
def countries() -> re.Pattern[str]:
    """Finds a country in a text, by its name."""
    return _any_of(country_names())


@cache
def of_a_country() -> re.Pattern[str]:
    """Finds a word that says what is of a country: "Cuban"."""
    return _any_of(_by_people())


@cache
def us_states() -> re.Pattern[str]:
    """Finds a US state in a text."""
    return _any_of(name.strip() for name in _STATES.split("|"))


def country_of(words: str) -> str | None:
    """The country that ``words`` name, or are of: one name for all of its names; None if none.

    >>> country_of("Cuban"), country_of("the U.K."), country_of("Paris")
    ('Cuba', 'United Kingdom', None)
    """
    plain = words.removeprefix("the ").removeprefix("The ")
    return country_names().get(plain) or _by_people().get(plain)


def names_of(country: str) -> list[str]:
    """All names of ``country``, as ``country_of`` tells it, and what is of it, longest first."""
    names = [name for name, one in country_names().items() if one == country]
    people = _PEOPLES.get(country, ["American"] if country == "United States" else [])
    return sorted({*names, *people}, key=len, reverse=True)


@cache
def _by_people() -> dict[str, str]:
    return {people: country for country, several in _PEOPLES.items() for people in several}


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
