"""The pictures of answers that a language model writes, for docs/screenshots.py.

The model is the stand-in of the tests: it writes what stands here, each sentence when it is let,
and each is checked as any model's is.
"""

from __future__ import annotations

import re
from pathlib import Path

from page_server import serving
from playwright.sync_api import Browser, Locator, Page, expect
from screenshots_page import ANSWERS_WITHIN, answered, asked, pages, take
from scripted import number_of
from spoken_model import Said, SpokenModel

from bot.writers.told import INSTEAD

Sentences = tuple[tuple[str, str], ...]
"""Sentences, each after words of the one it cites."""

HALTED: Sentences = (
    (
        "Amazon on Wednesday halted",
        "Amazon halted police use of its facial recognition software, Rekognition, for one year.",
    ),
    (
        "IBM has stopped selling",
        "IBM has stopped selling general-purpose facial recognition software and has left the"
        " business.",
    ),
    (
        "Microsoft will not sell facial recognition technology",
        "Microsoft will not sell the technology to police departments in the United States until"
        " a federal law regulates its use.",
    ),
)
WHEN: Sentences = (
    (
        "announced on June 10, 2020",
        "The pause was announced on June 10, 2020, and covers the use of Amazon’s Rekognition"
        " service by the police.",
    ),
)
EXPLAINED: Sentences = (
    (
        "did not explain how the moratorium",
        "Amazon has not said how many police departments use Rekognition.",
    ),
)
STYLES: tuple[tuple[str, str, Sentences], ...] = (
    ("Bullets", "Who halted police sales?", HALTED),
    (
        "Timeline",
        "Which cities banned facial recognition?",
        (
            (
                "Francisco’s supervisors voted",
                "San Francisco’s supervisors voted 8 to 1 to forbid the police and every other city"
                " department to use facial recognition.",
            ),
            (
                "The Boston City Council voted",
                "The Boston City Council voted to forbid the police and all other city agencies to"
                " use facial recognition.",
            ),
            (
                "became the first American city",
                "Portland, Oregon, became the first American city to forbid private businesses to"
                " use facial recognition in places open to the public.",
            ),
        ),
    ),
    (
        "Who said what",
        "What was said about selling facial recognition to police?",
        (
            (
                "the company’s president, Brad Smith",
                "Brad Smith said that Microsoft will not sell facial recognition technology to"
                " police departments in the United States until a federal law regulates its use.",
            ),
            (
                "its chief executive, Arvind Krishna",
                "Arvind Krishna told Congress in a letter that IBM has stopped selling"
                " general-purpose facial recognition software.",
            ),
            (
                "two years asking technology companies",
                "The American Civil Liberties Union said on Thursday that the companies’ new"
                " promises left lawmakers no excuse for delay.",
            ),
        ),
    ),
)


def written(browser: Browser, folder: Path, data: Path) -> None:
    """Look at answers that are written over ``data``, then at one whose model is gone."""
    with SpokenModel() as model:
        server = serving(
            data,
            folder / "log-model",
            COVERAGE_MODEL="openai:local-model",
            COVERAGE_MODELS="openai:larger-model",
            COVERAGE_MODEL_URL=model.url,
            COVERAGE_CACHE="0",  # each page has its answers written
        )
        with server as running:
            for name, page in pages(browser):
                page.goto(running.url)
                _conversation(page, model, name)
                _styles(page, model, name)
                page.close()
            model.close()
            for name, page in pages(browser):
                page.goto(running.url)
                answered(asked(page, "Who halted police sales?"))
                expect(page.locator(".note")).to_contain_text(INSTEAD)
                take(page, f"model-gone-{name}")
                page.close()


def _conversation(page: Page, model: SpokenModel, name: str) -> None:
    """While it is written, when it has been, a follow-up to it, and another model's answer."""
    turn = asked(page, "Who halted police sales?")
    _say(model, HALTED[:2])
    expect(turn.locator(".sentence")).to_have_count(2, timeout=ANSWERS_WITHIN)
    expect(turn.get_by_role("button", name="Stop")).to_be_visible()
    take(page, f"model-writes-{name}")
    _say(model, HALTED[2:])
    model.end()
    _checked(turn, len(HALTED))
    take(page, f"model-answer-{name}")
    turn = asked(page, "When did Amazon do that?")
    model.rewrite("When did Amazon halt police use of Rekognition?")
    _say(model, WHEN)
    model.end()
    _checked(turn, len(WHEN))
    expect(turn.locator(".alone")).to_be_visible()
    take(page, f"model-follow-up-{name}")
    page.get_by_label("Written by").select_option("openai:larger-model")
    turn = asked(page, "How many police departments use Rekognition?")
    model.rewrite("How many police departments use Rekognition?")
    _say(model, EXPLAINED)
    model.end()
    _checked(turn, len(EXPLAINED))
    take(page, f"model-switch-{name}")


def _styles(page: Page, model: SpokenModel, name: str) -> None:
    """Each style as a model writes it, in a conversation of its own."""
    for style, question, said in STYLES:
        page.goto(page.url.split("?")[0])
        page.get_by_role("radio", name=style).click()
        turn = asked(page, question)
        _say(model, said)
        model.end()
        _checked(turn, len(said))
        take(page, f"model-{style.replace(' ', '-').lower()}-{name}")


def _say(model: SpokenModel, said: Sentences) -> None:
    for words, sentence in said:
        model.say(_citing(words, sentence))


def _citing(words: str, sentence: str) -> Said:
    return lambda given: f"{sentence} [{number_of(given, words)}]\n"


def _checked(turn: Locator, count: int) -> None:
    answered(turn)
    by = re.compile(rf"Written by .+, {count} sentences? checked")
    expect(turn.locator(".by")).to_have_text(by)
