"""The same thing under two names is told once, and two things are never taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quantities import Quantity, quantity_of
from bot.same_thing import same_thing


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Amazon", "Amazon.com"),
        ("Brad Smith", "Smith"),
        ("Brad Smith", "Microsoft President Brad Smith"),
        ("Smith", "Microsoft President Brad Smith"),
        ("IBM", "International Business Machines"),
        ("10", "ten"),
        ("$1.9bn", "$1.9 billion"),
        ("June 11", "11 June 2020"),
        ("one year", "a year"),
        ("one year", "12 months"),
        ("a year", "12 months"),
        ("14 days", "two weeks"),
        ("one-year", "one year"),
        ("ACLU", "American Civil Liberties Union"),
        ("NIST", "National Institute of Standards and Technology"),
        ("U.S.", "United States"),
        ("Portland", "Portland, Oregon"),
        ("Richard A. Jones", "U.S. District Judge Richard A. Jones"),
        ("Richard Jones", "Richard A. Jones"),
        ("Gov. Jay Inslee", "Jay Inslee"),
        ("40 percent", "40%"),
        ("40 per cent", "40%"),
        ("$1 million", "1,000,000 dollars"),
        ("twenty-five", "25"),
        ("13 to 0", "13-0"),
        ("13", "13 to 0"),
        ("more than 85", "85"),
        ("189 algorithms", "189"),
        ("June 2020", "11 June 2020"),
        ("Wednesday (10 June 2020)", "June 10"),
        ("$7 a month", "$7"),
        ("the Hague", "The Hague"),
        ("Edward Markey of Massachusetts", "Edward Markey"),
        ("Robert Williams", "Robert Julian-Borchak Williams"),
        ("Microsoft Corp.", "Microsoft"),
        ("Amazon’s", "Amazon"),
        ("two hundred", "200"),
        ("July 2018", "2018"),
        ("Carmen Best", "Police Chief Carmen Best"),
        ("J. Smith", "John Smith"),
        ("on Wednesday", "Wednesday"),
        ("the Boston City Council", "City Council"),
        ("Brad Smith, the company's president", "Brad Smith"),
        ("three-year", "3 years"),
        ("half", "half"),
        ("until further notice", "until further notice"),
    ],
)
def test_two_names_of_one_thing_are_the_same(a: str, b: str) -> None:
    assert same_thing(a, b)
    assert same_thing(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Amazon", "Microsoft"),
        ("Brad Smith", "Norma Smith"),
        ("Microsoft", "Microsoft President Brad Smith"),
        ("12 to 0", "13 to 0"),
        ("10", "11"),
        ("$10", "10%"),
        ("$1.9 billion", "$1.9 million"),
        ("June 11", "June 12"),
        ("11 June 2019", "11 June 2020"),
        ("one year", "two years"),
        ("Portland, Oregon", "Portland, Maine"),
        ("York", "New York"),
        ("Carolina", "South Carolina"),
        ("University of Oregon", "University of Washington"),
        ("Harvard University", "University"),
        ("IBM", "Indian Bank of Mumbai Corp"),
        ("2018", "June 11"),
        ("one year", "until further notice"),
        ("Robert Williams", "Melissa Williams"),
        ("Brad", "Brad Smith"),
        ("", "Amazon"),
        ("police", "protesters"),
        ("Bank of America", "Bank of England"),
        ("Wednesday", "June 10"),
        ("10", "Amazon"),
        ("ACLU", "American Cancer Society"),
        ("12 dollars", "12 months"),
        ("Amazon", "Amazon Web Services"),
        ("2017", "2018"),
        ("Theresa May", "May"),
    ],
)
def test_two_things_are_not_one(a: str, b: str) -> None:
    assert not same_thing(a, b)
    assert not same_thing(b, a)


@settings(max_examples=100, deadline=None)
@given(a=st.text(max_size=30), b=st.text(max_size=30))
def test_any_two_texts_compare_alike_both_ways_and_each_is_itself(a: str, b: str) -> None:
    assert same_thing(a, a)
    assert same_thing(a, b) == same_thing(b, a)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("$1.9 billion", Quantity((1.9e9,), "$")),
        ("$1.9bn", Quantity((1.9e9,), "$")),
        ("five cents", Quantity((0.05,), "$")),
        ("18.27 million", Quantity((18.27e6,))),
        ("two hundred thousand", Quantity((200_000.0,))),
        ("twenty-five", Quantity((25.0,))),
        ("two hundred and five", Quantity((205.0,))),
        ("two dozen", Quantity((24.0,))),
        ("a decade", Quantity((120.0,), "month")),
        ("36 hours", Quantity((36.0,), "hour")),
        ("63 votes to 33", Quantity((63.0, 33.0))),
        ("about 40 percent", Quantity((40.0,), "%")),
        ("$7 a month", Quantity((7.0,), "$")),
        ("Apollo 11", None),
        ("11 people who had been in the house that day", None),
        ("a company", None),
        ("million", None),
        ("", None),
    ],
)
def test_a_quantity_is_read_from_figures_and_from_words(
    text: str, quantity: Quantity | None
) -> None:
    assert quantity_of(text) == quantity
