"""Articles with edited copies, and articles that only look like copies, built from real ones.

Nothing of the data is kept: the set is made anew from the folders named, always the same.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import loaders
from bot.article import Article
from bot.sentences import paragraphs_of, sentences_of

_SHORTEST_WORDS = 120
_SAME_RUN = 8
_BOILERPLATE = (
    "Sign up for our morning newsletter and get the stories that matter in your inbox.",
    "This material may not be published, broadcast, rewritten or redistributed without leave.",
    "Follow us for updates throughout the day and tell us what you think in the comments.",
    "Support independent journalism by becoming a member from three dollars a month.",
    "Have you got a story for us? Write to the newsroom or call the desk at any hour.",
    "Read more of our coverage, see the pictures of the week and listen to the podcast.",
    "Our journalists are independent; we may earn a commission if you buy through links here.",
    "You can change your mind about cookies at any time in the settings of your browser.",
)
_TOWNS = ("LEEDS", "BOSTON", "GENEVA", "NAIROBI", "AUSTIN", "OSLO", "LIMA", "CHENNAI")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text of the set.

    family: of an original and its copies the same; alone in it is what is no copy.
    kind: "original", a kind of edit, or a kind of look-alike. share: of the words edited, 0..1.
    like: the family that a look-alike resembles.
    """

    name: str
    family: str
    kind: str
    share: float
    text: str
    like: str = ""

    @property
    def is_copy(self) -> bool:
        """Whether it should be grouped with the original of its family."""
        return self.kind in EDITS


def originals(corpus: Path, data: Path | None, limit: int) -> dict[str, list[str]]:
    """Texts by the event they tell of; several only where several outlets tell of one.

    corpus: the project's own articles. data: a folder with bbc.tar.gz, basil.tar.gz and
    rtqa/small-articles.jsonl.gz, of each of which at most ``limit`` are taken; None for none.
    """
    events = {f"corpus {a.id}": [a.text] for a in _articles(corpus)}
    if data is not None:
        events |= _some({f"bbc {n}": [t] for n, t in _bbc(data / "bbc.tar.gz")}, limit)
        rtqa = _rtqa(data / "rtqa" / "small-articles.jsonl.gz")
        events |= _some({f"rtqa {n}": [t] for n, t in rtqa}, limit)
        events |= _some(_basil(data / "basil.tar.gz"), limit)
    return _once(events)


def samples(events: dict[str, list[str]], half: int) -> list[Sample]:
    """The set of one half (0 or 1) of ``events``: each with three copies and its look-alikes.

    What is new in a look-alike is from a text of the other half, which is in no other whole.
    """
    halves: tuple[list[str], list[str]] = ([], [])
    for name in sorted(events):
        halves[zlib.crc32(name.encode()) % 2].append(name)
    names, strangers = halves[half], halves[1 - half]
    words = [w for n in names for t in events[n] for w in t.split()]
    found: list[Sample] = []
    for at, name in enumerate(names):
        chance = random.Random(name)
        text, *others = events[name]
        stranger = events[strangers[at % len(strangers)]][0]
        found.append(Sample(name, name, "original", 0.0, text))
        kinds = chance.sample(sorted(EDITS), 3)
        for kind in kinds:
            share = chance.uniform(0.05, 0.30)
            copy = EDITS[kind](text, share, chance, words, stranger)
            found.append(Sample(f"{name} {kind}", name, kind, share, copy))
        for n, other in enumerate(others):
            alone = f"{name} other {n}"
            found.append(Sample(alone, alone, "same event", 0.0, other, name))
        for kind, make in LOOK_ALIKES.items():
            alone = f"{name} {kind}"
            text_of = make(text, chance, words, stranger)
            found.append(Sample(alone, alone, kind, 0.0, text_of, name))
    return found


def _substituted(
    text: str, share: float, chance: random.Random, words: Sequence[str], _: str
) -> str:
    """Each word exchanged with a chance of ``share``."""
    return re.sub(r"\S+", lambda m: chance.choice(words) if chance.random() < share else m[0], text)


def _dropped(text: str, share: float, chance: random.Random, *_: object) -> str:
    parts = _blocks(text)
    target = (1 - share) * len(text)
    while len(parts) > 2:
        at = chance.randrange(1, len(parts))
        if sum(map(len, parts)) - len(parts[at]) < target:
            break
        del parts[at]
    return "\n\n".join(parts)


def _cut_short(text: str, share: float, *_other: object) -> str:
    """The end left off, as in print."""
    ends = [s.end for s in sentences_of(text)]
    return text[: min(ends, key=lambda e: abs(e - (1 - share) * len(text)))]


def _reordered(text: str, share: float, chance: random.Random, *_other: object) -> str:
    parts = _blocks(text)
    for _ in range(max(1, round(share * len(parts)))):
        parts.insert(chance.randrange(len(parts)), parts.pop(chance.randrange(len(parts))))
    return "\n\n".join(parts)


def _new_lead(
    text: str, share: float, chance: random.Random, words: Sequence[str], stranger: str
) -> str:
    """A dateline, and a first paragraph written anew, as long as ``share`` of the text."""
    spans = sentences_of(text)
    cut = min((s.end for s in spans), key=lambda e: abs(e - share / 2 * len(text)))
    rest = text[cut:].strip()
    lead = stranger[: max(60, round(share / 2 * len(text)))].rsplit(" ", 1)[0]
    return f"{chance.choice(_TOWNS)} (Wire) — {lead}.\n\n{rest}"


def _boilerplate(text: str, share: float, chance: random.Random, *_: object) -> str:
    parts = _blocks(text)
    added = 0
    lines = chance.sample(_BOILERPLATE, len(_BOILERPLATE))
    for line in lines:
        if added + len(line) > share * len(text):
            break
        added += len(line)
        parts.insert(chance.randrange(1, len(parts) + 1), line)
    return "\n\n".join(parts)


def _mixed(
    text: str, share: float, chance: random.Random, words: Sequence[str], stranger: str
) -> str:
    part = share / 3
    text = _boilerplate(_dropped(text, part, chance), part, chance)
    return _substituted(text, part, chance, words, stranger)


Edit = Callable[[str, float, random.Random, Sequence[str], str], str]
"""Text, share to be edited, chance, words and another text to draw from -> the edited text."""
EDITS: dict[str, Edit] = {
    "words substituted": _substituted,
    "paragraphs dropped": _dropped,
    "cut short": _cut_short,
    "paragraphs reordered": _reordered,
    "new lead and dateline": _new_lead,
    "boilerplate added": _boilerplate,
    "mixed": _mixed,
}


def _live_blog(text: str, chance: random.Random, _: Sequence[str], stranger: str) -> str:
    """New entries above half of the old ones."""
    fresh = _within(_blocks(stranger[: len(stranger) // 2]), 0.5 * len(text))
    kept = _within(_blocks(text), sum(map(len, fresh)))
    return "\n\n".join([*fresh, *kept])


def _follow_up(text: str, chance: random.Random, _: Sequence[str], stranger: str) -> str:
    """Another day's news, with the background of the day before."""
    fresh = _within(_blocks(stranger[len(stranger) // 2 :]), 0.65 * len(text))
    background = _within(_blocks(text)[::-1], sum(map(len, fresh)) * 35 / 65)[::-1]
    return "\n\n".join([*fresh, *background])


def _template(text: str, chance: random.Random, words: Sequence[str], _: str) -> str:
    """The same report of another company, match or storm: its names and figures exchanged."""
    names = [w for w in chance.choices(words, k=4000) if re.fullmatch(r"[A-Z][a-z]+", w)]
    new: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        old = match[0]
        if old not in new:
            figures = "".join(chance.choice("123456789") if c.isdigit() else c for c in old)
            new[old] = figures if old[0].isdigit() else chance.choice(names)
        return new[old]

    starts = {s.start for s in sentences_of(text)}
    return re.sub(
        r"\d[\d,.]*\d|\d|\b[A-Z][\w-]+",
        lambda m: m[0] if m.start() in starts else other(m),
        text,
    )


LookAlike = Callable[[str, random.Random, Sequence[str], str], str]
LOOK_ALIKES: dict[str, LookAlike] = {
    "live blog": _live_blog,
    "follow-up": _follow_up,
    "same template": _template,
}


def _within(parts: Sequence[str], size: float) -> list[str]:
    """The first of ``parts`` that together have at most ``size`` characters, the last cut."""
    kept: list[str] = []
    for part in parts:
        if len(part) > size:
            kept.append(part[: int(size)].rsplit(" ", 1)[0])
            break
        kept.append(part)
        size -= len(part)
    return kept


def _blocks(text: str) -> list[str]:
    """The paragraphs, or runs of two sentences where there are few."""
    parts = [text[p.start : p.end] for p in paragraphs_of(text)]
    if len(parts) >= 6:
        return parts
    spans = sentences_of(text)
    return [text[spans[i].start : spans[i : i + 2][-1].end] for i in range(0, len(spans), 2)]


def _articles(folder: Path) -> Iterator[Article]:
    for item in loaders.load(str(folder)):
        if isinstance(item, Article):
            yield item


def _bbc(archive: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(archive) as files:
        for member in files:
            if member.isfile() and re.search(r"/\d+\.txt$", member.name):
                stream = files.extractfile(member)
                assert stream is not None
                _, _, body = stream.read().decode("utf-8", "replace").strip().partition("\n")
                yield member.name, body.strip()


def _rtqa(file: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["url"], row["text"]


def _basil(archive: Path) -> dict[str, list[str]]:
    events: dict[str, list[str]] = {}
    with tarfile.open(archive) as files:
        for member in sorted(files, key=lambda m: m.name):
            if member.name.endswith(".json"):
                stream = files.extractfile(member)
                assert stream is not None
                row = json.loads(stream.read())
                text = "\n\n".join(" ".join(p) for p in row["body-paragraphs"])
                events.setdefault(f"basil {row['triplet-uuid']}", []).append(text)
    return events


def _some(events: dict[str, list[str]], limit: int) -> dict[str, list[str]]:
    names = sorted(events, key=lambda n: zlib.crc32(n.encode()))
    return {n: events[n] for n in names[:limit]}


def _once(events: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without short texts, and without those that share a long run of words with one before.

    The data hold copies of their own, which nobody has labelled.
    """
    seen: set[tuple[str, ...]] = set()
    kept: dict[str, list[str]] = {}
    for name, texts in events.items():
        if any(len(t.split()) < _SHORTEST_WORDS for t in texts):
            continue
        runs = [set(_runs(t)) for t in texts]
        if any(len(r & seen) > len(r) // 20 for r in runs):
            continue
        seen.update(*runs)
        kept[name] = texts
    return kept


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = text.lower().split()
    for at in range(len(words) - _SAME_RUN + 1):
        yield tuple(words[at : at + _SAME_RUN])
