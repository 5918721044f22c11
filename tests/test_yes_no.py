"""Yes or no is told only where a sentence plainly says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.yes_no import entails, is_yes_no


@pytest.mark.parametrize(
    "question",
    [
        "Did Amazon halt police use?",
        "has Congress passed a law",
        "Is IBM based in Armonk?",
        "Will Microsoft sell it to the police?",
        "Were the charges dropped?",
        "Didn’t Amazon halt it?",
        "And did Microsoft?",
        "Did Amazon say why it went on?",
        "According to the Ledger, did Boston ban it?",
        "May the police use it?",
    ],
)
def test_what_begins_with_a_helping_verb_asks_yes_or_no(question: str) -> None:
    assert is_yes_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who halted police sales?",
        "Do you know who halted police sales?",
        "Can you tell me about the ban?",
        "Did Amazon or Microsoft halt sales?",
        "Is it known when the ban ends?",
        "Amazon halted sales?",
        "What did Amazon do?",
        "Island news",
        "",
        "?",
    ],
)
def test_what_asks_for_something_else_does_not(question: str) -> None:
    assert not is_yes_no(question)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Did Amazon halt police use of its facial recognition software?",
            "Amazon on Wednesday halted police use of its facial recognition software, Rekognition,"
            " for one year, saying that it hoped Congress would use the time.",
        ),
        ("Has Amazon halted police use?", "Amazon on Wednesday halted police use for one year."),
        ("Has Amazon stopped police use?", "Amazon on Wednesday halted police use for one year."),
        ("Is IBM based in Armonk?", "IBM is based in Armonk, New York."),
        ("Did IBM sell the business?", "IBM sold the business in May."),
        ("Has IBM sold the business?", "IBM has already sold the business."),
        ("Was Robert Williams arrested?", "Robert Williams was arrested in January."),
        ("Was Robert Williams arrested?", "Robert Williams was wrongly arrested by the police."),
        ("Has Robert Williams been arrested?", "Robert Williams has been arrested in Detroit."),
        ("Does IBM sell software?", "IBM sells software to banks."),
        ("Did Jay Inslee sign a law?", "Gov. Jay Inslee of Washington on Tuesday signed a law."),
        ("Did Microsoft support the law?", "Microsoft backed the law, which was signed in March."),
        ("Will Boston ban cameras?", "Boston will ban cameras in schools."),
        ("Did Brad Smith praise the law?", "Microsoft’s president, Brad Smith, praised the law."),
        (
            "Did Catherine Stefani vote against the ordinance?",
            "Catherine Stefani, a former prosecutor, voted against the ordinance.",
        ),
        ("May the police use Rekognition?", "The police may use Rekognition in emergencies."),
        (
            "Are the police allowed to use Rekognition?",
            "The police are allowed to use Rekognition.",
        ),
        ("Is IBM based in Armonk?", "IBM, which is based in Armonk, sold the business."),
        ("Did IBM quit the business?", "On Monday, IBM quit the business."),
        ("Is Brad Smith the president of Microsoft?", "Brad Smith is the president of Microsoft."),
        ("Did Congress pass the bill?", "The agency said that Congress approved the bill."),
    ],
)
def test_yes_where_the_sentence_says_so(question: str, sentence: str) -> None:
    assert entails(question, sentence) == "yes"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did IBM sell the business?", "IBM did not sell the business."),
        ("Did IBM sell the business?", "IBM didn’t sell the business, its president said."),
        ("Has IBM sold the business?", "IBM has never sold the business."),
        ("Does IBM sell software?", "IBM no longer sells software."),
        ("Does IBM sell software?", "IBM has stopped selling software."),
        ("Did Amazon disclose the number?", "Amazon declined to disclose the number."),
        (
            "Did Amazon disclose the number?",
            "Amazon, based in Seattle, refused to disclose the number.",
        ),
        ("Will Microsoft sell Rekognition?", "Microsoft won't sell Rekognition, Smith said."),
        ("Has Congress passed a law?", "Congress has passed no law."),
        ("Is IBM based in Seattle?", "IBM is not based in Seattle."),
        ("Was Robert Williams charged?", "Robert Williams was never charged."),
        ("May the police use Rekognition?", "The police may not use Rekognition."),
        ("Can the police use Rekognition?", "The police are banned from using Rekognition."),
        ("Does any company sell Rekognition?", "No company sells Rekognition."),
        ("Did Amazon sell the business?", "Neither IBM nor Amazon sold the business."),
        ("Has IBM sold the business?", "IBM has not yet sold the business."),
        ("Did the Senate pass the bill?", "The Senate failed to pass the bill on Friday."),
    ],
)
def test_no_where_the_sentence_denies_it(question: str, sentence: str) -> None:
    assert entails(question, sentence) == "no"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        # Another subject, verb or object.
        ("Did Amazon halt police use?", "Microsoft on Thursday halted police use."),
        ("Did Amazon sue Seattle?", "Seattle sued Amazon."),
        ("Did Microsoft sue Seattle?", "Microsoft’s rival sued Seattle."),
        ("Did Seattle ban it in Portland?", "Seattle banned cameras in Portland."),
        ("Did IBM sell it?", "The head of IBM, who sold it, is gone."),
        ("Did Boston ban cameras?", "The mayor of Boston banned cameras."),
        ("Did Amazon halt sales?", "Amazon halted police use of its software."),
        ("Did Amazon buy Rekognition?", "Amazon sold Rekognition."),
        ("Did Robert Williams arrest Smith?", "Robert Williams was arrested with Smith."),
        ("Did Congress vote for the ban?", "Congress voted against the ban."),
        ("Did Congress accept the bill?", "Congress rejected the bill."),
        ("Was Robert Williams charged?", "Robert Williams was arrested in January."),
        ("Did Amazon halt facial recognition?", "Amazon halted facial recognition sales."),
        ("Did Norma Smith vote?", "Brad Smith voted."),
        ("Did Smith vote for it?", "Norma Smith voted for it."),
        # Another time.
        ("Does IBM sell software?", "IBM sold software in 1990."),
        ("Did IBM sell the business?", "IBM will sell the business."),
        ("Will IBM sell the business?", "IBM sold the business."),
        ("Is Brad Smith the president?", "Brad Smith was the president until 2010."),
        ("Did IBM sell the business?", "IBM sells the business software."),
        # A doubt, a condition, somebody's words.
        ("Did IBM sell the business?", "If IBM sold the business, it would lose money."),
        ("Did IBM sell the business?", "Critics claimed that IBM sold the business."),
        ("Did IBM sell the business?", "It is unclear whether IBM sold the business."),
        ("Did IBM sell the business?", "IBM may have sold the business."),
        ("Did IBM sell the business?", "IBM planned to sell the business."),
        ("Did IBM sell the business?", "IBM nearly sold the business."),
        ("Did IBM sell the business?", "Has IBM sold the business?"),
        ("Did IBM sell the business?", "“IBM sold the business,” a critic said."),
        ("Did IBM sell the business?", "He denied that IBM had sold the business."),
        ("Did IBM sell the business?", "IBM sold the business, a rival claimed."),
        ("Did IBM sell the business?", "It is false that IBM sold the business."),
        ("Did IBM sell the business?", "He did not say that IBM sold the business."),
        ("Did IBM sell the business?", "Had IBM sold the business, it would be gone."),
        ("Did IBM sell the business?", "After IBM sold the business, it went on."),
        ("Did IBM sell the business?", "Nobody at IBM sold the business."),
        ("Did IBM sell the business?", "Neither IBM nor Amazon sold the business."),
        # Narrower than what is asked.
        ("Did IBM sell the business?", "IBM did not sell the business to Amazon."),
        ("Did IBM sell the business?", "IBM did not sell the business until 2018."),
        ("Did IBM sell software?", "IBM did not sell facial recognition software."),
        ("Did IBM sell the business?", "IBM did not only sell the business."),
        ("Will Microsoft sell it?", "Microsoft will not sell it until Congress acts."),
        ("Does the company sell Rekognition?", "No company sells Rekognition."),
        # Two denials, or a question that denies.
        ("Did IBM sell the business?", "IBM did not refuse to sell the business."),
        ("Did IBM never sell the business?", "IBM did not sell the business."),
        # Not to be understood without what stands around it.
        ("Did it sell the business?", "It sold the business."),
        ("Did he vote?", "Brad Smith voted."),
        ("Did the company halt sales?", "The company halted sales."),
        ("Did all of IBM vote?", "IBM voted."),
        ("Who sold the business?", "IBM sold the business."),
        ("Did Amazon halt sales?", ""),
        ("", "Amazon halted sales."),
    ],
)
def test_in_doubt_neither_is_told(question: str, sentence: str) -> None:
    assert entails(question, sentence) is None


@settings(max_examples=100, deadline=None)
@given(question=st.text(max_size=40), sentence=st.text(max_size=60))
def test_any_text_is_read_without_harm(question: str, sentence: str) -> None:
    assert entails(question, sentence) in ("yes", "no", None)
    assert entails(f"Did {question}?", sentence) in ("yes", "no", None)
