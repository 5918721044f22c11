"""What asks nothing of the coverage gets a reply of its own, and no question is taken for that."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.answer import DECLINED
from bot.chat import Answered, Conversation, answer_to
from bot.export import Exported, as_json, exported, markdown, page
from bot.library import Library
from bot.narrowing import By, Filters, Narrowing
from bot.outcome import KeptTurn, Outcome
from bot.small_talk import Talk, said_to_us, without_greeting
from bot.ui.address import Address
from bot.ui.present import turn_view
from bot.ui.progress import turn_of

SAID = {
    Talk.GREETING: ["hello", "Hi there!", "Good morning.", "how are you?", "Hallo", "What’s up?"],
    Talk.THANKS: ["thanks", "Thank you very much!", "ok, thanks", "merci", "Thanks for the help."],
    Talk.FAREWELL: ["bye", "Goodbye."],
    Talk.ASSENT: ["ok", "no", "test", "lol", "So what?"],
    Talk.COMPLAINT: ["you are stupid", "That is wrong.", "Fuck you", "this is not helpful"],
    Talk.ABOUT: [
        "help",
        "what can you do?",
        "Hello! Who are you?",
        "What can I ask?",
        "How to ask",
    ],
    Talk.COVERED: ["What is covered?", "what do you know", "which outlets are covered?"],
    Talk.BELIEVE: ["Why should I believe you?", "how does this work?", "Where is this from?"],
    Talk.ADD: ["How do I add an article?", "how to upload a pdf", "where can I add a web page?"],
}
NEWS = [
    "Who said thanks?",
    "Who said hello?",
    "What help did Amazon offer?",
    "help Amazon",
    "“Help!”",
    '"Hello"',
    "Hello, Dolly",
    "What is Rekognition?",
    "What can Amazon do?",
    "Who are the Proud Boys?",
    "Why should I believe Amazon?",
    "Is Amazon reliable?",
    "What is covered by the ban?",
    "How do police add a face?",
    "How does facial recognition work?",
    "How many articles does the law have?",
    "Was the test wrong?",
    "No ban",
    "Thanks to whom did the bill pass?",
    "What is new?",
    "What news is there?",
    "Goodbye to tear gas?",
    "Amazon",
]
OF_THE_ANSWER = [
    "Is it true?",
    "How does it work?",
    "Where did it come from?",
    "What is this about?",
]


@pytest.mark.parametrize(("talk", "said"), [(t, s) for t, many in SAID.items() for s in many])
def test_what_is_said_to_the_chat_is_known_by_the_whole_of_it(talk: Talk, said: str) -> None:
    assert said_to_us(said) is talk
    assert said_to_us(f"{said} Amazon") is None
    assert said_to_us(f"Who said {said}") is None


@pytest.mark.parametrize("question", NEWS)
def test_a_question_about_the_news_is_never_taken_for_it(question: str) -> None:
    assert said_to_us(question) is None


@pytest.mark.parametrize("question", OF_THE_ANSWER)
def test_what_may_be_meant_by_it_is_asked_of_the_news_once_there_is_an_answer(
    question: str,
) -> None:
    assert said_to_us(question) is not None
    assert said_to_us(question, begun=True) is None
    assert said_to_us("Where is this from?", begun=True) is Talk.BELIEVE


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("Hello, who halted police sales?", "who halted police sales?"),
        ("Thanks! And what about Amazon?", "And what about Amazon?"),
        ("Hello, Dolly: when did it open?", "Hello, Dolly: when did it open?"),
        ("Goodbye, Columbus", "Goodbye, Columbus"),
        ("Amazon, what did it do?", "Amazon, what did it do?"),
        ("thanks", "thanks"),
    ],
)
def test_a_greeting_before_a_question_is_not_part_of_it(asked: str, left: str) -> None:
    assert without_greeting(asked) == left


@pytest.mark.parametrize("said", [many[0] for many in SAID.values()])
def test_a_reply_tells_no_news_and_offers_what_the_coverage_answers(
    library: Library, said: str
) -> None:
    told = answer_to(library, said)
    assert told.reply
    assert told.abstained
    assert (told.sentences, told.citations, told.short_answer) == ((), (), None)
    assert told.text not in ("", DECLINED)
    assert 2 <= len(told.reply.questions) <= 3
    assert all(not answer_to(library, question).abstained for question in told.reply.questions)


def test_what_is_covered_is_counted(library: Library) -> None:
    told = answer_to(library, "What is covered?").text
    assert told.startswith("18 articles from 6 outlets, published from 14 May 2019 to 18 May 2021.")


def test_examples_are_of_the_day_and_the_outlets_that_are_asked_of(library: Library) -> None:
    early = answer_to(library, "hello", as_of=dt.date(2019, 5, 1))
    assert early.reply
    assert early.reply.questions == ()
    only = Filters(chosen=(Narrowing(By.OUTLET, "Harbor Ledger", ("The Harbor Ledger",)),))
    narrowed = answer_to(library, "hello", filters=only)
    assert narrowed.reply
    for question in narrowed.reply.questions:
        answer = answer_to(library, question, filters=only)
        assert {c.outlet for c in answer.citations} == {"The Harbor Ledger"}


def test_a_follow_up_leans_on_the_last_question_that_was_one(library: Library) -> None:
    talk = Conversation(library)
    for said in ("Who halted police sales?", "thanks", "hello"):
        list(talk.ask(said))
    assert [bool(turn.answer.reply) for turn in talk.turns] == [False, True, True]
    *_, last = talk.ask("Thanks, and what about Microsoft?")
    assert isinstance(last, Answered)
    assert talk.turns[-1].standalone == "Microsoft: Who halted police sales?"
    kept = [
        KeptTurn(no, t.question, dt.datetime.now(dt.UTC), Outcome.of(t.standalone, t.answer))
        for no, t in enumerate(talk.turns, start=1)
    ]
    again = Conversation(library, [turn for k in kept[:3] if (turn := turn_of(k))])
    list(again.ask("What about Microsoft?"))
    assert again.turns[-1].standalone == talk.turns[-1].standalone


def test_the_reply_is_kept_shown_and_exported_as_it_was(library: Library) -> None:
    told = answer_to(library, "what can you do?")
    assert told.reply
    kept = Outcome.from_json(Outcome.of("what can you do?", told).as_json())
    turn = KeptTurn(1, "what can you do?", dt.datetime.now(dt.UTC), kept)
    view = turn_view(turn, None, Address("abc"))
    assert (view["reply"], tuple(view["related"])) == (told.text, told.reply.questions)
    assert not view["declined"] + view["short"] + view["error"]
    assert not view["again"]
    conversation = Exported("abc", "what can you do?", exported([turn]))
    for written in (markdown, as_json, page):
        assert "a program that answers" in written(conversation)
        assert DECLINED not in written(conversation)


def test_the_command_and_a_batch_reply_too(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(library.settings.data)
    assert main(["ask", "hello", "--data", data]) == 0
    plain = capsys.readouterr().out
    assert plain.startswith("Hello. Ask what was reported")
    assert "Such as:" in plain
    assert "Nearest" not in plain
    file = tmp_path / "asked.jsonl"
    file.write_text(
        '{"id": "1", "question": "thanks"}\n{"id": "2", "question": "Who said thanks?"}\n'
    )
    assert main(["ask", "--batch", str(file), "--data", data]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["reply"], second["reply"]) == (True, False)
    assert first["answer"] == "You are welcome. Ask on whenever you like."
    assert first["abstained"]
    assert first["citations"] == first["passages"] == second["suggested"] == []
    assert first["suggested"]
