"""Who did it, and what one did: by whom a sentence, or a clause in it, is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from store_fixtures import an_article

from bot.chat import answer_to
from bot.finding import Finding
from bot.library import Library
from bot.question import understood
from bot.writers.subjects import by_whom_it_is_asked, doers, told_of

DAY = dt.date(2021, 6, 30)


def _finding(sentence: str, score: float = 0.0) -> Finding:
    article = an_article(sentence)
    return Finding(article, 0, len(article.text), None, score, 0.0, 1.0)


def test_who_a_clause_is_about_did_what_it_tells() -> None:
    found = _finding("Judge Ann Lee sided with Harbour Watch, which sued the city on Tuesday.")
    question = understood("Who sued the city?", DAY)
    ((_, span),) = doers(question, [found])
    assert found.text[span.start : span.end] == "Harbour Watch"
    assert doers(understood("Who praised the city?", DAY), [found]) == []
    assert doers(understood("When was the city sued?", DAY), [found]) == []
    assert doers(question, [_finding("Ann Lee, who was there, sued the city.")]) == []


def _doers(question: str, sentence: str) -> list[str]:
    found = doers(understood(question, DAY), [_finding(sentence)])
    return [span.text for _, span in found]


def test_those_behind_by_did_it() -> None:
    told = "The plaintiffs are represented by the Quay Union, the Ann Lee Centre and Smith Bros."
    assert _doers("Who represents the plaintiffs?", told) == [
        "Quay Union",
        "Ann Lee Centre and Smith Bros",
    ]
    written = "The law, written by Senator Ann Lee, passed."
    assert _doers("Who wrote the law?", written) == ["Senator Ann Lee"]
    assert _doers("Who banned tea?", "It is the first ban of tea by a Quayport shop.") == []


def test_the_one_who_does_it_stands_before_the_verb_where_one_is_asked_for() -> None:
    wrote = "Ann Lee wrote the anthem in 1814, said Tom Hill."
    assert _doers("Who wrote the anthem?", wrote) == ["Ann Lee"]
    assert _doers("Who holds the record?", "Bob Reed holds the record of 73.") == ["Bob Reed"]
    assert _doers("Who owns the pier?", "Bob Reed, they say, never owned the pier.") == []
    # There may be others who banned it: those are looked for in all sentences.
    assert _doers("Who banned the pier?", "Bob Reed banned the pier.") == []


def test_who_is_named_in_the_question_does_not_answer_it() -> None:
    assert _doers("Who leads Quayport now?", "Quayport leads the league.") == []


def test_only_who_is_said_to_do_it_is_named() -> None:
    question = understood("Who praised the pier?", DAY)
    did = _finding("Ann Lee warmly praised the pier of Quayport.")
    about = _finding("Tom Hill walked along the pier of Quayport.")
    dated = _finding("QUAYPORT — Bob Reed praised the pier.")
    refused = _finding("Jim Moss never praised the pier.")
    told = [span.text for _, span in told_of(question, [did, about, dated, refused])]
    assert sorted(told) == ["Ann Lee", "Bob Reed"]
    question = understood("Who has never praised the pier?", DAY)
    assert [span.text for _, span in told_of(question, [did, dated, refused])] == ["Jim Moss"]


def test_who_did_the_opposite_or_is_only_asked_about_did_not_do_it() -> None:
    question = understood("Who won the race of Quayport?", DAY)
    won = _finding("Ann Lee won the race of Quayport.")
    lost = _finding("Tom Hill, who wins often, lost the race of Quayport that Ann Lee won.")
    may_win = _finding("Bob Reed: will he win the race of Quayport?")
    will_he = _finding("Will Bob Reed win the race of Quayport?")
    told = [span.text for _, span in told_of(question, [won, lost, may_win, will_he])]
    assert told == ["Ann Lee"]
    lost = _finding("Tom Hill lost the race of Quayport to the winning Ann Lee.")
    assert told_of(question, [lost]) == []


def test_what_holds_far_less_than_the_best_names_nobody() -> None:
    best = replace(_finding("In Quayport the pier was sold to a baker."), held=0.9)
    other = replace(_finding("Ann Lee purchased tea."), held=0.0, margin=-8.0)
    question = understood("Who bought the pier of Quayport?", DAY)
    assert told_of(question, [best, other]) == []
    assert [s.start for _, s in told_of(question, [other])] == [0]


def test_whoever_is_asked_about_is_told_of_before_others() -> None:
    others = _finding("Harbour Watch praised the promises of Ann Lee.", 1.0)
    own = _finding("Ann Lee will not sell the pier.")
    question = understood("What did Ann Lee promise?", DAY)
    assert by_whom_it_is_asked(question, [others, own], 1.5)[0].text == own.text
    assert by_whom_it_is_asked(question, [others, own], 0.5)[0].text == others.text
    asked = understood("What was promised?", DAY)
    assert by_whom_it_is_asked(asked, [own, others], 1.5)[0].text == others.text


def test_in_the_articles_of_the_corpus(library: Library) -> None:
    will_not = answer_to(library, "Who will not sell facial recognition to police?")
    assert will_not.sentences[0].text.startswith("Microsoft will not sell facial recognition")
    assert answer_to(library, "Who sued Seattle?").short_answer == (
        "Black Lives Matter Seattle-King County"
    )
    promised = answer_to(library, "What did Microsoft promise?")
    assert promised.sentences[0].text.startswith("Microsoft will not sell")
