"""What a reader pointed at becomes a short answer of the kind asked for, or none."""

from __future__ import annotations

import random

import pytest
from conftest import ROOT

from bot.article import Article
from bot.loaders import load
from bot.question import Kind
from bot.sentences import sentences_of
from bot.span_cleaning import cleaned

ARTICLE = "It hit Amazon hard."


@pytest.mark.parametrize(
    ("span", "sentence", "kind", "question", "answer"),
    [
        (
            "1.9",
            "It paid $1.9 billion for the firm.",
            Kind.MONEY,
            "How much did it pay?",
            "$1.9 billion",
        ),
        (
            "700",
            "The county spent about $700 to load its photos.",
            Kind.MONEY,
            "How much did it cost?",
            "$700",
        ),
        (
            "$7",
            "after that it paid about $7 a month for its searches.",
            Kind.MONEY,
            "What did it pay?",
            "$7 a month",
        ),
        (
            "$7 a month for its searches",
            "after that it paid about $7 a month for its searches.",
            Kind.MONEY,
            "What did it pay per month?",
            "$7",
        ),
        (
            "five watches worth about $3,800",
            "a man who took five watches worth about $3,800 from a store",
            Kind.MONEY,
            "What were they worth?",
            "$3,800",
        ),
        (
            "five watches",
            "a man who took five watches worth about $3,800 from a store",
            Kind.COUNT,
            "How many watches were taken?",
            "five",
        ),
        ("80", "There were 80 people at the vote.", Kind.COUNT, "How many people came?", "80"),
        ("one", "It halted sales for one year.", Kind.DURATION, "How long?", "one year"),
        ("14", "The order lasts for 14 days.", Kind.DURATION, "How long is it?", "14 days"),
        (
            "30-day ban",
            "announced a 30-day ban on tear gas",
            Kind.DURATION,
            "How long was it to last?",
            "30-day",
        ),
        (
            "until further notice",
            "Amazon is extending its moratorium until further notice, the company said.",
            Kind.DURATION,
            "How long?",
            "until further notice",
        ),
        (
            "189 algorithms",
            "The agency tested 189 algorithms from 99 developers.",
            Kind.COUNT,
            "How many algorithms were tested?",
            "189",
        ),
        (
            "18.27",
            "It ran them over 18.27 million images of 8.49 million people.",
            Kind.COUNT,
            "How many images?",
            "18.27 million",
        ),
        (
            "8 to 1",
            "San Francisco’s supervisors voted 8 to 1 on Tuesday",
            Kind.COUNT,
            "How many?",
            "8 to 1",
        ),
        (
            "63 votes to 33",
            "passed the House on March 6 by 63 votes to 33.",
            Kind.COUNT,
            "What was the number of votes?",
            "63 votes to 33",
        ),
        (
            "40 percent",
            "Nearly 40 percent of the false matches were of people of color",
            Kind.PERCENT,
            "What percentage?",
            "40 percent",
        ),
        (
            "40",
            "Nearly 40 percent of the false matches were of people of color",
            Kind.PERCENT,
            "What percentage?",
            "40 percent",
        ),
        (
            "Wednesday",
            "Amazon on Wednesday halted police use",
            Kind.WHEN,
            "When did Amazon stop?",
            "Wednesday",
        ),
        (
            "June 5",
            "On Friday, June 5, Mayor Jenny Durkan announced",
            Kind.WHEN,
            "When was it?",
            "Friday, June 5",
        ),
        (
            "on July 1, 2021",
            "Senate Bill 6280 takes effect on July 1, 2021.",
            Kind.WHEN,
            "When does it take effect?",
            "July 1, 2021",
        ),
        (
            "2021",
            "Senate Bill 6280 takes effect on July 1, 2021.",
            Kind.WHEN,
            "When does it take effect?",
            "July 1, 2021",
        ),
        (
            "May",
            "Thousands of people have marched in Seattle since late May to protest",
            Kind.WHEN,
            "Since when?",
            "late May",
        ),
        (
            "in April",
            "Krishna, who became chief executive in April, opened",
            Kind.WHEN,
            "When?",
            "April",
        ),
        (
            "Monday",
            "Shortly after midnight on Monday, officers again released the gas",
            Kind.WHEN,
            "When?",
            "Shortly after midnight on Monday",
        ),
        (
            "Smith",
            "said Microsoft President Brad Smith on Thursday",
            Kind.WHO,
            "Who said it?",
            "Brad Smith",
        ),
        (
            "Brad Smith, said",
            "the company’s president, Brad Smith, said on Thursday.",
            Kind.WHO,
            "Who said so?",
            "Brad Smith",
        ),
        (
            "the company’s president, Brad Smith,",
            "the company’s president, Brad Smith, said on Thursday.",
            Kind.WHO,
            "Who said so?",
            "Brad Smith",
        ),
        ("Amazon’s", "Amazon’s chief executive spoke.", Kind.WHO, "Who?", "Amazon"),
        (
            "Amazon’s chief executive",
            "Amazon’s chief executive spoke.",
            Kind.WHO,
            "Who spoke?",
            "Amazon’s chief executive",
        ),
        (
            "Michelle Wu and Ricardo Arroyo",
            "The ordinance was sponsored by Councilors Michelle Wu and Ricardo Arroyo and goes on",
            Kind.WHO,
            "Who sponsored it?",
            "Michelle Wu and Ricardo Arroyo",
        ),
        (
            "Arroyo",
            "The ordinance was sponsored by Councilors Michelle Wu and Ricardo Arroyo and goes on",
            Kind.WHO,
            "Who sponsored it?",
            "Ricardo Arroyo",
        ),
        (
            "by Councilors Michelle Wu",
            "The ordinance was sponsored by Councilors Michelle Wu and Ricardo Arroyo and goes on",
            Kind.WHO,
            "Who sponsored it?",
            "Michelle Wu",
        ),
        (
            "Markey",
            "introduced in the Senate by Edward Markey of Massachusetts and Jeff Merkley of Oregon",
            Kind.WHO,
            "Who?",
            "Edward Markey",
        ),
        (
            "A security consultant",
            "A security consultant who had not seen the theft",
            Kind.WHO,
            "Who picked him?",
            "security consultant",
        ),
        (
            "A security consultant who had not seen the theft",
            "A security consultant who had not seen the theft",
            Kind.WHO,
            "Who picked him?",
            "security consultant",
        ),
        (
            "the Detroit police",
            "He was held by the Detroit police for hours",
            Kind.WHO,
            "Who held him?",
            "Detroit police",
        ),
        (
            "Amazon halted police use",
            "Amazon halted police use",
            Kind.WHO,
            "Who halted it?",
            "Amazon",
        ),
        ("The Hague", "The Hague is where it sits.", Kind.WHERE, "Where does it sit?", "The Hague"),
        ("in Armonk", "IBM is based in Armonk, New York.", Kind.WHERE, "Where is IBM?", "Armonk"),
        (
            "Hills",
            "Robert Williams of Farmington Hills, Michigan, was",
            Kind.WHERE,
            "Where?",
            "Farmington Hills",
        ),
        (
            "in Detroit in October 2018.",
            "from a Shinola store in Detroit in October 2018.",
            Kind.WHERE,
            "Where?",
            "Detroit",
        ),
        (
            "a Shinola store in Detroit",
            "from a Shinola store in Detroit in October 2018.",
            Kind.WHERE,
            "Where?",
            "Shinola store in Detroit",
        ),
        (
            "“unacceptable”",
            "has called the use “unacceptable” and promised",
            Kind.THING,
            "What did she call it?",
            "unacceptable",
        ),
        (
            "“unacceptable",
            "has called the use “unacceptable” and promised",
            Kind.THING,
            "What did she call it?",
            "unacceptable",
        ),
        (
            "the Stop Secret Surveillance Ordinance,",
            "The measure, named the Stop Secret Surveillance Ordinance, was written",
            Kind.THING,
            "What is it called?",
            "Stop Secret Surveillance Ordinance",
        ),
        (
            "Rekognition",
            "its facial recognition software, Rekognition, for one year",
            Kind.THING,
            "What is it called?",
            "Rekognition",
        ),
        (
            "to pass rules for the technology",
            "it hoped Congress would use the time to pass rules for the technology.",
            Kind.THING,
            "What did it hope for?",
            "to pass rules for the technology",
        ),
        ("U.S.", "police in the U.S. and elsewhere", Kind.WHERE, "Where?", "U.S."),
        ("IBM", "IBM quit.", Kind.WHO, "Which company quit, IBM or Amazon?", "IBM"),
        ("US", "in the US today", Kind.WHERE, "Where?", "US"),
        ("the police", "He was held by the police there.", Kind.WHO, "Who held him?", "police"),
        (
            "two young daughters",
            "His two young daughters watched.",
            Kind.WHO,
            "Who watched?",
            "two young daughters",
        ),
        ("his wife", "He came with his wife.", Kind.WHO, "Who came with him?", "his wife"),
        (
            "Kennedy",
            "It went to Sens. Ted Kennedy and Kamala Harris.",
            Kind.WHO,
            "Who got it?",
            "Ted Kennedy",
        ),
        (
            "is based in Armonk, New",
            "IBM is based in Armonk, New York.",
            Kind.WHERE,
            "Where is IBM?",
            "Armonk, New York",
        ),
        (
            "on his front lawn",
            "He was handcuffed on his front lawn.",
            Kind.WHERE,
            "Where was he handcuffed?",
            "his front lawn",
        ),
        ("July.", "The law takes effect in July.", Kind.WHEN, "When does it take effect?", "July"),
        (
            "from March 6 to March 12",
            "It ran from March 6 to March 12.",
            Kind.WHEN,
            "When did it run?",
            "March 6 to March 12",
        ),
        (
            "5 p.m.",
            "The vote began at 5 p.m. on Tuesday.",
            Kind.WHEN,
            "When did the vote begin?",
            "5 p.m. on Tuesday",
        ),
        (
            "20 to 30",
            "Some 20 to 30 cities ban it.",
            Kind.COUNT,
            "How many cities banned it?",
            "20 to 30",
        ),
        (
            "8 to 1",
            "The city’s supervisors agreed by 8 to 1.",
            Kind.COUNT,
            "how many supervisors backed the ban",
            "8 to 1",
        ),
        (
            "13 to 0",
            "The council banned it by 13 to 0.",
            Kind.COUNT,
            "How many members voted for the ban?",
            "13 to 0",
        ),
        (
            "to 181",
            "It passed by a vote of 236 to 181.",
            Kind.COUNT,
            "How many votes were there?",
            "236 to 181",
        ),
        ("10 miles", "They marched 10 miles.", Kind.COUNT, "How many miles did they march?", "10"),
        ("10 miles", "They marched 10 miles.", Kind.COUNT, "How far did they march?", "10 miles"),
        (
            "34",
            "Robert Williams, 34, was arrested.",
            Kind.DURATION,
            "How old is Robert Williams?",
            "34",
        ),
        ("none", "Congress has passed none.", Kind.COUNT, "How many laws were passed?", "none"),
    ],
)
def test_a_span_is_made_whole_and_what_is_not_of_it_goes(
    span: str, sentence: str, kind: Kind, question: str, answer: str
) -> None:
    assert cleaned(span, sentence, kind, question, ARTICLE) == answer


@pytest.mark.parametrize(
    ("span", "sentence", "kind", "question"),
    [
        (
            "five watches",
            "a man who took five watches worth about $3,800 from a store",
            Kind.MONEY,
            "What were they worth?",
        ),
        (
            "March 6",
            "passed the House on March 6 by 63 votes to 33.",
            Kind.COUNT,
            "How many votes?",
        ),
        (
            "people",
            "Nearly 40 percent of the false matches were of people of color",
            Kind.PERCENT,
            "What percentage?",
        ),
        ("the city", "In the city all is well.", Kind.WHEN, "When?"),
        ("the company", "the company wrote.", Kind.WHO, "Who wrote it?"),
        ("he", "he wrote.", Kind.WHO, "Who wrote it?"),
        ("officials said", "officials said.", Kind.WHO, "Who said it?"),
        ("Amazon", "Amazon halted police use", Kind.WHO, "What did Amazon do?"),
        ("Thursday", "said on Thursday", Kind.WHO, "Who said it?"),
        ("American", "the American company", Kind.WHERE, "Where?"),
        ("there", "it is there", Kind.WHERE, "Where?"),
        ("it", "it hoped", Kind.THING, "What?"),
        ("evidence", "He has evidence.", Kind.WHO, "Who has it?"),
        (
            "have apologized to protesters",
            "They have apologized to protesters.",
            Kind.WHO,
            "Who apologized?",
        ),
        ("$1 million", "It got $1 million from him.", Kind.WHO, "Who paid?"),
        ("We", "“We will not sell,” Smith said.", Kind.WHO, "Who will not sell?"),
        ("the", "It is the ACLU of Northern California.", Kind.WHO, "Who is it?"),
        ("in May", "It began in May.", Kind.WHERE, "Where did it begin?"),
        ("a theft", "He saw a theft.", Kind.WHERE, "Where was he?"),
        ("two weeks", "Two days, then two weeks.", Kind.WHEN, "When?"),
        ("2018", "It began in 2018.", Kind.WHEN, "What began in 2018?"),
        ("no one", "There was no one there.", Kind.COUNT, "How many were there?"),
        ("one-to-one matching", "In one-to-one matching it errs.", Kind.COUNT, "How many times?"),
        ("10 days", "They marched for 10 days.", Kind.COUNT, "How many people marched?"),
        ("34", "There were 34 of them.", Kind.DURATION, "How long did it last?"),
        ("a second vote", "It must pass a second vote.", Kind.DURATION, "How long?"),
        ("8 to 1", "The city voted 8 to 1 on it.", Kind.COUNT, "How many cities banned it?"),
        ("13", "It was banned by 13 to 0.", Kind.COUNT, "How many cities banned it?"),
        ("13 members", "All 13 members voted.", Kind.COUNT, "How many of the 13 members voted?"),
    ],
)
def test_what_is_no_answer_of_its_kind_is_none(
    span: str, sentence: str, kind: Kind, question: str
) -> None:
    assert cleaned(span, sentence, kind, question, ARTICLE) is None


@pytest.mark.parametrize("span", ["Microsoft", "", "Amazon halted sales"])
def test_a_span_of_another_sentence_is_a_mistake_of_the_caller(span: str) -> None:
    with pytest.raises(ValueError, match="is no part of"):
        cleaned(span, "Amazon on Wednesday halted police use.", Kind.WHO, "Who did?")


def test_any_words_of_the_corpus_become_a_part_of_their_sentence_that_stays_as_it_is() -> None:
    picked = random.Random(7)
    articles = [a for a in load(str(ROOT / "corpus")) if isinstance(a, Article)]
    assert articles
    for text in (a.text for a in articles):
        for place in sentences_of(text):
            sentence = text[place.start : place.end]
            words = sentence.split()
            first = picked.randrange(len(words))
            span = " ".join(words[first : first + picked.randrange(1, 7)])
            kind = picked.choice(list(Kind))
            answer = cleaned(span, sentence, kind, "Really?", text)
            if answer is not None:
                assert answer in sentence
                assert answer == answer.strip()
                if sentence.count(answer) == 1:
                    assert cleaned(answer, sentence, kind, "Really?", text) == answer


def test_a_measure_is_told_with_its_unit() -> None:
    told = "At one school a tree of 34 feet fell."
    question = "How tall was the tree?"
    assert cleaned("34 feet", told, Kind.COUNT, question) == "34 feet"
    assert cleaned("one", told, Kind.COUNT, question) is None
    assert cleaned("34", "He led with 34 points.", Kind.COUNT, "How much does he weigh?") is None


def test_a_magnitude_alone_is_no_answer() -> None:
    sentence = "The price has ranged from a few dollars a month to a million."
    assert cleaned("million", sentence, Kind.THING, "What did it come to?") is None
