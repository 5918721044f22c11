"""Words that speak to a machine instead of a reader: no model is given them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_WRITE = (
    r"(?:write|say|state|answer|reply|respond|output|print|repeat|tell|claim|cite|quote|append)"
)
_TO_A_MACHINE = re.compile(
    r"(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|rule|prompt|above"
    r"|previous|earlier|evidence|guideline|question|article|sentence|coverage)"
    r"|\b(?:system|developer|assistant|user|instructions?|prompt|human|ai|admin(?:istrator)?)\s?:"
    r"|\b(?:system|developer) (?:prompt|message|instruction|note|override)|\bnew instructions?\b"
    r"|\b(?:you are|act as|pretend to be) (?:an? |the |now )?(?:ai\b|assistant|language model|llm"
    r"|chatbot|bot\b|model\b|free|unrestricted|dan\b)"
    r"|\b(?:language model|llm|chatbot|ai assistants?|assistants?|ai models?|models?|bots?|ai)s?\b"
    rf".{{0,30}}\b(?:must|should|shall|please|will|are to|has to|have to)\b.{{0,20}}\b{_WRITE}"
    rf"|(?:^|[.:;,!?“\"()\]—–-]\s*|\b(?:and|then|please|must|always|instead|only|just|now|you|not|or|to)\s)"
    rf"{_WRITE}\b(?:\s\w+){{0,4}}\s?(?:that\b|exactly|verbatim|only\b|the following|this\b"
    rf"|in your answer|the user|the reader|[:“\"‘']|[\[(]\d)"
    r"|\[\s?(?:inst|system|/inst)\s?\]|<\|?/?\s?(?:im_start|im_end|system|inst|s|evidence|endoftext)"
    r"|\b(?:fetch|visit|open|load|request|call|browse|download|post to|send)\b.{0,40}"
    r"(?:https?:|www\.)"
    r"|\b(?:reader|user)s?\b.{0,20}\bmust\b.{0,12}\btold\b"
    r"|\baccording to \[\d|\[\d+\] (?:says|said|states|shows|reports)\b"
    r"|!\[[^\]]*\]\s?\(|\bbase64\b|\bdecode\b.{0,40}\b(?:follow|obey|do|execute|run)\b"
    r"|\b(?:in|for) (?:your|the) (?:answer|reply|response|summary),?"
    r" (?:always|only|you|add|include)"
    # The same in the languages of most such attempts.
    r"|\bignorier|\banweisung|\bschreibe?n? sie\b|\bantworte\b|\bsystem ?nachricht"
    r"|\bignorez|\bignore[sz]? les\b|\binstructions pr|\br[ée]ponds\b|\b[ée]cri(?:s|vez)\b"
    r"|\bignor[ae] (?:las|todas|le|tutte|as)\b|\binstrucciones|\bescrib[ae]\b|\bresponde\b"
    r"|\bscrivi\b|\brispondi\b|\bistruzioni|\binstru[çc][õo]es|\bescreva\b|\bresponda\b"
    r"|\bnegeer\b|\binstructies|\bschrijf\b|игнорир|инструкци|напиши|ответь|忽略|指令|无视|無視|回答说|写道"
    r"|指示|تجاهل|التعليمات|무시|지시"
    r"|\bz?ignoruj|\binstrukcj|\bnapisz\b|\btalimat|\byok say|\byaz[:ı]"
    r"|निर्देश|अनदेखा|लिखें|ігноруй|інструкці|напиши|\bignorera\b|\binstruktion|\babaikan\b|\binstruksi"
    r"|\bbỏ qua\b|\bhướng dẫn|התעלם|הוראות|αγνόησε|οδηγίες"
)


@lru_cache(maxsize=10_000)
def to_a_machine(text: str) -> bool:
    """Whether ``text`` gives orders to a model, or pretends to be more than an article.

    By its words, in some languages: it keeps the usual attempts from a model, while what the
    others bring about is stopped by the check of each sentence.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()
    return _TO_A_MACHINE.search(" ".join(plain.split())) is not None
