"""Dates are read strictly and never filled in."""

import datetime as dt

import pytest

from bot.article import Published
from bot.loaders.dates import date_or_none, read_date

DAY = dt.date(2020, 6, 11)
PDT = dt.timezone(dt.timedelta(hours=-7))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-06-11", DAY),
        ("2020/06/11", DAY),
        ("2020-06-11T14:30:00", DAY),
        ("2020-06-11 14:30", DAY),
        ("2020-06-11T14:30:00Z", dt.datetime(2020, 6, 11, 14, 30, tzinfo=dt.UTC)),
        ("2020-06-11T14:30:00.123-0700", dt.datetime(2020, 6, 11, 14, 30, tzinfo=PDT)),
        ("2020-06-11 14:30 -07:00", dt.datetime(2020, 6, 11, 14, 30, tzinfo=PDT)),
        ("Thu, 11 Jun 2020 14:30:00 GMT", dt.datetime(2020, 6, 11, 14, 30, tzinfo=dt.UTC)),
        ("Thu, 11 Jun 2020 14:30:00 -0700 (PDT)", dt.datetime(2020, 6, 11, 14, 30, tzinfo=PDT)),
        ("11 Jun 2020 14:30 GMT", dt.datetime(2020, 6, 11, 14, 30, tzinfo=dt.UTC)),
        ("June 11, 2020", DAY),
        ("11 June 2020", DAY),
        ("Thursday, June 11th, 2020", DAY),
        ("Sept. 5, 2021", dt.date(2021, 9, 5)),
        ("June 11, 2020 at 2:30 p.m. ET", DAY),
        ("June 11, 2020, 12:05 am UTC", dt.datetime(2020, 6, 11, 0, 5, tzinfo=dt.UTC)),
        ("25/12/2023", dt.date(2023, 12, 25)),
        ("12/25/2023", dt.date(2023, 12, 25)),
        ("05.05.2023", dt.date(2023, 5, 5)),
        ("03/04/2023", None),
        ("11/12/20", None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_told(written: str, read: Published | None) -> None:
    found = read_date(written)
    assert found == read
    assert type(found) is type(read)


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "June 11", "June 2020", "2020", "2020-06", "20200611", "3pm"),
        *("2020-02-31", "31/31/2020", "2020-06-11T25:00:00Z", "June 31, 2020", "0001-01-01"),
        *("2020-06-11T14:30:00+99:00", "June 11, 2020 13:30 pm UTC", "2999-01-01", "1066-10-14"),
        *("03/04/0000", "03/04/0203", "03/04/2999", "00/04/2023", "03/00/2023"),
        *("٢٠٢٠-٠٦-١١x", "2020-06-11 and more", "Published June 11, 2020"),
    ],
)
def test_what_is_no_whole_and_possible_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        read_date(written)
    assert date_or_none(written) is None


def test_a_date_ahead_is_read_within_a_year() -> None:
    ahead = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=30)
    assert read_date(ahead.isoformat()) == ahead
