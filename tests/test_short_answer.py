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


def told(words: str, sure: float, article: str = "a", published: dt.date | None = DAY) -> Told:
    text = f"It was {words}, they said."
    url = f"https://{article}.example"
    source = Article.new(text=text, source="x", url=url, published=published)
    start = text.index(words)
    place = Place(source, start, start + len(words), Sentence(0, len(text)), 0.5, sure)
    return Told((place,), 0.5, 0.0)


def test_one_thing_is_told_where_one_is_asked_for() -> None:
    things = [told("Amazon", 0.8), told("IBM", 0.7)]
    assert chosen(asked("What is it called?"), things) == (things[0],)


def test_several_are_told_where_several_are_asked_for_if_they_are_nearly_as_sure() -> None:
    things = [told("Amazon", 0.8), told("IBM", 0.5), told("Apple", 0.2)]
    picked = chosen(asked("Which companies halted sales?"), things)
    assert [t.text for t in picked] == ["Amazon", "IBM"]
    short = short_answer(asked("Which companies halted sales?"), picked)
    assert short is not None
    assert (short.text, short.words) == ("Amazon, IBM", ("Amazon", "IBM"))


def test_what_is_hardly_sure_is_no_short_answer() -> None:
    assert chosen(asked("What is it called?"), [told("Amazon", 0.05)]) == ()
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
    assert chosen(asked("Which two countries were invited?"), things) == (things[0],)
    apart = [told("Sweden", 0.8), told("Finland", 0.7)]
    assert chosen(asked("Which two countries were invited?"), apart) == tuple(apart)


def test_what_mostly_one_does_is_told_of_one() -> None:
    things = [told("Ann Lee", 0.8), told("Bob Reed", 0.7)]
    assert chosen(asked("Who wrote the anthem?"), things) == (things[0],)
    assert chosen(asked("Who halted the sales?"), things) == tuple(things)
