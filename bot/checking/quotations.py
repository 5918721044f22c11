"""Quotations: what stands between quotation marks must stand in what is cited, word for word."""

from __future__ import annotations

import re

from bot.checking.grounds import Grounds

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|(?<!\w)‘([^‘’]+)’(?!\w)|(?<!\w)'([^']+)'(?!\w)")
_LEFT_OUT = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*|\[[^\]]*\]")


def quoted_in(text: str) -> tuple[str, ...]:
    """What ``text`` quotes, without the marks."""
    return tuple(next(filter(None, m.groups())) for m in _QUOTED.finditer(text))


def unfounded_quotation(sentence: str, grounds: Grounds) -> str | None:
    """The first quotation that none of the cited texts or headlines holds."""
    held = [_plain(f"{g.text} {g.article.title}") for g in grounds.each]
    for quoted in quoted_in(sentence):
        pieces = [p for part in _LEFT_OUT.split(quoted) if (p := _plain(part).strip(" ,.;:!?"))]
        for text in held:
            if all(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", text) for p in pieces):
                break
        else:
            return quoted
    return None


def without_quotations(text: str) -> str:
    """``text`` with what it quotes blanked; offsets stay."""
    return _QUOTED.sub(lambda m: " " * len(m.group()), text)


def _plain(text: str) -> str:
    text = text.replace("’", "'").replace("‘", "'").replace("—", "-").replace("–", "-")
    return " ".join(text.replace("“", '"').replace("”", '"').split()).lower()
