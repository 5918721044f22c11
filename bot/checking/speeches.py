"""Sayings: who says something in a text, and by what verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.checking.lexing import Word, words_of
from bot.checking.quotations import without_quotations
from bot.verb_forms import may_be_past
from bot.words import stem

_SAYING = frozenset(
    map(
        stem,
        """say said tell told write wrote add announce argue claim declare explain warn insist state
        note remark reply acknowledge object recommend report recall call praise criticize urge
        testify describe ask complain concede promise predict estimate counter confirm caution
        accuse condemn suggest blame fault maintain deny contend assert allege stress emphasize
        denounce hail defend pledge vow dispute contest""".split(),
    )
)
_STRONG = frozenset(
    map(
        stem,
        """say said tell told write wrote add argue remark note warn claim report announce explain
        insist complain declare concede predict caution""".split(),
    )
)
"""Words that a speaker may stand behind: “…”, said the mayor."""
_PRONOUNS = frozenset("he she they it".split())
_NOUNS = frozenset(
    """claim report state note call promise estimate remark reply counter object recall
    claims reports notes calls promises estimates remarks replies counters""".split()
)
_NOUN = re.compile(r"(?:tion|ment|ism)s?$")
_MANY = frozenset("they we i who".split())
_BEFORE_A_SPEAKER = frozenset("the his her its their".split())
_ARTICLES = frozenset("a an the its his her their this that no any".split())
_APART = re.compile(r"(?:,\s(?:and|but|while)\s|;\s|\sbut\s|\swhile\s|[.!?”\"]\s)")
_HELPING = frozenset(
    "is are was were be been has have had do does did will would may can must should could".split()
)
_JOINED = re.compile(r"(?:,|\bby)\s$")
_TITLE = 3
"""Words of a title before a name."""
_SENTENCE = re.compile(r"[.!?][”\"]?\s")
_RELATIVE = re.compile(r"^(?:which|who|whom|whose|that|based)\b")


@dataclass(frozen=True, slots=True)
class Speech:
    """A saying: its verb, the words of its subject, from the nearest on."""

    verb: Word
    subject: tuple[Word, ...]


def says(word: Word) -> bool:
    """Whether the word may be a verb of saying."""
    return word.stem in _SAYING


def speeches(text: str) -> Iterator[Speech]:
    """The sayings of ``text``, outside of its quotations."""
    plain = without_quotations(text)
    words = words_of(plain)
    for place, word in enumerate(words):
        if word.token == "according" and plain[word.end : word.end + 4] == " to ":
            yield Speech(word, tuple(_up_to_break(words[place + 2 :])))
        elif word.stem not in _SAYING or word.capital or _is_noun(words, place):
            continue
        elif _is_passive(words, place):
            by = next(
                (w for w in words[place:] if w.token == "by" and w.clause == word.clause), None
            )
            if by is not None:
                yield Speech(word, tuple(_up_to_break(words[words.index(by) + 1 :])))
        elif not plain[word.end :].startswith(" for "):
            behind = _behind(text, plain, words, place)
            joined = word.token.endswith("ing") and _JOINED.search(plain, 0, word.start)
            ahead = _of_the_clause(plain, words, place) if joined else ()
            subject = behind or ahead or tuple(_before(plain, words, place))
            if subject:
                yield Speech(word, subject)


def _is_noun(words: tuple[Word, ...], place: int) -> bool:
    """Whether the word is what somebody makes: "their claim that", "a report"."""
    before = words[place - 1] if place else None
    plural = before is not None and (before.token.endswith("s") or before.token in _MANY)
    if _NOUN.search(words[place].token):
        return True  # "accusations", "statement"
    if before is not None and before.token in _ARTICLES:
        return True  # "the warning"
    if words[place].token.endswith("ings"):
        return True  # "two warnings"
    what = words[place + 1 : place + 2]
    told = any(w.token in _ARTICLES or w.capital for w in what) and before is not None
    return words[place].token in _NOUNS and not plural and not told


def _is_passive(words: tuple[Word, ...], place: int) -> bool:
    """Whether the verb is no saying of its subject: "was announced"."""
    before = place - 1
    while before > 0 and (
        words[before].token in ("and", "or", "not", "never", "ever", "also")
        or words[before].token.endswith(("ed", "ly"))
    ):
        before -= 1  # "be audited and reported"
    return before >= 0 and words[before].token in ("was", "were", "been", "be", "is", "are")


def _behind(text: str, plain: str, words: tuple[Word, ...], place: int) -> tuple[Word, ...]:
    """The subject of “…,” said X."""
    word = words[place]
    if word.stem not in _STRONG or not re.search(r"[”\",]\s$", text[: word.start]):
        return ()
    following = list(_up_to_break(words[place + 1 :]))
    if not following or not _begins_a_speaker(following):
        return ()
    beyond = words[place + 1 + len(following) :]
    if beyond and beyond[0].capital and plain[following[-1].end : beyond[0].start] == ", ":
        following += _up_to_break(beyond)  # "said his lawyer, Boris Zec"
    return tuple(following)


def _begins_a_speaker(following: Sequence[Word]) -> bool:
    """Whether it is "the mayor", "Ada Quill" or "analyst Ada Quill", not what is said."""
    first = following[0]
    if first.capital or first.token in _BEFORE_A_SPEAKER:
        return True
    name = next((n for n, w in enumerate(following) if w.capital), len(following))
    titled = name <= _TITLE and all(w.content for w in following[:name])
    return titled and name < len(following) and not any(map(_tells, following))


def _up_to_break(words: tuple[Word, ...]) -> Iterator[Word]:
    for word in words:
        if word.clause != words[0].clause:
            return
        yield word


def _of_the_clause(plain: str, words: tuple[Word, ...], place: int) -> tuple[Word, ...]:
    """The words before the first verb of the sentence: who, in "X did it, saying that …"."""
    start = max((m.end() for m in _SENTENCE.finditer(plain, 0, words[place].start)), default=0)
    some = [w for w in words[:place] if w.start >= start]
    verb = next((n for n, w in enumerate(some) if n and _tells(w)), len(some))
    return tuple(w for w in some[:verb] if w.content or w.token in _PRONOUNS)


def _tells(word: Word) -> bool:
    return not word.capital and (may_be_past(word.token) or word.token in _HELPING)


def _before(plain: str, words: tuple[Word, ...], place: int) -> Iterator[Word]:
    """The words of the subject before a verb: its nearest phrase, and what stands beside that."""
    verb = words[place]
    start = 0
    for match in _APART.finditer(plain, 0, verb.start):
        start = match.end()
    phrases = re.split(r"(,\s)", plain[start : verb.start])
    offset = start
    placed: list[tuple[int, str]] = []
    for phrase in phrases:
        placed.append((offset, phrase))
        offset += len(phrase)
    kept: list[tuple[int, int]] = []
    for begin, phrase in reversed(placed):
        if not any(w.content or w.token in _PRONOUNS for w in words_of(phrase)):
            continue
        if _RELATIVE.match(phrase) or phrase.startswith("According to"):
            continue
        kept.append((begin, begin + len(phrase)))
        if len(kept) == 2 or re.match(r"(?:On|In|At)\s", phrase):
            break
    for word in words[:place]:
        nearest = kept and kept[0][0] <= word.start < kept[0][1]
        beside = (
            len(kept) > 1
            and kept[1][0] <= word.start < kept[1][1]
            and not _holds_verb(plain[kept[1][0] : kept[1][1]])
        )
        if (nearest or beside) and (word.content or word.token in _PRONOUNS):
            yield word


def _holds_verb(phrase: str) -> bool:
    """Whether a phrase says something by itself, so that it is no apposition."""
    return bool(
        re.search(r"(?i)\b(?:is|are|was|were|has|have|had|will|would|may|can|must|not)\b", phrase)
        or any(w.stem in _SAYING for w in words_of(phrase))
        or re.match(r"(?i)(?:on|in|at|after|before|when|while|for|two|three|\d+)\b", phrase.strip())
    )
