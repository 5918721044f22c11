"""Sentences that tell no news: "Sign up for …", "– Ann Lee", "Will the border reopen?"."""

from __future__ import annotations

import re

_PLEA = re.compile(
    r"\W*(?:sign up (?:to|for|here|now|today|below)\b|subscribe (?:to|now|here|today|for)\b"
    r"|click (?:here|on the)\b|tap here\b|follow us\b|listen to this\b|continue reading\b"
    r"|follow .{1,60} on (?:twitter|facebook|instagram)\b|(?:have|got) a (?:news )?tip\b"
    r"|download (?:our|the .{1,40} app)\b|share this (?:story|article)\b"
    r"|read (?:more|next|also|the full story)\b|skip (?:advertisement|past)\b"
    r"|(?:story|article) continues below|you will receive an? .{1,30} email\b"
    r"|(?:get|to (?:get|receive)) .{1,80} (?:newsletter|inbox)\b"
    r"|(?:an?|the) (?:free )?(?:daily|weekly) (?:digest|newsletter)\b"
    r"|(?:a|this) version of (?:this|the) (?:article|story|piece|newsletter)\b"
    r"|this (?:story|article|column|piece|essay|newsletter) (?:is (?:part of|adapted from)"
    r"|(?:was )?(?:first|originally) (?:appeared|ran|published))\b)",
    re.IGNORECASE,
)


def is_plea(sentence: str) -> bool:
    """Whether it asks its reader to sign up, click or read on, or tells where else it stood."""
    return _PLEA.match(sentence) is not None


_SIGNED = re.compile(
    r"\s*[-–—]+\s*(?:[^\W\d_a-z][\w.’'-]*,?\s+(?:and\s+)?){1,5}[^\W\d_a-z][\w.’'-]*\s*"
    r"|\s*(?:[^\W\d_a-z][\w.’'-]*,?\s+(?:and\s+)?){2,12}[^\W\d_a-z]{2,}(?:\s+[^\W\d_a-z]{2,}){0,3}\s*"
    r"|\s*[Bb][Yy]\s+(?:[^\W\d_a-z][\w.’'-]*,?\s+(?:and\s+)?){1,7}[^\W\d_a-z][\w.’'-]*\s*"
    r"|\s*(?:[Bb][Yy]\s+)?[^\W\d_a-z]{2,}(?:\s+[^\W\d_a-z]+\.?){0,2}\s+[^\W\d_a-z]{2,}\s*"
)


def is_signature(sentence: str) -> bool:
    """Whether it only names who wrote: behind a dash, or in capitals as a line of its own."""
    return _SIGNED.fullmatch(sentence) is not None


def tells_nothing(sentence: str) -> bool:
    """Whether it is a plea, a signature, or itself a question that the article only asks."""
    asks = sentence.rstrip().endswith("?")
    return asks or is_plea(sentence) or is_signature(sentence)
