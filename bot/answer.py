"""What the chat answers: citations that hold, and an answer that shows nothing without one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.article import Article, Passage, Published, in_words, iso
from bot.coverage.records import Copy
from bot.narrowing import Narrowing
from bot.reply import Reply
from bot.spending import Spent
from bot.styles import Style


@dataclass(frozen=True, slots=True)
class Correction:
    """What became of cited words since they were first published.

    by_note: whether the outlet says so; else an earlier version of the article said otherwise.
    day: None if it is not known. note: what the outlet says, or what the sentence said before.
    """

    by_note: bool
    day: dt.date | None
    note: str

    @property
    def label(self) -> str:
        """Such as "corrected 12 June 2020", or "changed" where only two versions differ."""
        what = "corrected" if self.by_note else "changed"
        return " ".join(filter(None, (what, in_words(self.day))))


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of an article that carry a sentence of an answer.

    start, end: offsets into the text of the article ``article_id``, in characters;
    ``article.text[start:end] == quote``. lit: offsets of the words in it that answer, or None.
    also_in: other places of the same text, the foremost first.
    correction: of these words, if any is known.
    """

    article_id: str
    url: str | None
    title: str
    outlet: str | None
    published: Published | None
    quote: str
    start: int
    end: int
    also_in: tuple[Copy, ...] = ()
    lit: tuple[int, int] | None = None
    correction: Correction | None = None

    @property
    def beside(self) -> str:
        """What is told beside outlet and day: where else it stands, and that it was corrected."""
        corrected = self.correction.label if self.correction else ""
        return " · ".join(filter(None, (self.elsewhere, corrected)))

    @property
    def elsewhere(self) -> str:
        """Such as "also in The Post and 2 others"; "" when the text has no other place."""
        names = [copy.outlet or copy.title for copy in self.also_in]
        others = [name for name in dict.fromkeys(names) if name != self.outlet]
        if not others:
            return ""
        if len(others) < 3:
            return f"also in {' and '.join(others)}"
        return f"also in {others[0]} and {len(others) - 1} others"

    def as_json(self) -> dict[str, object]:
        """As ``ask --json`` and an exported conversation have it; days as ISO 8601."""
        return {
            "url": self.url or self.article_id,
            "title": self.title,
            "outlet": self.outlet,
            "published": iso(self.published),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "also_in": [
                {
                    "url": copy.url or copy.article_id,
                    "title": copy.title,
                    "outlet": copy.outlet,
                    "published": iso(copy.published),
                }
                for copy in self.also_in
            ],
            "correction": _correction_as_json(self.correction),
        }

    @classmethod
    def of(
        cls, article: Article, start: int, end: int, lit: tuple[int, int] | None = None
    ) -> Citation:
        """The citation of ``article.text[start:end]``."""
        return cls(
            article_id=article.id,
            url=article.url,
            title=article.headline,
            outlet=article.outlet,
            published=article.published,
            quote=article.text[start:end],
            start=start,
            end=end,
            lit=lit,
        )

    def holds_in(self, article: Article) -> bool:
        """Whether the quote stands in ``article`` at its offsets, word for word."""
        return (
            self.article_id == article.id
            and 0 <= self.start < self.end
            and article.text[self.start : self.end] == self.quote
        )


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """One sentence of an answer and the 1-based number of the citation that carries it.

    others: further citations that it rests on, where a model wrote it.
    lead: what stands before it: its day in a timeline, its speaker in who said what; else "".
    """

    text: str
    citation: int
    others: tuple[int, ...] = ()
    lead: str = ""

    @property
    def citations(self) -> tuple[int, ...]:
        """The numbers of all citations that it rests on."""
        return (self.citation, *self.others)

    @property
    def marks(self) -> str:
        """Such as "[1][3]"."""
        return "".join(f"[{n}]" for n in self.citations)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that a model wrote and nobody is shown, and the clause that says why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What part a model had in an answer.

    model: as it is set. own: whether the sentences are its own, each checked against what it
    cites; else they are those of the articles, and the answer's note says why.
    dropped: what was not shown. seconds: from asking the model to its last word.
    tokens: read and written, None where the model does not tell.
    cost: in US dollars, None where the provider does not tell.
    """

    model: str
    own: bool
    dropped: tuple[Dropped, ...] = ()
    seconds: float = 0.0
    tokens: tuple[int, int] | None = None
    cost: float | None = None

    @property
    def spent(self) -> Spent:
        """What it took."""
        return Spent(1, *(self.tokens or (0, 0)), seconds=self.seconds, cost=self.cost or 0.0)

    @property
    def told(self) -> str:
        """What it took, and what is not shown and why, a line each."""
        lines = [f"{self.model}: {self.spent}"]
        lines += [f"Not shown, since {d.reason}: {d.text}" for d in self.dropped]
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """The object of ``ask --json``."""
        return {
            "model": self.model,
            "own": self.own,
            "dropped": [{"text": d.text, "reason": d.reason} for d in self.dropped],
            "seconds": round(self.seconds, 3),
            "tokens": list(self.tokens) if self.tokens else None,
            "cost": self.cost,
        }


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A retrieved passage with its article; ``score`` orders passages, higher is better."""

    article: Article
    passage: Passage
    score: float

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.article.text[self.passage.start : self.passage.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question.

    sentences: empty when ``abstained``; each names one of ``citations``.
    short_answer: the few words asked for, taken from a cited quote, or None.
    confidence: how likely the coverage holds the answer, 0..1.
    passages: what was retrieved, the best first, at most 20.
    seconds: time from the question to this answer.
    narrowings: what the question was narrowed by.
    note: a sentence to show with the answer, such as that a narrowing had to be dropped, or None.
    writing: what part a model had in it; None where none is set or none was asked.
    style: how it is laid out. cached: whether it was made for an earlier asker.
    reply: what is said instead where nothing was asked of the coverage; it abstained then, too.
    """

    question: str
    sentences: tuple[CitedSentence, ...]
    short_answer: str | None
    abstained: bool
    confidence: float
    citations: tuple[Citation, ...]
    passages: tuple[RankedPassage, ...]
    seconds: float
    narrowings: tuple[Narrowing, ...] = ()
    note: str | None = None
    writing: Writing | None = None
    style: Style = Style.BRIEF
    cached: bool = False
    reply: Reply | None = None

    @property
    def text(self) -> str:
        """The sentences with their ``[1]`` marks, the reply, or the sentence that declines.

        In any style but brief a line each: ``- 10 June 2020: Amazon halted … [1]``.
        """
        if self.reply:
            return self.reply.text
        return DECLINED if self.abstained else laid_out(self.sentences, self.style)

    def nearest(self, limit: int = 3) -> tuple[Article, ...]:
        """The articles nearest to the question, each once, the best first."""
        seen: dict[str, Article] = {}
        for ranked in self.passages:
            seen.setdefault(ranked.article.id, ranked.article)
        return tuple(seen.values())[:limit]

    def as_json(self) -> dict[str, object]:
        """The object that ``ask --json`` prints, less ``id`` (see the contract in docs/)."""
        return {
            "answer": self.text,
            "short_answer": self.short_answer,
            "abstained": self.abstained,
            "confidence": round(self.confidence, 4),
            "citations": [c.as_json() for c in self.citations],
            "passages": [
                {
                    "url": p.article.url or p.article.id,
                    "text": p.text,
                    "start": p.passage.start,
                    "end": p.passage.end,
                    "score": round(p.score, 4),
                }
                for p in self.passages
            ],
            "seconds": round(self.seconds, 3),
            "narrowings": [n.as_json() for n in self.narrowings],
            "note": self.note,
            "writing": self.writing.as_json() if self.writing else None,
            "style": self.style.value,
            "cached": self.cached,
            "reply": self.reply is not None,
            "suggested": list(self.reply.questions) if self.reply else [],
        }


def _correction_as_json(correction: Correction | None) -> dict[str, object] | None:
    if correction is None:
        return None
    day = correction.day.isoformat() if correction.day else None
    return {"by_note": correction.by_note, "day": day, "note": correction.note}


DECLINED = "The coverage does not say."


def laid_out(sentences: Sequence[CitedSentence], style: Style) -> str:
    """The sentences with their marks as plain text in ``style``."""
    if style is Style.BRIEF:
        return " ".join(f"{s.text} {s.marks}" for s in sentences)
    return "\n".join(f"- {f'{s.lead}: ' if s.lead else ''}{s.text} {s.marks}" for s in sentences)


def verified(
    sentences: Iterable[tuple[str, Citation]], articles: dict[str, Article]
) -> Iterator[tuple[str, Citation]]:
    """Only those sentences that are verbatim their citation, and whose citation holds.

    articles: by id, as they are in the index now.
    """
    for text, citation in sentences:
        article = articles.get(citation.article_id)
        if article and citation.holds_in(article) and text == " ".join(citation.quote.split()):
            yield text, citation
