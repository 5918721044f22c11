"""What the chat says of itself: a line or two, and questions that this coverage answers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.article import in_words
from bot.coverage.records import CoverageStats
from bot.small_talk import Talk


@dataclass(frozen=True, slots=True)
class Reply:
    """Said where nothing was asked of the coverage; it tells no news, and so cites nothing.

    questions: such as the coverage answers; none where it answers none of those that were tried.
    """

    text: str
    questions: tuple[str, ...] = ()


_ASK = "Ask what was reported: who did it, when, where, how many, or what was said about something."
_SAYS = {
    Talk.GREETING: f"Hello. {_ASK}",
    Talk.ASSENT: _ASK,
    Talk.THANKS: "You are welcome. Ask on whenever you like.",
    Talk.FAREWELL: "Goodbye. Ask on whenever you like.",
    Talk.COMPLAINT: (
        "Sorry that this was no help. Names, places and plain words for what happened find most."
        " What was wrong with an answer can be told on the page, by the thumbs below it."
    ),
    Talk.ABOUT: (
        "This is Ask the Coverage, a program that answers from the articles it has been given, and"
        f" from nothing else. {_ASK}"
    ),
    Talk.BELIEVE: (
        "Nothing has to be believed: every sentence of an answer has a mark, and the mark leads to"
        " the words of the article that it rests on, with outlet and day. Where no article says it,"
        " the answer is that the coverage does not say."
    ),
    Talk.ADD: (
        "Files and web addresses are added on the page “Add articles”, or with python ingest.py and"
        " the name of a file, a folder or an address. Where people log in, that is for editors."
    ),
}


def reply(talk: Talk, stats: CoverageStats, questions: tuple[str, ...]) -> Reply:
    """What to say to ``talk``; ``questions`` to go on with."""
    if talk is Talk.COVERED:
        return Reply(f"{_covered(stats)} The page “Coverage” lists and searches them.", questions)
    return Reply(_SAYS[talk], questions)


def _covered(stats: CoverageStats) -> str:
    held = _count(stats.articles, "article")
    if stats.outlets:
        held += f" from {_count(stats.outlets, 'outlet')}"
    if stats.oldest and stats.newest:
        held += f", published from {in_words(stats.oldest)} to {in_words(stats.newest)}"
    return f"{held}."


def _count(many: int, unit: str) -> str:
    return f"{many:,} {unit}{'' if many == 1 else 's'}"
