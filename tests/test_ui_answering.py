from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

import bot.asking_on
import bot.chat
from bot.answer import Answer, Citation, CitedSentence
from bot.article import Article
from bot.chat import Answered, SentenceWritten, Turn
from bot.conversations import Conversations
from bot.errors import IndexMissing
from bot.narrowing import By, Filters, Narrowing
from bot.outcome import KeptTurn
from bot.ui import answering as under_way
from bot.ui.answering import AT_ONCE, CROWDED, STOPPED, UNEXPECTED, Answering
from bot.ui.loading import Loader

ARTICLE = Article.new(text="Rain fell on Tuesday.", title="Rain", source="rain.txt")


class Chat:
    """Stands for ``bot.chat.Conversation``, which needs the model; answers when it is let go."""

    let_go: ClassVar[threading.Event]
    asked: ClassVar[list[tuple[str, tuple[str, ...]]]]
    filters: ClassVar[list[Filters]]
    anew: ClassVar[list[bool]]
    related: ClassVar[tuple[str, ...]]

    def __init__(self, library: object, turns: list[Turn]) -> None:
        self._before = tuple(turn.question for turn in turns)

    def ask(
        self, question: str, *, filters: Filters, stop: threading.Event, anew: bool, examples: bool
    ) -> Iterator[object]:
        Chat.anew.append(anew)
        Chat.filters.append(filters)
        Chat.asked.append((question, self._before))
        citation = Citation.of(ARTICLE, 0, len(ARTICLE.text))
        sentence = CitedSentence(citation.quote, 1)
        yield SentenceWritten(sentence, citation)
        while not stop.is_set() and not Chat.let_go.wait(0.01):
            pass
        if "fail" in question:
            raise ValueError("a fault of ours")
        yield Answered(Answer(question, (sentence,), None, False, 0.9, (citation,), (), 0.1))


@pytest.fixture(autouse=True)
def _chat(monkeypatch: pytest.MonkeyPatch) -> None:
    Chat.let_go = threading.Event()
    Chat.asked = []
    Chat.filters = []
    Chat.anew = []
    Chat.related = ()
    monkeypatch.setattr(bot.chat, "Conversation", Chat)
    monkeypatch.setattr(bot.asking_on, "related", lambda *_: Chat.related)


class Coverage:
    generation = 7


class Library:
    """What of a library the chat that stands in here needs."""

    coverage = Coverage()


def an_answering(
    folder: Path, load: Callable[[], Any] = Library
) -> tuple[Conversations, Answering]:
    kept = Conversations(folder)
    return kept, Answering(kept, Loader(load))


def settled(kept: Conversations, conversation: str, count: int = 1) -> tuple[KeptTurn, ...]:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        turns = kept.turns(conversation)
        if len(turns) == count and all(turn.outcome for turn in turns):
            return turns
        time.sleep(0.01)
    raise AssertionError(f"not answered: {kept.turns(conversation)}")


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_sentences_are_seen_before_the_answer_is_whole(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    answering.ask("c", "When?")

    def told() -> bool:
        progress = answering.progress("c")
        return progress is not None and len(progress.sentences) == 1

    until(told)
    assert kept.turns("c")[0].outcome is None
    Chat.let_go.set()
    (turn,) = settled(kept, "c")
    assert turn.outcome
    assert turn.outcome.sentences[0].text == ARTICLE.text
    until(lambda: answering.progress("c") is None)


def test_a_conversation_is_answered_in_order_each_on_what_came_before(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    for question in ("one", "two", "three"):
        answering.ask("c", question)
    Chat.let_go.set()
    settled(kept, "c", 3)
    assert Chat.asked == [("one", ()), ("two", ("one",)), ("three", ("one", "two"))]


def test_what_another_process_left_unanswered_is_answered_once(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    kept.ask("c", "one")
    Chat.let_go.set()
    for _ in range(5):
        answering.resume("c")
    settled(kept, "c")
    assert Chat.asked == [("one", ())]


def test_a_fault_is_told_plainly_and_can_be_tried_again(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    Chat.let_go.set()
    answering.ask("c", "fail")
    (turn,) = settled(kept, "c")
    assert turn.outcome
    assert turn.outcome.error == UNEXPECTED
    answering.ask("c", "and on")
    settled(kept, "c", 2)
    assert Chat.asked[-1] == ("and on", ())
    answering.again("c", 1)
    until(lambda: len(Chat.asked) == 3)
    settled(kept, "c", 2)


def test_a_library_that_cannot_be_opened_is_told_and_opened_at_the_next_question(
    tmp_path: Path,
) -> None:
    failing = [IndexMissing("Nothing has been ingested: run python ingest.py.")]

    def load() -> object:
        if failing:
            raise failing.pop()
        return Library()

    kept, answering = an_answering(tmp_path, load)
    Chat.let_go.set()
    answering.ask("c", "one")
    (turn,) = settled(kept, "c")
    assert turn.outcome
    assert turn.outcome.error == "Nothing has been ingested: run python ingest.py."
    answering.again("c", 1)
    until(lambda: bool(Chat.asked))
    (turn,) = settled(kept, "c")
    assert turn.outcome
    assert turn.outcome.error is None


def test_a_conversation_that_cannot_be_kept_stops_instead_of_trying_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, answering = an_answering(tmp_path)
    kept.ask("c", "one")
    (tmp_path / "conversations.sqlite").write_bytes(b"not a database" * 100)
    answering.resume("c")

    def stopped() -> bool:
        progress = answering.progress("c")
        return progress is not None and progress.stopped

    until(stopped)
    answering.resume("c")
    assert stopped()
    assert answering.idle()
    progress = answering.progress("c")
    assert progress
    assert "cannot be read or written" in progress.step


def test_the_library_is_loaded_once_for_many_who_wait(tmp_path: Path) -> None:
    loads: list[int] = []

    def load() -> object:
        time.sleep(0.05)
        loads.append(1)
        return Library()

    kept, answering = an_answering(tmp_path, load)
    Chat.let_go.set()
    for n in range(8):
        answering.ask(f"c{n}", "one")
    for n in range(8):
        settled(kept, f"c{n}")
    assert loads == [1]


def test_a_narrowing_that_is_taken_away_has_the_question_answered_again(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    Chat.let_go.set()
    chosen = Narrowing(By.OUTLET, "CNN", ("CNN",))
    answering.ask("c", "one", Filters(chosen=(chosen,)))
    assert settled(kept, "c")[0].filters == Filters(chosen=(chosen,))
    answering.without("c", 1, "time:June 2020")
    settled(kept, "c")
    answering.without("c", 1, chosen.key)
    (turn,) = settled(kept, "c")
    less = frozenset({"time:June 2020"})
    assert turn.filters == Filters(without=less | {chosen.key})
    assert Chat.filters == [
        Filters(chosen=(chosen,)),
        Filters(chosen=(chosen,), without=less),
        turn.filters,
    ]


def test_stopped_is_answered_with_what_there_is(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    answering.stop("c")
    answering.ask("c", "one")

    def told() -> bool:
        progress = answering.progress("c")
        return progress is not None and len(progress.sentences) == 1

    until(told)
    answering.stop("c")
    (turn,) = settled(kept, "c")
    assert turn.outcome
    assert turn.outcome.error is None


def test_asked_again_is_answered_anew_once(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    Chat.let_go.set()
    answering.ask("c", "one")
    settled(kept, "c")
    answering.again("c", 1)
    until(lambda: len(Chat.anew) == 2)
    settled(kept, "c")
    answering.ask("c", "two")
    settled(kept, "c", 2)
    assert Chat.anew == [False, True, False]


def test_what_waits_for_the_library_can_be_stopped_and_asked_again(tmp_path: Path) -> None:
    loaded = threading.Event()

    def load() -> object:
        loaded.wait(10)
        return Library()

    kept, answering = an_answering(tmp_path, load)
    answering.ask("c", "one")
    answering.stop("c")
    (turn,) = settled(kept, "c")
    assert turn.outcome
    assert turn.outcome.error == STOPPED
    assert Chat.asked == []
    loaded.set()
    Chat.let_go.set()
    until(lambda: answering.progress("c") is None)
    answering.again("c", 1)
    until(lambda: bool((t := kept.turns("c")[0]).outcome and t.outcome.sentences))


def test_related_questions_and_the_generation_are_kept_with_the_answer(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    Chat.let_go.set()
    Chat.related = ("Who else?",)
    answering.ask("c", "one")
    until(lambda: bool((t := kept.turns("c")) and t[0].outcome and t[0].outcome.related))
    (turn,) = kept.turns("c")
    assert turn.outcome
    assert (turn.outcome.related, turn.outcome.generation) == (("Who else?",), 7)


def _steps(answering: Answering, names: Sequence[str]) -> list[str]:
    return [progress.step if (progress := answering.progress(n)) else "" for n in names]


def test_who_waits_is_told_how_many_are_before_and_looked_after_less_often(tmp_path: Path) -> None:
    kept, answering = an_answering(tmp_path)
    first = [f"first-{n}" for n in range(AT_ONCE)]
    for name in first:
        answering.ask(name, "one")
    until(lambda: all(p.sentences for n in first if (p := answering.progress(n))))
    later = [f"later-{n}" for n in range(30)]
    for name in later:
        answering.ask(name, "one")
    assert _steps(answering, later[:3]) == [
        "Waiting for its turn…",
        "One question is before yours…",
        "2 questions are before yours…",
    ]
    assert answering.waiting() == len(later)
    looks = [answering.look_again(name) for name in later]
    assert looks == sorted(looks)
    assert looks[0] == answering.look_again(first[0]) < looks[-1]
    Chat.let_go.set()
    for name in (*first, *later):
        settled(kept, name)
    until(answering.idle)
    assert [asked for asked, before in Chat.asked if before] == []


def test_a_question_that_finds_too_many_waiting_is_kept_and_told_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_way, "MOST_WAITING", 2)
    kept, answering = an_answering(tmp_path)
    names = [f"c{n}" for n in range(AT_ONCE + 2)]
    for number, name in enumerate(names, start=1):
        answering.ask(name, "one")
        until(lambda number=number: answering.waiting() == max(0, number - AT_ONCE))  # type: ignore[misc]
    answering.ask("late", "one")
    (turn,) = kept.turns("late")
    assert turn.question == "one"
    assert turn.outcome
    assert turn.outcome.error == CROWDED
    answering.ask(names[0], "two")  # whose turn it is already
    Chat.let_go.set()
    settled(kept, names[0], 2)
    for name in names[1:]:
        settled(kept, name)
    answering.again("late", 1)
    (turn,) = settled(kept, "late")
    assert turn.outcome
    assert turn.outcome.error is None


def test_looks_that_take_long_are_taken_less_often(tmp_path: Path) -> None:
    _, answering = an_answering(tmp_path)
    answering.ask("c", "one")
    quick = answering.look_again("c")
    for _ in range(20):
        answering.looked(0.15)
    assert quick < answering.look_again("c") <= 1.5
    for _ in range(40):
        answering.looked(0.005)
    assert answering.look_again("c") == quick
    Chat.let_go.set()
    until(answering.idle)
