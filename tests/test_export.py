from __future__ import annotations

import datetime as dt
import json
import re
import time
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt

from bot.answer import Citation, CitedSentence
from bot.article import Article
from bot.export import Exported, as_json, exported, markdown, page
from bot.outcome import KeptTurn, Outcome
from bot.styles import Style

WORDS = "It cost $5 *and* <img src=x onerror=alert(1)> [x](javascript:alert(1)) `y` &amp; 1. #z."
ARTICLE = Article.new(
    text=WORDS,
    title="<b>Rain</b> & _snow_",
    source="a",
    outlet="The | Post",
    url="https://a.example/?a=1&b=%22",
    published=dt.date(2020, 6, 11),
)
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)


def a_conversation() -> Exported:
    citation = Citation.of(ARTICLE, 0, len(WORDS))
    answer = Outcome(
        standalone="Q",
        short_answer="$5",
        sentences=(CitedSentence(WORDS, 1),),
        citations=(citation,),
        note="Accounts differ: <i>x</i>.",
    )
    turns = [
        KeptTurn(1, "1. What <b>now</b>?\n# Really", NOW, answer),
        KeptTurn(2, "And then?", NOW, Outcome()),
        KeptTurn(3, "Failed?", NOW, Outcome(error="No.")),
        KeptTurn(4, "Waits?", NOW, None),
    ]
    return Exported("c", "<script>x</script>", exported(turns))


def test_what_failed_or_waits_is_left_out_and_what_was_declined_says_so() -> None:
    told = json.loads(as_json(a_conversation()))
    assert [t["answer"] for t in told["turns"]] == [f"{WORDS} [1]", "The coverage does not say."]
    assert told["turns"][0]["citations"][0]["quote"] == WORDS


def test_markdown_shows_every_word_as_it_was_written() -> None:
    text = markdown(a_conversation())
    rendered = MarkdownIt().render(text)
    assert not re.findall(r"<(?:img|b|i|script|em|strong|code)\b", rendered)
    assert rendered.count("<h2>") == 2
    assert "javascript:" in rendered
    assert 'href="javascript' not in rendered
    assert text.count("[^1]") == 2
    assert "Asked on 25 November 2026." in text


def test_the_page_to_print_has_only_tags_of_its_own_and_may_fetch_nothing() -> None:
    text = page(a_conversation())
    body = text[text.index("<body>") :]
    tags = {"body", "h1", "h2", "p", "sup", "a", "ol", "li", "q", "html"}
    assert set(re.findall(r"</?([a-z0-9]+)", body)) == tags
    assert "default-src 'none'" in text
    assert 'href="https://a.example/?a=1&amp;b=%22"' in body
    assert 'href="#n0-1"' in body
    assert 'id="n0-1"' in body


@pytest.fixture
def _auckland() -> Iterator[None]:
    """A machine whose day begins half a day before that of UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_auckland")
def test_a_question_was_asked_on_the_day_that_it_was_here() -> None:
    evening = dt.datetime(2026, 11, 25, 20, 0, tzinfo=dt.UTC)
    told = Exported("c", "C", exported([KeptTurn(1, "What now?", evening, Outcome())]))
    assert "Asked on 26 November 2026." in markdown(told)
    assert "Asked on 26 November 2026." in page(told)


def test_a_timeline_keeps_its_days_a_line_each() -> None:
    citation = Citation.of(ARTICLE, 0, len(WORDS))
    answer = Outcome(
        standalone="Q",
        sentences=(
            CitedSentence("Rain fell.", 1, lead="10 June 2020"),
            CitedSentence("It *stopped*.", 1, lead="<11> June 2020"),
        ),
        citations=(citation,),
        style=Style.TIMELINE,
    )
    told = Exported("c", "C", exported([KeptTurn(1, "What now?", NOW, answer)]))
    rendered = MarkdownIt().render(markdown(told))
    assert rendered.count("<li>") == 2
    assert "<strong>10 June 2020:</strong> Rain fell.[^1]</li>" in rendered
    assert "<strong>&lt;11&gt; June 2020:</strong> It *stopped*.[^1]</li>" in rendered
    printed = page(told)
    assert "<ul><li><b>10 June 2020:</b> Rain fell.<sup>" in printed
    assert "<b>&lt;11&gt; June 2020:</b> It *stopped*." in printed
    (turn,) = json.loads(as_json(told))["turns"]
    assert turn["style"] == "timeline"
    assert turn["answer"].splitlines()[0] == "- 10 June 2020: Rain fell. [1]"
