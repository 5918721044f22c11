"""What is told in short: one thing or several, a day with its date, figures that differ."""

from __future__ import annotations

import datetime as dt

from bot.answer_spans import Place, Told
from bot.article import Article, Sentence
from bot.question import Question, understood
from bot.short_answer import chosen, differing, short_answer

DAY = dt.date(2020, 6, 12)


def asked(text: str) -> Question:
    return understood(text, DAY)


def told(
    words: str,
    sure: float,
    article: str = "a",
    published: dt.date | None = DAY,
    share: float = 0.5,
    text: str = "It was {words}, they said.",
) -> Told:
    text = text.format(words=words)
    url = f"https://{article}.example"
    source = Article.new(text=text, source="x", url=url, published=published)
    start = text.index(words)
    place = Place(source, start, start + len(words), Sentence(0, len(text)), share, sure)
    return Told((place,), share, 0.0)


def test_one_thing_is_told_where_one_is_asked_for() -> None:
    things = [told("Amazon", 0.8), told("IBM", 0.7)]
    assert chosen(asked("What is it called?"), things, 0.8) == (things[0],)


def test_several_are_told_where_several_are_asked_for_if_they_are_nearly_as_sure() -> None:
    things = [told("Amazon", 0.8), told("IBM", 0.5), told("Apple", 0.2)]
    picked = chosen(asked("Which companies halted sales?"), things, 0.8)
    assert [t.text for t in picked] == ["Amazon", "IBM"]
    short = short_answer(asked("Which companies halted sales?"), picked)
    assert short is not None
    assert (short.text, short.words) == ("Amazon, IBM", ("Amazon", "IBM"))


def test_what_is_hardly_likely_is_no_short_answer() -> None:
    things = [told("Amazon", 0.05, share=0.05)]
    question = asked("What is it called?")
    assert chosen(question, things, 0.4) == ()
    # Where the coverage most likely answers, so does what the reader points at.
    assert chosen(question, things, 0.95) == tuple(things)
    assert short_answer(asked("What is it called?"), []) is None


def test_a_weekday_is_told_with_its_date_and_rests_on_the_words_of_the_article() -> None:
    short = short_answer(asked("When did it stop?"), [told("on Wednesday", 0.9)])
    assert short is not None
    assert "10 June 2020" in short.text
    assert short.words == ("on Wednesday",)


def test_figures_that_differ_are_both_told_the_newer_first() -> None:
    older = told("12 votes", 0.9, "a", dt.date(2020, 6, 24))
    newer = told("13 votes", 0.8, "b", dt.date(2020, 6, 25))
    question = asked("How many votes were there?")
    assert differing(question, [older, newer]) == (newer, older)
    assert differing(question, [older, told("13 votes", 0.2, "b")]) == ()
    assert differing(question, [older, told("13 votes", 0.8, "a")]) == ()
    assert differing(asked("When was it?"), [older, newer]) == ()


def test_of_two_asked_for_those_told_together_are_both() -> None:
    things = [told("Sweden and Finland", 0.8), told("Turkey", 0.7)]
    assert chosen(asked("Which two countries were invited?"), things, 0.8) == (things[0],)
    apart = [told("Sweden", 0.8), told("Finland", 0.7)]
    assert chosen(asked("Which two countries were invited?"), apart, 0.8) == tuple(apart)


def test_what_mostly_one_does_is_told_of_one() -> None:
    things = [told("Ann Lee", 0.8), told("Bob Reed", 0.7)]
    assert chosen(asked("Who wrote the anthem?"), things, 0.8) == (things[0],)
    assert chosen(asked("Who halted the sales?"), things, 0.8) == tuple(things)


def test_who_did_it_first_is_one_and_who_in_an_aside_asks_for_nobody() -> None:
    things = [told("Ann Lee", 0.8), told("Bob Reed", 0.7)]
    assert chosen(asked("Who became the first to halt sales?"), things, 0.8) == (things[0],)
    aside = "Athletes who have left cannot come back in which sport?"
    assert chosen(asked(aside), things, 0.8) == (things[0],)
    assert chosen(asked("According to the BBC, who halted sales?"), things, 0.8) == tuple(things)


def test_somebody_is_told_by_his_full_name_and_rests_on_the_words_that_answer() -> None:
    text = "Brad Ashdown, 40, spoke. Later {words} was named."
    short = short_answer(asked("Who was named?"), [told("Ashdown", 0.9, text=text)])
    assert short is not None
    assert (short.text, short.words) == ("Brad Ashdown", ("Ashdown",))


def test_a_country_is_told_by_its_name_where_it_is_told_by_what_is_of_it() -> None:
    short = short_answer(asked("Which country legalised it?"), [told("Cuban", 0.9)])
    assert short is not None
    assert (short.text, short.words) == ("Cuba", ("Cuban",))
    held = short_answer(asked("Which country legalised it?"), [told("UK", 0.9)])
    assert held is not None
    assert held.text == "UK"


def test_the_month_is_told_without_a_day_where_a_month_is_asked_for() -> None:
    short = short_answer(asked("In which month did it end?"), [told("May", 0.9)])
    assert short is not None
    assert short.text == "May"
