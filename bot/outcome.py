"""What became of a question, as it is kept: enough to show it again, and to ask on from it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer import DECLINED, Answer, Citation, CitedSentence, Correction
from bot.article import Published, as_day, iso, parse_iso
from bot.coverage.records import Copy, passage_key
from bot.narrowing import UNFILTERED, Filters, Narrowing
from bot.styles import Style


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was retrieved, as it was then."""

    article_id: str
    title: str
    outlet: str | None
    published: Published | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: an answer, or the sentence that says why there is none.

    found: the retrieved articles, each once, the nearest first.
    model: the language model that took part, None where none did; own: whether it wrote the
    sentences; work: what it took, and what of it is not shown.
    tokens: that it read and wrote for this, 0 where it does not tell.
    rewritten: whether a model made the question stand alone.
    style: how the answer is laid out. cached: whether it had been made before.
    passages: keys of what was retrieved, the best first; generation: of the index they are from.
    related: questions to go on with, which the coverage answers.
    reply: what is said instead where nothing was asked of the coverage, else "".
    """

    standalone: str = ""
    short_answer: str | None = None
    sentences: tuple[CitedSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    found: tuple[Found, ...] = ()
    confidence: float = 0.0
    seconds: float = 0.0
    error: str | None = None
    narrowings: tuple[Narrowing, ...] = ()
    note: str | None = None
    model: str | None = None
    own: bool = False
    work: str = ""
    tokens: int = 0
    rewritten: bool = False
    style: Style = Style.BRIEF
    cached: bool = False
    passages: tuple[str, ...] = ()
    generation: int = 0
    related: tuple[str, ...] = ()
    reply: str = ""

    @property
    def abstained(self) -> bool:
        """Whether the coverage does not say."""
        return not self.sentences and self.error is None

    @property
    def instead(self) -> str:
        """What stands where an answer would, if there is none."""
        return self.reply or DECLINED

    @classmethod
    def of(
        cls, standalone: str, answer: Answer, generation: int = 0, *, rewritten: bool = False
    ) -> Outcome:
        """What is kept of ``answer``, given from the index as it was in ``generation``."""
        return cls(
            standalone=standalone,
            short_answer=answer.short_answer,
            sentences=answer.sentences,
            citations=answer.citations,
            found=tuple(
                Found(a.id, a.headline, a.outlet, a.published) for a in answer.nearest(limit=20)
            ),
            confidence=answer.confidence,
            seconds=answer.seconds,
            narrowings=answer.narrowings,
            note=answer.note,
            model=answer.writing.model if answer.writing else None,
            own=answer.writing is not None and answer.writing.own,
            work=answer.writing.told if answer.writing else "",
            tokens=_tokens(answer),
            rewritten=rewritten,
            style=answer.style,
            cached=answer.cached,
            passages=tuple(
                passage_key(p.article.id, p.article.digest, p.passage.ordinal)
                for p in answer.passages
            ),
            generation=generation,
            related=answer.reply.questions if answer.reply else (),
            reply=answer.reply.text if answer.reply else "",
        )

    def as_json(self) -> str:
        """The inverse of ``from_json``."""
        plain = {
            "standalone": self.standalone,
            "short_answer": self.short_answer,
            "sentences": [[s.text, *s.citations] for s in self.sentences],
            "citations": [
                [
                    *(c.article_id, c.url, c.title, c.outlet, iso(c.published)),
                    *(c.quote, c.start, c.end),
                    [[o.article_id, o.url, o.title, o.outlet, iso(o.published)] for o in c.also_in],
                    c.lit,
                    _packed(c.correction),
                ]
                for c in self.citations
            ],
            "found": [[f.article_id, f.title, f.outlet, iso(f.published)] for f in self.found],
            "confidence": self.confidence,
            "seconds": self.seconds,
            "error": self.error,
            "narrowings": [n.as_json() for n in self.narrowings],
            "note": self.note,
            "model": self.model,
            "own": self.own,
            "leads": [s.lead for s in self.sentences],
            "work": self.work,
            "tokens": self.tokens,
            "rewritten": self.rewritten,
            "style": self.style.value,
            "cached": self.cached,
            "passages": self.passages,
            "generation": self.generation,
            "related": self.related,
            "reply": self.reply,
        }
        return json.dumps(plain)

    @classmethod
    def from_json(cls, text: str) -> Outcome:
        """The inverse of ``as_json``."""
        kept = json.loads(text)
        leads = kept.get("leads") or [""] * len(kept["sentences"])
        return cls(
            standalone=kept["standalone"],
            short_answer=kept["short_answer"],
            sentences=tuple(
                CitedSentence(s, n, tuple(more), lead)
                for (s, n, *more), lead in zip(kept["sentences"], leads, strict=True)
            ),
            citations=tuple(
                Citation(
                    *(article, url, title, outlet, parse_iso(day), quote, start, end),
                    # Kept by earlier versions of this program without what follows.
                    also_in=tuple(_copy(o) for o in more[0]) if more else (),
                    lit=(more[1][0], more[1][1]) if len(more) > 1 and more[1] else None,
                    correction=_correction(more[2]) if len(more) > 2 else None,
                )
                for article, url, title, outlet, day, quote, start, end, *more in kept["citations"]
            ),
            found=tuple(
                Found(article, title, outlet, parse_iso(day))
                for article, title, outlet, day in kept["found"]
            ),
            confidence=kept["confidence"],
            seconds=kept["seconds"],
            error=kept["error"],
            narrowings=tuple(map(Narrowing.from_json, kept.get("narrowings", ()))),
            note=kept.get("note"),
            model=kept.get("model"),
            own=kept.get("own", False),
            work=kept.get("work", ""),
            tokens=kept.get("tokens", 0),
            rewritten=kept.get("rewritten", False),
            style=Style(kept.get("style", Style.BRIEF.value)),
            cached=kept.get("cached", False),
            passages=tuple(kept.get("passages", ())),
            generation=kept.get("generation", 0),
            related=tuple(kept.get("related", ())),
            reply=kept.get("reply", ""),
        )


def _tokens(answer: Answer) -> int:
    if answer.writing is None or answer.cached:
        return 0
    return sum(answer.writing.tokens or ())


def _packed(correction: Correction | None) -> list[object] | None:
    if correction is None:
        return None
    return [correction.by_note, iso(correction.day), correction.note]


def _correction(kept: Sequence[Any] | None) -> Correction | None:
    return Correction(kept[0], as_day(parse_iso(kept[1])), kept[2]) if kept else None


def _copy(kept: Sequence[Any]) -> Copy:
    article, url, title, outlet, day = kept
    return Copy(article, url, title, outlet, parse_iso(day))


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question and its outcome; ``outcome`` is None until it has been answered.

    filters: what was set beside the words.
    """

    no: int
    question: str
    asked: dt.datetime
    outcome: Outcome | None
    filters: Filters = UNFILTERED
