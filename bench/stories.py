"""NewsQA and SQuAD as open questions: short ones, as readers ask them, over all of their texts.

python -m bench.stories PUBLIC OUT

PUBLIC: with newsqa.json.gz and squad-dev-v2.0.json.gz. OUT: a folder for articles.jsonl.gz, to be
ingested, and questions.jsonl.gz with gold.jsonl.gz as RealTime QA has them. Many of NewsQA's
questions presume their story ("What did he say?"); those are taken that have a name in them and
two more words that tell. Every third is asked once more with its story excluded, and is then to be
declined. So are those of SQuAD that were written to have no answer in a text that is about them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator
from itertools import starmap
from pathlib import Path
from typing import Any

from bench.reader.public import headline_of, spans_of, stories_in
from bot.question import understood_names
from bot.words import STOP_WORDS, terms

_DAY = "2010-01-01"
_A_STORY, _AN_ENTRY = 3, 12
_SEED = 7
_TELLING = 3
_REMOVED = 3
Row = dict[str, Any]


def main() -> int:
    """Write the three files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("public", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    texts, questions = write_all(options.public, options.out)
    print(f"{texts} texts, {questions} questions")
    return 0


def write_all(public: Path, out: Path) -> tuple[int, int]:
    """Write the three files into ``out``; how many texts and questions."""
    out.mkdir(parents=True, exist_ok=True)
    stories = stories_in(public / "newsqa.json.gz")
    entries = stories_in(public / "squad-dev-v2.0.json.gz")
    articles = [*starmap(_story, enumerate(stories)), *starmap(_entry, enumerate(entries))]
    asked = [row for n, story in enumerate(stories) for row in _of_story(n, story)]
    asked += [
        row | {"id": f"{row['id']}#removed", "kind": "removed", "answer_in": []}
        for row in asked[::_REMOVED]
    ]
    rng = random.Random(_SEED)
    asked += [row for n, entry in enumerate(entries) for row in _of_entry(n, entry, rng)]
    _write(out / "articles.jsonl.gz", articles)
    _write(out / "gold.jsonl.gz", asked)
    _write(out / "questions.jsonl.gz", map(_question, asked))
    return len(articles), len(asked)


def _story(number: int, story: Row) -> Row:
    text = story["paragraphs"][0]["context"]
    return _row(f"story-{number}", headline_of(text), text)


def _row(name: str, title: str, text: str) -> Row:
    return {"url": _url(name), "title": title, "published": None, "text": text}


def _entry(number: int, entry: Row) -> Row:
    text = "\n\n".join(p["context"] for p in entry["paragraphs"])
    return _row(f"entry-{number}", entry["title"].replace("_", " "), text)


def _of_entry(number: int, entry: Row, rng: random.Random) -> Iterator[Row]:
    """Some of the questions of an encyclopedia's entry, half of them without an answer."""
    for wanted in (True, False):
        found = [
            (paragraph["context"], asked)
            for paragraph in entry["paragraphs"]
            for asked in paragraph["qas"]
            if bool(asked["answers"]) == wanted
        ]
        for text, asked in rng.sample(found, min(_AN_ENTRY, len(found))):
            answers = [text[s:e] for s, e in spans_of(asked)]
            yield {
                "id": asked["id"],
                "kind": "answerable" if wanted else "removed",
                "as_of": _DAY,
                "question": asked["question"].strip(),
                "answer": "".join(answers[:1]),
                "answers": answers,
                "answer_in": [_url(f"entry-{number}")] if wanted else [],
                "unit": number,
            }


def _of_story(number: int, story: Row) -> Iterator[Row]:
    """The questions of a story that can be asked without it."""
    taken = 0
    for asked in story["paragraphs"][0]["qas"]:
        question = asked["question"].strip()
        telling = {t for t in terms(question) if t not in STOP_WORDS}
        if taken == _A_STORY or len(telling) < _TELLING or not understood_names(question):
            continue
        text = story["paragraphs"][0]["context"]
        answers = [text[s:e] for s, e in spans_of(asked)]
        if answers:
            taken += 1
            yield {
                "id": asked["id"],
                "kind": "answerable",
                "as_of": _DAY,
                "question": question,
                "answer": answers[0],
                "answers": answers,
                "answer_in": [_url(f"story-{number}")],
                "unit": number,
            }


def _question(gold: Row) -> Row:
    told_by = gold["id"].endswith("#removed")
    removed = {"exclude": [_url(f"story-{gold['unit']}")]} if told_by else {}
    return {"id": gold["id"], "question": gold["question"], "as_of": gold["as_of"]} | removed


def _url(name: str) -> str:
    return f"https://stories.example/{name}"


def _write(file: Path, rows: Iterable[Row]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    sys.exit(main())
