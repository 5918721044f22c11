from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot import conversations as module
from bot.answer import Answer, Citation, CitedSentence, RankedPassage
from bot.article import Article
from bot.conversation_list import ConversationList
from bot.conversation_store import FILE
from bot.conversations import Conversations
from bot.errors import StoreError
from bot.feedback import FeedbackBook
from bot.narrowing import By, Filters, Narrowing
from bot.outcome import Outcome
from bot.splitter import passages_of

ARTICLE = Article.new(
    text="Rain fell on Tuesday. It cost $5 to $9.",
    title="Rain",
    source="rain.txt",
    url="https://a.example/rain",
    published=dt.datetime(2020, 6, 11, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-7))),
)


def an_outcome() -> Outcome:
    citation = Citation.of(ARTICLE, 0, 21)
    passages = tuple(RankedPassage(ARTICLE, p, 1.0) for p in passages_of(ARTICLE))
    sentences = (CitedSentence(citation.quote, 1),)
    answer = Answer("Q", sentences, "Tuesday", False, 0.9, (citation,), passages, 0.2)
    return Outcome.of("When did rain fall?", answer)


def test_a_turn_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    conversation = kept.new_id()
    no = kept.ask(conversation, "When was it? $x$ <b>")
    assert kept.turns(conversation)[0].outcome is None
    kept.settle(conversation, no, an_outcome())
    (turn,) = Conversations(tmp_path).turns(conversation)
    assert (turn.no, turn.question, turn.outcome) == (1, "When was it? $x$ <b>", an_outcome())


def test_an_outcome_keeps_the_zone_of_a_moment_and_the_unknown_day() -> None:
    outcome = an_outcome()
    assert Outcome.from_json(outcome.as_json()) == outcome
    assert outcome.found[0].published == ARTICLE.published
    failed = Outcome(error="No.")
    assert Outcome.from_json(failed.as_json()) == failed
    assert not failed.abstained


def test_nothing_is_written_before_the_first_question(tmp_path: Path) -> None:
    kept = Conversations(tmp_path / "data")
    assert kept.turns("none") == ()
    assert ConversationList(kept.folder).recent() == ()
    assert not (tmp_path / "data").exists()


def test_the_latest_conversation_is_listed_first_by_its_first_question(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    kept.ask("a", "First of a")
    kept.ask("b", "First of b")
    kept.ask("a", "Second of a")
    assert [(c.id, c.title) for c in ConversationList(kept.folder).recent()] == [
        ("a", "First of a"),
        ("b", "First of b"),
    ]
    assert [t.question for t in kept.turns("a")] == ["First of a", "Second of a"]


def test_no_more_is_kept_than_the_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONVERSATIONS", 2)
    monkeypatch.setattr(module, "MAX_TURNS", 2)
    kept = Conversations(tmp_path)
    for conversation in ("old", "a", "b"):
        kept.ask(conversation, "One")
    assert [c.id for c in ConversationList(kept.folder).recent()] == ["b", "a"]
    assert kept.turns("old") == ()
    kept.ask("a", "Two")
    with pytest.raises(StoreError, match="please begin a new one"):
        kept.ask("a", "Three")
    assert len(kept.turns("a")) == 2


def test_questions_of_many_threads_are_all_kept(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    threads = [
        threading.Thread(target=kept.ask, args=(f"c{n % 3}", f"Question {n}")) for n in range(24)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    turns = [kept.turns(f"c{n}") for n in range(3)]
    assert [[t.no for t in of] for of in turns] == [list(range(1, 9))] * 3


def test_what_many_threads_ask_at_one_moment_is_asked_once(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)

    def ask(_: int) -> int:
        return kept.ask("c", "Who?", Filters(threshold=0.5), once=True)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(40))) == {1}
    kept.settle("c", 1, Outcome())
    assert ask(0) == 1
    assert kept.ask("c", "Who?", once=True) == 2  # otherwise narrowed
    assert kept.ask("c", "When?", once=True) == 3
    assert kept.ask("c", "Who?", once=True) == 4
    assert kept.ask("d", "Who?", once=True) == 1


def test_the_same_is_asked_again_when_its_answer_has_been_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversations._MOMENT", dt.timedelta(0))
    kept = Conversations(tmp_path)
    assert [kept.ask("c", "Who?", once=True) for _ in range(2)] == [1, 1]
    kept.settle("c", 1, Outcome())
    assert kept.ask("c", "Who?", once=True) == 2


def test_a_damaged_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match=r"conversations.*cannot be read"):
        Conversations(tmp_path).turns("a")


def test_conversations_of_the_version_before_are_taken_over(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        db.executescript(
            "CREATE TABLE conversations (no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
            " title TEXT NOT NULL, updated TEXT NOT NULL);"
            "CREATE TABLE turns (conversation INTEGER NOT NULL REFERENCES conversations ON DELETE"
            " CASCADE, no INTEGER NOT NULL, asked TEXT NOT NULL, question TEXT NOT NULL, outcome"
            " TEXT, PRIMARY KEY (conversation, no)) WITHOUT ROWID;"
            "INSERT INTO conversations VALUES (1, 'old', 'When?', '2022-01-01T00:00:00+00:00');"
            "INSERT INTO turns VALUES (1, 1, '2022-01-01T00:00:00+00:00', 'When?', NULL);"
            "PRAGMA user_version = 1;"
        )
    db.close()
    kept = Conversations(tmp_path)
    (turn,) = kept.turns("old")
    assert (turn.question, turn.filters) == ("When?", Filters())
    narrowed = Filters(chosen=(Narrowing(By.SECTION, "Opinion", ("Opinion",)),))
    kept.narrow("old", 1, narrowed)
    assert kept.turns("old")[0].filters == narrowed


def test_conversations_are_found_by_words_of_title_question_and_answer(tmp_path: Path) -> None:
    kept, listed = Conversations(tmp_path), ConversationList(tmp_path)
    kept.settle("a", kept.ask("a", "When was it?"), an_outcome())
    kept.ask("b", "Who got 50% of_it?")
    kept.ask("b", "And café?")

    def found(words: str) -> list[str]:
        return [c.id for c in listed.recent(holding=words)]

    assert found("rain fell TUESDAY") == ["a"]
    assert found("50% café") == ["b"]
    assert found("CAFÉ") == found("cafe") == ["b"]
    assert found("50_") == []
    assert found("%") == ["b"]
    assert found("sentences") == []  # how an answer is stored is no part of it
    assert found("  ") == ["b", "a"]
    assert found("café " * 2000) == ["b"]


def test_a_deleted_conversation_comes_back_whole_until_an_hour_has_passed(tmp_path: Path) -> None:
    kept, listed, book = Conversations(tmp_path), ConversationList(tmp_path), FeedbackBook(tmp_path)
    kept.settle("a", kept.ask("a", "When was it?"), an_outcome())
    book.give("a", 1, good=False, reason="  not  so ")
    listed.rename("a", "  A  title ")
    listed.rename("a", "  ")
    listed.remove("a")
    assert (kept.turns("a"), listed.recent(), listed.title("a"), book.all()) == ((), (), None, ())
    listed.restore("a")
    assert listed.title("a") == "A title"
    assert kept.turns("a")[0].outcome == an_outcome()
    (judged,) = book.all()
    assert (judged.good, judged.reason, judged.outcome) == (False, "not so", an_outcome())
    listed.remove("a")
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("UPDATE conversations SET removed = '2020-01-01T00:00:00+00:00'")
    db.close()
    listed.restore("a")
    assert listed.recent() == ()
    with sqlite3.connect(tmp_path / FILE) as db:
        assert db.execute("SELECT count(*) FROM feedback").fetchone() == (0,)
    db.close()


def test_the_next_question_lets_go_of_what_was_deleted_long_ago(tmp_path: Path) -> None:
    kept, listed = Conversations(tmp_path), ConversationList(tmp_path)
    kept.ask("a", "When was the secret sale?")
    kept.ask("b", "And this?")
    listed.remove("a")
    listed.remove("b")
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("UPDATE conversations SET removed = '2020-01-01T00:00:00+00:00' WHERE id = 'a'")
    db.close()
    kept.ask("c", "Other?")
    with sqlite3.connect(tmp_path / FILE) as db:
        assert db.execute("SELECT id FROM conversations").fetchall() == [("b",), ("c",)]
    db.close()
    assert [f.name for f in tmp_path.iterdir() if b"secret" in f.read_bytes()] == []


def test_feedback_is_asked_again_on_the_day_that_it_was_here(tmp_path: Path) -> None:
    kept, book = Conversations(tmp_path), FeedbackBook(tmp_path)
    kept.settle("a", kept.ask("a", "What happened today?"), an_outcome())
    book.give("a", 1, good=True)
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("UPDATE feedback SET asked = '2026-11-25T20:00:00+00:00'")
    db.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        told = book.all()[0].as_json()
    time.tzset()
    assert told["as_of"] == "2026-11-26"


def test_a_verdict_is_of_the_answer_that_was_judged(tmp_path: Path) -> None:
    kept, book = Conversations(tmp_path), FeedbackBook(tmp_path)
    no = kept.ask("a", "When was it?")
    book.give("a", no, good=True)  # there is no answer yet
    assert book.verdicts("a") == {}
    kept.settle("a", no, an_outcome())
    book.give("a", no, good=True)
    assert book.verdicts("a") == {1: True}
    kept.settle("a", no, dataclasses.replace(an_outcome(), related=("And then?",)))
    assert book.verdicts("a") == {1: True}
    kept.settle("a", no, dataclasses.replace(an_outcome(), seconds=9.0))
    assert book.verdicts("a") == {}
    assert book.all()[0].outcome == an_outcome()
    book.withdraw("a", no)
    assert book.all() == ()
