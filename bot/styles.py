"""The shape of an answer: brief, bullets, a timeline, who said what; chosen, or asked for."""

from __future__ import annotations

import enum
import re


class Style(enum.Enum):
    """How an answer is laid out; the value is its name on the command line and in JSON."""

    BRIEF = "brief"
    BULLETS = "bullets"
    TIMELINE = "timeline"
    SAYINGS = "who-said-what"

    @property
    def shown(self) -> str:
        """As the page calls it."""
        return self.value.replace("-", " ").capitalize()


_LED_IN = r"(?:,|;|–|—|\band)?\s*(?:please\s+)?(?:(?:answer|tell me|told|sorted|shown)\s+)?"
_SHOW = (
    r"(?:please\s+)?"
    r"(?:(?:give|show|make|write|draw)(?:\s+up)?(?:\s+me)?\s+|what(?:\s+is|’s|'s)\s+)?"
)
_BULLETS = re.compile(
    rf"(?i){_LED_IN}\b(?:in|as|with|using)\s+(?:an?\s+)?"
    r"(?:bullet(?:ed)?(?:[\s-]?points?|[\s-](?:lists?|form(?:at)?))?|bullets"
    r"|list\s+of\s+bullet\s+points)\b(?:,?\s+please)?"
)
_TIMELINE = re.compile(
    rf"(?i){_LED_IN}\b(?:(?:as|in|on)\s+(?:a\s+)?time-?line"
    r"|in\s+(?:chronological|date)\s+order|chronologically)\b(?:,?\s+please)?"
)
_TIMELINE_OF = re.compile(rf"(?i)^{_SHOW}(?:an?\s+|the\s+)?time-?line\s+(?:of|for|on|about)\s+")
_SAYINGS = re.compile(
    r"(?i)^(?:(?:please\s+)?tell\s+me\s+)?who(?:\s+(?:has|have|had))?\s+sa(?:id|ys)\s+what\b"
)
_NO_WORDS = re.compile(r"^[\W_]*(?:please|thanks|thank you|it|that|this|again)?[\W_]*$", re.I)


def style_asked(question: str) -> tuple[Style | None, str]:
    """The style that the words ask for, and the question without them; "" if nothing is left.

    >>> style_asked("Who halted police sales? In bullet points, please.")
    (<Style.BULLETS: 'bullets'>, 'Who halted police sales?')
    >>> style_asked("Who said what about face recognition?")
    (<Style.SAYINGS: 'who-said-what'>, 'What was said about face recognition?')
    """
    asked = " ".join(question.split())
    if match := _SAYINGS.match(asked):
        return Style.SAYINGS, f"What was said{asked[match.end() :]}"
    if match := _TIMELINE_OF.match(asked):
        return Style.TIMELINE, f"What happened: {asked[match.end() :].rstrip(' ?.!')}?"
    for style, pattern in ((Style.BULLETS, _BULLETS), (Style.TIMELINE, _TIMELINE)):
        if match := pattern.search(asked):
            return style, _without(asked, match)
    return None, question


def _without(asked: str, match: re.Match[str]) -> str:
    before, after = asked[: match.start()].rstrip(" ,;"), asked[match.end() :].lstrip(" ,:;.?!")
    # "…? In bullet points." leaves the mark of the question where it is.
    left = " ".join(filter(None, (before, after)))
    if _NO_WORDS.match(left):
        return ""
    ended = re.search(r"[?.!]$", left)
    return left if ended else f"{left}?"
