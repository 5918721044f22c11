"""The reader can be trained again from public data, in small: groups, questions made, int8 ONNX."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch

from bench.reader.cloze import cloze_groups
from bench.reader.cropping import cropped
from bench.reader.groups import Group, Text, places_of, read_groups, write_groups
from bench.reader.learning import Course, learn, sample
from bench.reader.model import ReaderModel, tensors_of
from bench.reader.public import newsqa_groups, squad_groups
from bench.reader.shipping import ship
from bot.article import Article
from bot.pairs import pairs_of
from bot.reading_model import open_reading_model

GROUP = Group(
    "1",
    "quiz answerable",
    0,
    "Which company paused sales?",
    (
        Text("Amazon pauses", "On Wednesday Amazon paused its sales to police.", ((13, 19),)),
        Text("Rain", "It rained in Amazon country all week long."),
        Text("Fares", "Fares rise in May, the ferry line said."),
    ),
)


def test_groups_are_read_as_they_were_written(tmp_path: Path) -> None:
    assert write_groups(tmp_path / "g.jsonl.gz", [GROUP, GROUP]) == 2
    assert list(read_groups(tmp_path / "g.jsonl.gz")) == [GROUP, GROUP]


def test_an_answer_is_found_whatever_its_marks_and_case_and_not_inside_words() -> None:
    text = "They watch “Squid   Game”; a squid-game fan and squids."
    assert [text[s:e] for s, e in places_of("“Squid Game”", text)] == ["Squid   Game", "squid-game"]
    assert places_of("men", "women") == ()
    assert places_of("“”", text) == ()


def test_a_cropped_passage_still_holds_its_answer() -> None:
    words = [f"w{i}" for i in range(400)]
    text = " ".join(words)
    start = text.index("w300")
    long = Text("t", text, ((start, start + 4),))
    for seed in range(20):
        cut = cropped(long, 75, random.Random(seed))
        assert len(cut.text.split()) == 75
        assert [cut.text[s:e] for s, e in cut.spans] == ["w300"]


def test_of_a_quiz_question_some_passages_hold_the_answer_and_some_do_not() -> None:
    texts = sample(GROUP, random.Random(0))
    assert {bool(t.spans) for t in texts} == {True, False}
    removed = Group("2", "quiz removed", 0, "?", GROUP.texts[1:])
    assert all(not t.spans for t in sample(removed, random.Random(0)))


def test_of_questions_without_an_answer_in_their_own_text_only_that_is_learnt_from() -> None:
    unanswered = Group("3", "squad", 0, "?", GROUP.texts[1:])
    drawn = [sample(unanswered, random.Random(seed)) for seed in range(20)]
    assert set(drawn) == {(), GROUP.texts[1:2]}


def test_squad_and_newsqa_become_groups_with_exact_spans(tmp_path: Path) -> None:
    context = "Norman dukes ruled. Rollo came from Denmark."
    answers = [{"text": "Denmark.", "answer_start": context.index("Denmark")}]
    asked = [
        {"question": "Where did Rollo come from?", "id": "a", "answers": answers},
        {"question": "Where did he die?", "id": "b", "answers": [], "is_impossible": True},
    ]
    whole = {"data": [{"title": "Old_Normans", "paragraphs": [{"context": context, "qas": asked}]}]}
    file = tmp_path / "q.json.gz"
    with gzip.open(file, "wt") as out:
        json.dump(whole, out)
    answered, unanswered = squad_groups(file)
    (text,) = answered.texts
    assert (text.title, text.text[slice(*text.spans[0])]) == ("Old Normans", "Denmark")
    assert unanswered.texts[0].spans == ()
    (story,) = newsqa_groups(file)
    assert story.texts[0].text[slice(*story.texts[0].spans[0])] == "Denmark"


def test_a_question_made_from_one_article_is_answered_by_another() -> None:
    day = dt.date(2020, 6, 10)
    told = [
        "Harbor officials approved the Quillwater tunnel contract for $40 million on Monday night.",
        "The Quillwater tunnel contract was approved by harbor officials for $40 million.",
        "Harbor officials praised the Quillwater tunnel contract and its many engineers at length.",
        "The contract for the Quillwater tunnel angered harbor officials from the other bank.",
    ]
    articles = [
        Article.new(
            text=t, title=f"Story {n}", source="x", url=f"https://a.example/{n}", published=day
        )
        for n, t in enumerate(told)
    ]
    groups = list(cloze_groups(articles, 20, seed=1))
    assert groups
    for group in groups:
        first, *others = group.texts
        answers = {first.text[s:e] for s, e in first.spans}
        assert group.question.endswith("?")
        assert answers
        assert all(not t.spans and not answers & set(t.text.split()) for t in others)


@pytest.fixture(scope="module")
def learnt() -> ReaderModel:
    torch.manual_seed(1)
    model = ReaderModel()
    learn(model, [GROUP] * 4, Course(passes={"quiz": 4}, groups_a_step=2, rate=3e-4, seed=1))
    return model


def test_it_learns_which_passage_answers_and_where(learnt: ReaderModel) -> None:
    pairs = pairs_of(GROUP.question, [(t.title, t.text) for t in GROUP.texts])
    with torch.inference_mode():
        judged, _ = learnt(*tensors_of(pairs))
    assert int(judged[:, 0].argmax()) == 0
    assert float(judged[0, 1]) > float(judged[1, 1])


def test_the_shipped_model_is_small_and_judges_as_the_learnt_one(
    learnt: ReaderModel, tmp_path: Path
) -> None:
    size = ship(learnt, tmp_path / "r.onnx", tmp_path / "r.json", {"seed": 1})
    assert size <= 25_000_000
    assert b"shipping.py" not in (tmp_path / "r.onnx").read_bytes()  # where it was made
    texts = [(t.title, t.text) for t in GROUP.texts]
    read = open_reading_model(tmp_path / "r.onnx", 2).read(GROUP.question, texts)
    with torch.inference_mode():
        judged, _ = learnt(*tensors_of(pairs_of(GROUP.question, texts)))
    assert np.allclose([r.relevance for r in read], judged[:, 0].numpy(), atol=0.5)
    assert int(np.argmax([r.relevance for r in read])) == 0
