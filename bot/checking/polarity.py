"""Negation: neither lost nor invented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.checking.antonyms import AGAINST, affirms, forms, negates, sides
from bot.checking.figures import NUMBERS, TIMES, figures_in
from bot.checking.grounds import Grounds
from bot.checking.lexing import AUXILIARIES, NEGATIONS, Word
from bot.checking.likeness import denies, one_word, same
from bot.checking.nearby import alikeness, around
from bot.checking.phrases import OPEN, phrased
from bot.checking.speeches import says
from bot.checking.turning import (
    ARTICLES,
    BACKWARD,
    NEGATIVE,
    STOPPING,
    Heard,
    alike,
    cues,
    heard,
    holds_back,
    stops,
)
from bot.verb_forms import may_be_past, root
from bot.words import stem

_DENIED = re.compile(r"(?i)\bnot\s(?:\w+\s)?$")
_NOT = re.compile(r"(?i)\b(?:not|no|never|than|instead)\b")
_AHEAD = frozenset("will plan plans planned expects expected scheduled set due".split())
_TOLD = frozenset(
    "say says said tell tells told disclose discloses disclosed reveal reveals revealed".split()
)
_WHETHER = frozenset("whether if".split())
_EARLIER = frozenset("before ever previously earlier".split())
_TIMES = frozenset(map(stem, TIMES))
_OWN = ("'s", "’s", "s'", "s’")
_PREPOSITIONS = frozenset("in on at for with to from about over into by against".split())
_NEAR = 6
_SCORN = frozenset(
    map(
        stem,
        """betrayal surrender mistake disgrace shame scandal failure outrage insult farce sham
        disaster blunder error unacceptable unfair irresponsible absurd wrong""".split(),
    )
)
"""What is said of something by those who are against it."""
_CONDEMNING = frozenset(map(stem, "condemn denounce criticize criticise oppose".split()))
_PRAISING = frozenset(map(stem, "praise welcome hail applaud laud commend support".split()))
_CLEARLY, _LEAST = 1.5, 0.1
"""How much better the surroundings of a negated word must fit than those of the same word told."""
_WHAT = 3
_PLAIN_NO = re.compile(r"(?i)\b(?:not|no|never|nor)\b")
_ONLY = re.compile(r"(?i)\b(?:only|sole|alone|nothing but|just)\b")
_OTHER = re.compile(
    r"(?i)\b(no |any )?other (?:way|option|choice|means|possibility|reason|case)s?\b"
    r"|\b(?:more than|not just|not only|beyond)"
    rf" (?!(?:an?|half|double|twice|enough|any|{'|'.join(NUMBERS)})\b)[a-z]"
)
_SOLE = re.compile(r"(?i)\b(not )?the (?:only|sole)\b")


def turned_round(sentence: str, grounds: Grounds) -> str | None:
    """The word of ``sentence`` that says the opposite of what is cited, or None."""
    said = heard(phrased(sentence))
    held = [h for g in grounds.each for h in heard(phrased(g.text))]
    return (
        _sole(sentence, grounds)
        or _no_figure(sentence, grounds)
        or _unspoken(phrased(sentence), grounds)
        or _invented(phrased(sentence), said, held)
        or _stopped(phrased(sentence), held)
        or _lost(grounds, said, held)
        or _let_go(phrased(sentence), grounds, said, held)
        or _against_all(said, held)
    )


def _sole(sentence: str, grounds: Grounds) -> str | None:
    """A "the only one" where "not the only one" is cited, or the other way round."""
    ours = _SOLE.search(sentence)
    theirs = [m for g in grounds.each for m in _SOLE.finditer(g.text)]
    only = any(_ONLY.search(g.text) for g in grounds.each)
    others = _OTHER.search(sentence)
    if (
        only
        and others
        and not _ONLY.search(sentence)
        and not (others[1] or _PLAIN_NO.search(sentence))
    ):
        return others.group()
    if ours and theirs and all(bool(m[1]) != bool(ours[1]) for m in theirs):
        return ours.group()
    return None


def _no_figure(sentence: str, grounds: Grounds) -> str | None:
    """A number that is denied, "not 13 to 0", where what is cited tells it."""
    denied = [m for f in figures_in(sentence) if (m := _DENIED.search(sentence, 0, f.start))]
    if not denied or any(m for g in grounds.each for m in _NOT.finditer(g.text)):
        return None
    return denied[0].group()


def _unspoken(words: Sequence[Word], grounds: Grounds) -> str | None:
    """What somebody has not said in what is cited, and has in ``sentence``."""
    if any(holds_back(w) for w in words):
        return None
    asks = any(w.token in _WHETHER or w.token == OPEN for w in words)
    tells = [w for w in words if w.token in _TOLD]
    for ground in grounds.each:
        cited = phrased(ground.text)
        for cue, verb in zip(cited, cited[1:], strict=False):
            left_open = cue.token == OPEN and verb.token in _WHETHER
            if not left_open and (cue.token not in NEGATIONS or verb.token not in _TOLD):
                continue
            if asks if left_open else not tells:
                continue
            after = [w for w in cited if w.start > verb.start and w.clause == verb.clause]
            what = [w for w in after if w.content][:_WHAT]
            if what and all(any(same(w, o) for o in words) for w in what):
                return f"{cue.text} {verb.text}"
    return None


def _invented(words: Sequence[Word], said: Sequence[Heard], held: Sequence[Heard]) -> str | None:
    """A negation of ``sentence`` whose word is nowhere negated in what is cited."""
    for cue, scope in cues(words):
        head = scope[0] if scope else None
        if head is None:
            continue
        like = alike(held, head)
        exact = bool(like) and like[0].word.stem == head.stem
        if any(h.turned for h in like) or _opposite_holds(held, head):
            continue
        if cue.token in BACKWARD and any(_opposite_holds(held, w) for w in scope[1:]):
            continue  # "no shops would close" for "all shops stay open"
        if any(_opposite_holds(held, w) and not alike(held, w) for w in scope[1:2]):
            continue  # "had not slept well" for "had slept badly"
        if any(denies(h.word, head) and not h.turned for h in held):
            continue
        if _told_by_degree(cue, words, held):
            continue
        if cue.token in ("neither", "nor") and any(
            h.turned for w in words if w.clause == cue.clause for h in held if h.word.stem == w.stem
        ):
            continue  # it is of the subject: "neither A nor B set a date"
        if like:
            # "was not asked to stop" for "was told to go on": the next word may carry it.
            loose = cue.token in BACKWARD or (not exact and head.stem not in STOPPING)
            if not loose or not any(h.turned for w in scope[1:2] for h in alike(held, w)):
                return f"{cue.text} {head.text}"
        elif len(_unmatched(said, held, head)) < len(list(cues(words))) or _told_as_true(
            [w for w in scope[1:] if w.start > cue.start], said, held
        ):
            return f"{cue.text} {head.text}"
    return None


def _told_as_true(scope: Sequence[Word], said: Sequence[Heard], held: Sequence[Heard]) -> bool:
    """Whether what is negated beyond its verb stands in what is cited, and not negated.

    And what is negated there is not told: "not count as employees" for "are employees".
    """
    if any(not scope for _, scope in cues([h.word for h in held])):
        return False
    exact = [h for w in scope for h in held if h.word.stem == w.stem]
    negated = [h for h in held if h.turned]
    told = any(s.word.stem == h.word.stem for h in negated for s in said)
    return bool(exact) and not told and not any(h.turned for h in exact)


def _told_by_degree(cue: Word, words: Sequence[Word], held: Sequence[Heard]) -> bool:
    """Whether no negation is cited, and need not be.

    "Not so cold since 1981" for "the lowest since 1981", "has yet to" for "plans to".
    """
    after = [w.token for w in words if w.start > cue.start][:1]
    if after == ["other"] and any(h.word.token in ("only", "sole") for h in held):
        return True  # "no other way" for "the only way"
    compared = cue.token in ("no", "never") and any(a.endswith("er") for a in after)
    if compared and any(h.word.token.endswith("est") for h in held):
        return True  # "no better one for years" for "the best for years"
    before = any(w.token in _EARLIER for w in words)
    if before and any(h.word.token == "first" for h in held):
        return True  # "no city before" for "the first city"
    if cue.token == "yet":
        return any(h.word.token in _AHEAD for h in held)
    since = any(w.token == "since" for w in words) and any(h.word.token == "since" for h in held)
    return since and any(h.word.token.endswith("est") or h.word.token == "first" for h in held)


def _unmatched(said: Sequence[Heard], held: Sequence[Heard], head: Word) -> list[Word]:
    """The words that say no in what is cited, less refusals and bans that are told as well.

    A refusal ``head`` that is itself negated says yes, which no other refusal does.
    """
    refusals = head.stem not in STOPPING
    return [
        h.word
        for h in held
        if h.word.token in NEGATIVE
        or (refusals and h.word.stem in STOPPING and not alike(said, h.word))
    ]


def _opposite_holds(held: Sequence[Heard], head: Word) -> bool:
    """Whether what is cited says by an opposite what a negation of ``head`` says: "closed"."""
    return any(
        h.word.stem in theirs and not h.turned
        for _, theirs, turns in sides(head.stem)
        if turns
        for h in held
    )


def _lost(grounds: Grounds, said: Sequence[Heard], held: Sequence[Heard]) -> str | None:
    """A word that is negated in what is cited and not in ``sentence``."""
    wished = _infinitives([h.word for h in held]) if not _infinitives(_bare(said)) else set()
    for ground in grounds.each:
        for cue, scope in cues(phrased(ground.text)):
            if not scope:
                continue
            head = next((w for w in scope if alike(said, w)), scope[0])
            ours = alike(said, head)
            if not ours or any(s.turned for s in ours):
                continue
            if _held_back(said, ours, held, scope):
                continue
            if any(denies(s.word, w) and not s.turned for s in said for w in scope):
                continue
            shared = [w for w in scope[:2] if alike(said, w)]
            exact = any(s.word.stem == head.stem for s in ours)
            if not shared and (not exact or any(s.turned for s in said)):
                continue  # too far from what is negated
            if (
                shared
                and all(
                    any(not h.turned and h.word not in wished for h in alike(held, w))
                    for w in shared
                )
                and not _nearer_to_the_negated(ours, said, shared, held, grounds)
            ):
                continue  # what is cited says both
            if any(s.turned for w in scope for s in alike(said, w)):
                continue
            return f"{cue.text} {head.text}"
    return None


def _nearer_to_the_negated(
    ours: Sequence[Heard],
    said: Sequence[Heard],
    shared: Sequence[Word],
    held: Sequence[Heard],
    grounds: Grounds,
) -> bool:
    """Whether of what is cited both as so and as not so, the latter stands beside the same words."""
    here = [around(_bare(said), s.word.start, s.word.end) for s in ours]
    no = yes = 0.0
    for ground in grounds.each:
        words = phrased(ground.text)
        for told in heard(words):
            if not any(one_word(told.word, w) for w in shared):
                continue
            there = around(words, told.word.start, told.word.end)
            like = max(alikeness(h, there) for h in here)
            no, yes = (max(no, like), yes) if told.turned else (no, max(yes, like))
    return no > _CLEARLY * yes and no > _LEAST


def _bare(said: Sequence[Heard]) -> list[Word]:
    return [s.word for s in said]


def _infinitives(words: Sequence[Word]) -> set[Word]:
    """What is only to be done: "to pass rules"."""
    return {w for to, w in zip(words, words[1:], strict=False) if to.token == "to" and w.content}


def _stopped(words: Sequence[Word], held: Sequence[Heard]) -> str | None:
    """A refusal, a ban or the like in ``sentence`` of what, in what is cited, goes on."""
    for word, scope in stops(words):
        things = [w for w in scope if w.stem not in _TIMES and not w.text.endswith(_OWN)]
        if not things:
            continue
        like = alike(held, things[0])
        ends = any(
            negates(h.word.stem)
            and h.word.clause == w.word.clause
            and abs(n - held.index(w)) < _NEAR
            for n, h in enumerate(held)
            for w in like
        )
        if like and not any(h.turned for h in like) and not alike(held, word) and not ends:
            return f"{word.text} {things[0].text}"
    return None


def _let_go(
    words: Sequence[Word], grounds: Grounds, said: Sequence[Heard], held: Sequence[Heard]
) -> str | None:
    """What is refused, banned or the like in what is cited, and goes on in ``sentence``."""
    done = _not_stopped(words)
    no = {w.clause for w in (*_says_no(words), *(w for w in words if w.stem in STOPPING))}
    for ground in grounds.each:
        for word, thing in _refused(phrased(ground.text)):
            ours = [s for s in said if one_word(s.word, thing) and (not done or s.word in done)]
            theirs = [h for h in held if one_word(h.word, thing)]
            if not ours or not all(h.turned for h in theirs):
                continue
            if not done and any(s.word.clause in no for s in ours):
                continue
            other = _held_back(said, ours, held) or _of_another_verb(words, thing, held)
            if done or not (other or alike(said, word)):
                return f"{thing.text}, where {word.text} is cited,"
    return None


def _against_all(said: Sequence[Heard], held: Sequence[Heard]) -> str | None:
    """A verb that says no, where all that is cited says yes."""
    praise = next((s for s in said if root(s.word.token) in _PRAISING and not s.turned), None)
    scorn = any(h.word.stem in _SCORN and not h.turned for h in held)
    if scorn and praise is not None and not alike(held, praise.word):
        return praise.word.text
    if any(h.turned or _says_no_itself(h.word) for h in held):
        return None
    for told in said:
        plain = root(told.word.token)
        bent = told.word.token != plain and not told.word.capital
        scorned = plain in _CONDEMNING and any(h.word.stem in _SCORN for h in held)
        if scorned:
            continue  # "denounced it" for "called it a betrayal"
        if bent and not told.turned and plain in AGAINST and not alike(held, told.word):
            return told.word.text
    return None


def _says_no_itself(word: Word) -> bool:
    return holds_back(word) or any(negates(form) for form in forms(word))


def _refused(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Each refusal, ban or the like with what it is of: a thing, or "from doing" it."""
    for word, scope in stops(words):
        yield word, scope[0]
        if scope[0].start < word.start:  # a passive: its subject begins the clause
            clause = (w for w in words if w.clause == word.clause and w.content and not w.capital)
            yield word, next(clause)
        for doing in scope[1:]:
            if words[words.index(doing) - 1].token == "from" and doing.token.endswith("ing"):
                yield word, doing


def _not_stopped(words: Sequence[Word]) -> list[Word]:
    """What a refusal that is itself negated is of: "did not abandon its plan"."""
    negated = {w.start for _, scope in cues(words) for w in scope[:1]}
    return [w for word, scope in stops(words) if word.start in negated for w in scope]


def _of_another_verb(words: Sequence[Word], thing: Word, held: Sequence[Heard]) -> bool:
    """Whether a refused ``thing`` is the object of a verb that what is cited does not know.

    Such a verb may say no as well: "struck out a section" for "vetoed a section".
    """
    if thing.token.endswith("ing"):
        return False
    at = next((w for w in words if one_word(w, thing)), thing)
    before = [w for w in words if w.start < at.start and w.clause == at.clause]
    verb = next((w for w in reversed(before) if may_be_past(w.token) and not w.capital), None)
    if verb is None or any(w.token in _PREPOSITIONS for w in before if w.start > verb.start):
        return False
    known = says(verb) or verb.token in AUXILIARIES or affirms(root(verb.token))
    return not known and not any(h.word.stem == verb.stem for h in held)


def _says_no(words: Sequence[Word]) -> Iterator[Word]:
    yield from (cue for cue, _ in cues(words))
    yield from (word for word, _ in stops(words))


def _held_back(
    said: Sequence[Heard],
    some: Sequence[Heard],
    held: Sequence[Heard],
    scope: Sequence[Word] = (),
) -> bool:
    """Whether each of ``some`` stands in a clause that says no in other words: "lost power".

    Not by a word that says no to something else which is cited as negated, too. scope: what is
    negated there together with ``some``.
    """
    if any(not scope for _, scope in cues([s.word for s in said])):
        return True  # "it did not": of what has just been told
    clauses = set()
    ours = {s.word.clause for s in some}
    for place, told in enumerate(said):
        cited = any(h.word.stem == told.word.stem for h in held)
        if told in some or not holds_back(told.word) or (cited and told.word.stem in STOPPING):
            continue
        if told.word.stem in STOPPING and place and said[place - 1].word.token in ARTICLES:
            continue  # "the pause": a thing that is spoken of
        after = (s for s in said[place + 1 :] if s.word.content)
        head = next((s for s in after if s.word.clause == told.word.clause), None)
        together = head is not None and any(same(head.word, w) for w in scope)
        negated = head is not None and any(h.turned for h in alike(held, head.word))
        if head is None or head in some or together or not negated:
            if told.word.token in NEGATIONS and told.word.clause in ours:
                return True  # a negation that is of nothing else
            clauses.add(told.word.clause)
    return all(s.word.clause in clauses for s in some)
