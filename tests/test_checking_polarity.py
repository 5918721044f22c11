"""Opposites and negations tell the same where both turn, and the contrary where one does."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from bot.article import Article
from bot.checking.check import fault_of
from bot.checking.grounds import Ground

VERBS = [
    ("approve", "approved", "reject", "rejected", "the budget"),
    ("support", "supported", "oppose", "opposed", "the plan"),
    ("keep", "kept", "abandon", "abandoned", "the mine"),
    ("publish", "published", "withhold", "withheld", "the figures"),
    ("praise", "praised", "condemn", "condemned", "the verdict"),
    ("convict", "convicted", "acquit", "acquitted", "the banker"),
    ("extend", "extended", "shorten", "shortened", "the season"),
    ("heed", "heeded", "ignore", "ignored", "the warning"),
]
ADJECTIVES = [
    ("possible", "impossible", "A rescue is {} before winter."),
    ("legal", "illegal", "The strike of the miners is {}."),
    ("safe", "unsafe", "The bridge over the Tarn is {}."),
    ("willing", "unwilling", "The minister is {} to talk."),
    ("true", "false", "The claim of the owners is {}."),
    ("permanent", "temporary", "The loan to the museum is {}."),
]


def fault(said: str, cited: str) -> str | None:
    article = Article.new(text=cited, source="x", title="", published=dt.date(2020, 6, 11))
    return fault_of(said, [Ground(article, 0, len(cited))])


@pytest.mark.parametrize(("one", "did_one", "other", "did_other", "what"), VERBS)
def test_a_verb_and_the_opposite_that_is_negated_tell_the_same(
    one: str, did_one: str, other: str, did_other: str, what: str
) -> None:
    yes = [f"The court {did_one} {what}.", f"The court did not {other} {what}."]
    no = [f"The court {did_other} {what}.", f"The court did not {one} {what}."]
    for told in (yes, no):
        assert [(c, s, fault(s, c)) for c in told for s in told if fault(s, c)] == []
    for cited, said in [*product(yes, no), *product(no, yes)]:
        assert fault(said, cited) is not None, (cited, said)


@pytest.mark.parametrize(("one", "other", "sentence"), ADJECTIVES)
def test_what_is_so_and_what_is_not_its_opposite_tell_the_same(
    one: str, other: str, sentence: str
) -> None:
    yes = [sentence.format(one), sentence.format(f"not {other}")]
    no = [sentence.format(other), sentence.format(f"not {one}")]
    for told in (yes, no):
        assert [(c, s, fault(s, c)) for c in told for s in told if fault(s, c)] == []
    for cited, said in [*product(yes, no), *product(no, yes)]:
        assert fault(said, cited) is not None, (cited, said)


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("The union no longer supports the plan.", "The union has withdrawn support for the plan."),
        ("The city did not allow the march.", "The city forbade the march."),
        ("The firm decided against raising the fee.", "The firm did not raise the fee."),
        ("Owners do not need a receipt.", "For owners no kind of receipt is required."),
        ("It was the shortest term of any mayor.", "No mayor has had a shorter term."),
        ("Ferries had not been stopped since 2009.", "It first stopped the ferries since 2009."),
        ("The board asked nobody from outside within a week.", "The board asked no outsider."),
        ("It first came to light on his blog in May.", "It came to light on his blog last May."),
        (
            "Kettles sold between May and July are affected.",
            "Kettles bought from May are affected.",
        ),
        ("Nine of the islands’ fourteen banks shut.", "Nine out of fourteen banks shut."),
        ("They have a hundredth of the usual power.", "They have one percent of the usual power."),
        ("The ship is to arrive on Saturday.", "The ship is to arrive on June 13."),
        ("Only one voter in four approved of it.", "Only 25 percent approved of it."),
        ("More duds lie in the port.", "More duds are still under the port."),
        ("It made more than any other film.", "No film made more money."),
        ("The age was last lowered in 1972.", "The age has not been lowered since 1972."),
        ("She said that she would not try again.", "She said there would be no second try."),
    ],
)
def test_other_words_for_the_same(cited: str, said: str) -> None:
    assert fault(said, cited) is None


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("The bank did not deny the theft.", "The bank denied the theft."),
        ("The council will not oppose the plan.", "The council will oppose the plan."),
        ("The firm decided against raising the fee.", "The firm raised the fee."),
        ("The firm raised the fee.", "The firm decided against raising the fee."),
        ("The city forbade the march.", "The city allowed the march."),
        ("The union has withdrawn its support.", "The union supports it."),
        ("The house is insured.", "The house is uninsured."),
        ("Nine of the islands’ fourteen banks shut.", "Eight out of fourteen banks shut."),
        ("They have a hundredth of the usual power.", "They have two percent of the usual power."),
        ("The ship is to arrive on Saturday.", "The ship is to arrive on June 6."),
        ("Only one voter in four approved of it.", "Only 20 percent approved of it."),
        ("The dam cost $5 million more than planned.", "The dam cost $5 million under plan."),
        ("The age was last lowered in 1972.", "The age was last raised in 1972."),
    ],
)
def test_other_words_for_something_else(cited: str, said: str) -> None:
    assert fault(said, cited) is not None
