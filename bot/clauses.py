"""A clause of a sentence, as far as it says that somebody did something, or denies it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.verb_forms import may_be_past, may_be_present, means_the_same
from bot.words import stem

YesNo = Literal["yes", "no"]

_BE = frozenset("is are was were".split())
_MODALS = frozenset("will would can could should shall may might must".split())
AUXILIARIES = frozenset("did does do has have had".split()) | _BE | _MODALS


@dataclass(frozen=True, slots=True)
class Word:
    """low: lower case, "n't" written out; name: it is capitalised; mark: it is no word."""

    low: str
    name: bool
    mark: bool


_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|ve|ll|re|d)\b"
    r"|[^\W\d_]+|[^\w\s-]|(?<=\s)-(?=\s)"
)
_WRITTEN_OUT = {"n't": "not", "'ve": "have", "'ll": "will", "'re": "are", "cannot": "can not"}
_CUT = {"wo": "will", "ca": "can", "sha": "shall"}


def words_of(text: str) -> list[Word]:
    """The words and marks of ``text`` in order; "n't" and "'s" stand apart."""
    result: list[Word] = []
    for match in _TOKEN.finditer(text):
        raw = match.group().replace("’", "'")
        low = raw.lower()
        if text[match.end() : match.end() + 3].replace("’", "'") == "n't":
            low = _CUT.get(low, low)
        for part in _WRITTEN_OUT.get(low, low).split():
            mark = not any(c.isalnum() for c in part)
            result.append(Word(part, raw[0].isupper() or raw[0].isdigit(), mark))
    return result


def same_words(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two runs of the same length are the same but for endings."""
    return all(stem(a.low) == stem(b.low) for a, b in zip(one, other, strict=True))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PREPOSITIONS = _set(
    """of in on at by to for from with without against about into over under after before since
    during through between near as until till
    """
)
FUNCTION = _PREPOSITIONS | _set("and or but that who which whose while because so 's then when")
_TIMES = _set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december today yesterday
    """
)
_ADVERBS = _set(
    """also already now still finally recently formally officially unanimously quickly later then
    soon since today currently wrongly temporarily permanently publicly repeatedly immediately
    wrongfully abruptly quietly again just yet
    """
)
_TITLES = _set("mr mrs ms dr gov sen rep president mayor judge chief senator governor . the a an")
_BEFORE_A_SUBJECT = _set("and but that nor no neither , ; : — – ( also")
_DOUBTS = _set(
    """if unless whether until before could would might should claim claims claimed allege alleges
    alleged deny denies denied falsely accuse accuses accused rumor rumors rumored believe believes
    believed suspect suspected doubt doubts doubted ask asks asked hope hopes hoped want wants
    wanted urge urges urged demand demands demanded propose proposes proposed expect expects
    expected question questioned fear fears feared suggest suggests suggested argue argues argued
    false untrue wrong incorrect unlikely likely unclear possible impossible chance risk
    myth suppose imagine pretend
    """
)
_NARROWS = _set("until unless except without only if but")
_NOT = _set("not never")
_REFUSED = _set("refused declined failed refuses declines fails refuse decline fail")
_STOPPED = _set("stopped quit ceased")
_BARRED = _set("banned barred prohibited forbidden")
_ALLOWED = _set("allowed permitted free")
_APPOSITION = 15


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence in which the subject of the question stands at ``start:end``."""

    words: list[Word]
    start: int
    end: int

    def answers(
        self, auxiliary: str, verb: Word, objects: Sequence[Word], *, definite: bool
    ) -> YesNo | None:
        """definite: the question asks of one that is known: "the bill"."""
        denials = self._denials_before(definite)
        middle = self._to_the_verb(auxiliary)
        if denials is None or middle is None:
            return None
        place, helpers, negations = middle
        if place >= len(self.words):
            return None
        word = self.words[place].low
        if not _in_time(auxiliary, helpers, word, verb.low):
            return None
        denials += negations
        end = place + 1
        for number, wanted in enumerate(objects):
            step = self._object(wanted, end, direct=number == 0)
            if step is None:
                return None
            end, more = step
            denials += more
        if denials > 1 or not self._ends_there(end, denied=denials == 1):
            return None
        return "no" if denials else "yes"

    def _denials_before(self, definite: bool) -> int | None:
        """How often the words before the subject deny; None if they make it doubtful."""
        before = self.words[: self.start]
        if any(w.low in _DOUBTS | _NOT | {"nothing", "none"} for w in before):
            return None
        if sum(w.low in '“"' for w in before) > sum(w.low == "”" for w in before):
            return None
        place = self.start - 1
        while place >= 0 and before[place].low in _TITLES:
            place -= 1
        if place < 0:
            return 0
        last = before[place].low
        if last in ("no", "neither"):
            return None if definite else 1
        if last == "nor":
            return 1
        return 0 if last in _BEFORE_A_SUBJECT else None

    def _to_the_verb(self, auxiliary: str) -> tuple[int, list[str], int] | None:
        """Where the verb stands, the helping verbs before it, and how often they deny."""
        helpers: list[str] = []
        denials = 0
        place = self.end
        while place < len(self.words):
            word = self.words[place]
            following = (
                self.words[place + 1] if place + 1 < len(self.words) else Word("", False, True)
            )
            if word.low in ("no",) and following.low == "longer":
                denials, place = denials + 1, place + 2
            elif word.low in _NOT:
                denials, place = denials + 1, place + 1
            elif word.low in _REFUSED and following.low == "to":
                denials += 1
                helpers.append("did" if word.low.endswith("ed") else "does")
                place += 2
            elif word.low in _STOPPED and following.low.endswith("ing"):
                helpers.append("stopped")
                denials, place = denials + 1, place + 1
            elif (
                word.low in _BARRED | _ALLOWED
                and auxiliary in ("can", "may")
                and following.low in ("from", "to")
                and _BE & set(helpers)
            ):
                helpers.append("allowed")
                denials, place = denials + (word.low in _BARRED), place + 2
            elif word.low in AUXILIARIES | {"been", "be"}:
                helpers.append(word.low)
                place += 1
            elif word.low in _ADVERBS or word.low in ("a", "an", "the"):
                place += 1
            elif place == self.end and word.low == "," and following.low in ("which", "who"):
                place += 2
            elif place == self.end and word.low == "," and self.words[self.start - 1].low == ",":
                place += 1  # "its president, Brad Smith, said"
            elif (skipped := self._aside(place)) is not None:
                place = skipped
            else:
                break
        return place, helpers, denials

    def _aside(self, place: int) -> int | None:
        """Where an aside on the subject, or on the time, ends, if one starts here."""
        words = self.words
        if words[place].low == ",":
            for end in range(place + 1, min(place + _APPOSITION, len(words))):
                if words[end].low == ",":
                    return end + 1
            return None
        end = place + (words[place].low in ("on", "in", "of"))
        if words[place].low == "of":
            while end < len(words) and words[end].name:
                end += 1
        else:
            while end < len(words) and (
                words[end].low in _TIMES or (words[end].low.isdigit() and end > place)
            ):
                end += 1
        return end if end > place + (words[place].low in ("on", "in", "of")) else None

    def _object(self, wanted: Word, place: int, *, direct: bool) -> tuple[int, int] | None:
        """Behind the wanted word, if it follows, and how often the words up to it deny."""
        denials = 0
        limit = min(place + 8, len(self.words))
        free = direct
        for end in range(place, limit):
            word = self.words[end]
            if stem(word.low) == stem(wanted.low) and not word.mark:
                return end + 1, denials
            if word.low in ("no", "neither"):
                denials += 1
            elif word.low in ("a", "an", "the", "its", "their", "his", "her", "any") or (
                word.low in _ADVERBS | _TIMES
            ):
                continue
            elif direct or word.mark or word.low in _NOT | _DOUBTS | _NARROWS:
                return None
            elif not free and word.low in _PREPOSITIONS:
                free = True  # "sold it [in Texas] to the police"
            elif not free or word.low in FUNCTION - _PREPOSITIONS:
                return None
        return None

    def _ends_there(self, end: int, *, denied: bool) -> bool:
        """Whether what was matched is all of its phrase, and nothing behind takes it back."""
        behind = self.words[end:]
        if any(w.low in ("if", "unless", "claimed", "alleged", "argued") for w in behind):
            return False
        while behind and (
            behind[0].low in _TIMES | _ADVERBS
            or (behind[0].low in ("on", "in") and len(behind) > 1 and behind[1].low in _TIMES)
        ):
            behind = behind[1:]
        if denied:
            narrowed = any(w.low in _NARROWS for w in behind)
            return not narrowed and (not behind or behind[0].mark)
        return not behind or behind[0].mark or behind[0].low in FUNCTION


def _in_time(asked: str, helpers: Sequence[str], word: str, verb: str) -> bool:
    """Whether ``word`` after ``helpers`` tells of ``verb`` in the time that ``asked`` asks of."""
    having = [h for h in helpers if h in ("has", "have", "had")]
    being = [h for h in helpers if h in _BE or h in ("been", "be")]
    modal = [h for h in helpers if h in _MODALS]
    if asked in _BE:
        if word != verb or modal or "stopped" in helpers:
            return False
        if asked in ("is", "are"):
            return not having and bool(being) and set(being) <= {"is", "are"}
        return bool(being) and (set(being) <= {"was", "were"} or (bool(having) and "been" in being))
    if not means_the_same(word, verb):
        return False
    if "allowed" in helpers:
        return not modal and not having
    if asked in _MODALS:
        same = {"can", "may"} if asked in ("can", "may") else {asked}
        return bool(modal) and set(modal) <= same and not having and not being
    if modal or being:
        return False
    if "stopped" in helpers:
        return asked in ("do", "does") and word.endswith("ing")
    if asked in ("do", "does"):
        does = bool(helpers) and set(helpers) <= {"do", "does"}
        return does or (not helpers and may_be_present(word))
    if set(helpers) & {"do", "does"}:
        return False
    return "did" in helpers or may_be_past(word)
