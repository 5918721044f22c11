"""Where the sentences of an English news text begin and end, with offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.article import Sentence

# After these a full stop does not end a sentence, whatever follows.
_TITLES = frozenset(
    "mr mrs ms dr drs prof profs gen col sgt lt capt cmdr maj sen sens rep reps gov govs hon"
    " rev pres st mt ft fr sr messrs adm atty det supt insp pvt cpl no nos vs vol fig pp ed eds"
    " approx est".split()
)
# After these it ends none: "Roe v. Wade".
_JOINS = frozenset({"v", "vs"})
# After these it ends one only before a word that begins sentences.
_ABBREVIATIONS = frozenset(
    "jr sr inc ltd co corp bros llc etc al cf jan feb mar apr jun jul aug sep sept oct nov dec mon"
    " tue tues wed thu thur thurs fri sat sun ave blvd rd ariz calif colo conn del fla ga ill ind"
    " kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo"
    " ont que dept univ assn bldg hq intl natl dist ph.d m.d b.a m.a u.s u.k u.n e.u d.c a.m p.m"
    " n.y n.j n.c s.c n.d s.d n.h n.m r.i w.va l.a b.c i.e e.g".split()
)
_STARTERS = frozenset(
    "the a an he she it they we i you this that these those his her its their our my but and or so"
    " if in on at by for from with after before when while as since although though however"
    " meanwhile there here what who why how where which according not no some many most more all"
    " both each another other others still yet then now today also one two three".split()
)
_OPEN = "“\"'‘([«"
_CLOSE = "”\"'’)]»"
_END = re.compile(rf"(?:[.!?…]|\.\.\.)+[{re.escape(_CLOSE)}]*(?=\s|$)")
_WORD_BEFORE = re.compile(r"[^\s“\"‘(\[«—–]+$")
_NEXT_WORD = re.compile(rf"\s+([{re.escape(_OPEN)}]*)(\S+)")
_PARAGRAPH = re.compile(r"[^\n](?:[^\n]|\n(?!\s*\n))*")
_INITIAL = re.compile(r"^(?:[A-Z]\.)+$|^[A-Z]\.-?[A-Z]?\.?$")


def paragraphs_of(text: str) -> Iterator[Sentence]:
    """The paragraphs of ``text`` (separated by blank lines), stripped, as offset pairs."""
    for match in _PARAGRAPH.finditer(text):
        start, end = _strip(text, match.start(), match.end())
        if start < end:
            yield Sentence(start, end)


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """All sentences in order. Every character that is not white space is in exactly one."""
    return tuple(s for p in paragraphs_of(text) for s in _split(text, p.start, p.end))


def _split(text: str, start: int, end: int) -> Iterator[Sentence]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends(text, match, begin, end):
            yield Sentence(begin, match.end())
            begin = _strip(text, match.end(), end)[0]
    if begin < end:
        yield Sentence(begin, end)


def _ends(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether the mark that ``match`` found ends the sentence that starts at ``begin``."""
    following = _NEXT_WORD.match(text, match.end(), end)
    if following is None:
        return True
    opening, word = following.groups()
    first = word[0]
    if not (opening or first.isupper() or first.isdigit() or not first.isalpha()):
        # “… it?” he asked: a lower-case word goes on with the sentence.
        return False
    if not match.group().startswith("."):
        return True
    if match.group().startswith(("...", ". .")) or match.group()[0] == "…":
        return True
    before = _WORD_BEFORE.search(text, begin, match.start() + 1)
    token = before.group() if before else ""
    bare = token.rstrip(".").lower()
    closed = match.group()[-1] in _CLOSE
    if closed:
        return True
    if bare in _JOINS and not opening:
        return False
    if bare in _TITLES and first.isupper() and token[:1].isupper():
        return False
    if bare == "no" and first.isdigit():
        return False
    plain = re.sub(r"\W+$", "", word).lower()
    starts = bool(opening) or plain in _STARTERS
    if bare in _ABBREVIATIONS or _INITIAL.match(token):
        if len(bare) == 1 and begin == match.start() - 1:
            return False  # "A. Smith", and list marks
        return starts and not (len(bare) == 1 and token[0].isupper() and plain == "i")
    return True


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
