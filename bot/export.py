"""A conversation as Markdown, as JSON, and as a page to print: every mark a footnote.

What was asked and reported is text here as everywhere: it is escaped for each format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.answer import Citation, laid_out
from bot.article import in_words
from bot.outcome import KeptTurn, Outcome
from bot.styles import Style
from bot.web_address import web_address

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&^=:-])")
_STYLE = """
:root { color-scheme: light; }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1.5rem; color: #1b1d22; background: #fff;
  font: 1.0625rem/1.6 Georgia, "Source Serif 4", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.3125rem; line-height: 1.3; break-after: avoid; }
p { margin: .5rem 0; orphans: 3; widows: 3; }
.short { font-weight: 700; }
.quiet, .notes { color: #5a5e66; font: .875rem/1.5 system-ui, sans-serif; }
.notes { padding-left: 1.5rem; border-top: 1px solid #e3e3df; padding-top: .75rem; }
.notes li { margin: .5rem 0; break-inside: avoid; }
sup a { color: inherit; text-decoration: none; font: 600 .75em system-ui, sans-serif; }
q { font-family: Georgia, serif; }
@page { margin: 2.2cm; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 11pt; } }
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """A conversation of that id and title with the turns that have been answered."""

    id: str
    title: str
    turns: tuple[tuple[KeptTurn, Outcome], ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a conversation down: its name for a reader, its suffix, its media type."""

    label: str
    suffix: str
    mime: str
    written: Callable[[Exported], str]


def exported(turns: Sequence[KeptTurn]) -> tuple[tuple[KeptTurn, Outcome], ...]:
    """The turns that are exported: those with an answer, or declined."""
    return tuple((t, t.outcome) for t in turns if t.outcome and not t.outcome.error)


def markdown(conversation: Exported) -> str:
    """CommonMark with footnotes; the marks are numbered through."""
    lines = [f"# {_md(conversation.title)}", ""]
    notes: list[str] = []
    for turn, outcome in conversation.turns:
        lines += [f"## {_md(turn.question)}", "", _asked(turn), ""]
        lines += [f"{_md(part)}\n" for part in _above(outcome)]
        first = len(notes)
        sentences = [
            (f"**{_md(s.lead)}:** " if s.lead else "")
            + _md(s.text)
            + "".join(f"[^{first + n}]" for n in s.citations)
            for s in outcome.sentences
        ]
        if _is_list(outcome):
            sentences = ["\n".join(f"- {sentence}" for sentence in sentences)]
        lines += [" ".join(sentences) or _md(outcome.instead), ""]
        for number, citation in enumerate(outcome.citations, start=first + 1):
            url = web_address(citation.url)
            link = f" <{url}>" if url and not re.search(r"[<>]", url) else ""
            quote = _md(" ".join(citation.quote.split()))
            notes.append(f"[^{number}]: {_md(_place(citation))}{link} “{quote}”")
    return "\n".join([*lines, *notes]) + "\n"


def as_json(conversation: Exported) -> str:
    """One JSON object."""
    plain = {
        "id": conversation.id,
        "title": conversation.title,
        "turns": [
            {
                "question": turn.question,
                "asked": turn.asked.isoformat(),
                "standalone": outcome.standalone,
                "answer": laid_out(outcome.sentences, outcome.style) or outcome.instead,
                "style": outcome.style.value,
                "short_answer": outcome.short_answer,
                "abstained": outcome.abstained,
                "note": outcome.note,
                "model": outcome.model,
                "narrowings": [n.as_json() for n in outcome.narrowings],
                "citations": [c.as_json() for c in outcome.citations],
            }
            for turn, outcome in conversation.turns
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def page(conversation: Exported) -> str:
    """A page of HTML for the printer: it runs nothing and fetches nothing."""
    title = escape(conversation.title)
    body = "".join(part for turn in enumerate(conversation.turns) for part in _printed(*turn))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>{title}</h1>\n{body}</body></html>\n"
    )


FORMATS = {
    "markdown": Format("Markdown", "md", "text/markdown", markdown),
    "json": Format("JSON", "json", "application/json", as_json),
    "html": Format("Page to print", "html", "text/html", page),
}


def _printed(place: int, told: tuple[KeptTurn, Outcome]) -> Iterator[str]:
    turn, outcome = told
    yield f"<h2>{escape(turn.question)}</h2>\n"
    yield f'<p class="quiet">{_asked(turn)}</p>\n'
    for part in _above(outcome):
        kind = "short" if part == outcome.short_answer else "quiet"
        yield f'<p class="{kind}">{escape(part)}</p>\n'
    sentences = [
        (f"<b>{escape(s.lead)}:</b> " if s.lead else "")
        + escape(s.text)
        + "".join(f'<sup><a href="#n{place}-{n}">[{n}]</a></sup>' for n in s.citations)
        for s in outcome.sentences
    ]
    if _is_list(outcome):
        yield "<ul>" + "".join(f"<li>{sentence}</li>" for sentence in sentences) + "</ul>\n"
    else:
        yield f"<p>{' '.join(sentences) or escape(outcome.instead)}</p>\n"
    if outcome.citations:
        yield '<ol class="notes">\n'
        for number, citation in enumerate(outcome.citations, start=1):
            url = web_address(citation.url)
            name = escape(_place(citation))
            link = f' <a href="{escape(url)}">{escape(url)}</a>' if url else ""
            quote = escape(" ".join(citation.quote.split()))
            yield f'<li id="n{place}-{number}">{name}{link} <q>{quote}</q></li>\n'
        yield "</ol>\n"


def _is_list(outcome: Outcome) -> bool:
    return bool(outcome.sentences) and outcome.style is not Style.BRIEF


def _asked(turn: KeptTurn) -> str:
    """The day on which it was asked here."""
    return f"Asked on {in_words(turn.asked.astimezone())}."


def _above(outcome: Outcome) -> list[str]:
    """What stands above the sentences: a note, the few words asked for."""
    return [part for part in (outcome.note, outcome.short_answer) if part]


def _place(citation: Citation) -> str:
    parts = (citation.title, citation.outlet, in_words(citation.published))
    return ", ".join(part for part in parts if part) + "."


def _md(text: str) -> str:
    """``text`` on one line with nothing in it that Markdown reads."""
    plain = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    return re.sub(r"^(\d+)\.", r"\1\\.", plain)
