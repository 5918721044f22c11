"""What is said to the chat itself and asks nothing of the coverage: "hello", "what can you do?"."""

from __future__ import annotations

import enum
import re


class Talk(enum.Enum):
    """What somebody says or asks of the chat; the later, the more it asks for."""

    FAREWELL = enum.auto()
    GREETING = enum.auto()
    ASSENT = enum.auto()
    THANKS = enum.auto()
    COMPLAINT = enum.auto()
    ABOUT = enum.auto()
    COVERED = enum.auto()
    BELIEVE = enum.auto()
    ADD = enum.auto()


_YOU = r"(?: (?:there|everyone|everybody|all|again|bot|chatbot|computer|robot|friend))*"
_TELL = r"(?:please )?(?:(?:can|could|would) you )?(?:please )?(?:tell me |show me |explain )?"
_CHAT = r"(?:this|the) (?:chat|chatbot|bot|page|site|website|app|tool|program|service)"
_US = rf"(?:{_CHAT}|this|you|it)"
_HELD = r"(?:topics|subjects|articles|outlets|sources|kind of articles|kinds of articles)"
_THING = r"(?:articles?|files?|pdfs?|stor(?:y|ies)|documents?|pages?|feeds?|urls?|address(?:es)?)"
_A_THING = rf"(?: (?:an?|the|my|our|more|new|own|other|pdf|web|news))* {_THING}"
_BAD = (
    r"(?:wrong|stupid|dumb|useless|bad|terrible|awful|rubbish|garbage|nonsense|idiots?|moron|crap"
    r"|shit|(?:an? )?(?:joke|idiot|liar))"
)

_WORDS = {
    Talk.FAREWELL: r"(?:good ?)?bye(?: bye)?|see you(?: later| soon)?|good ?night",
    Talk.GREETING: r"(?:hi+|hey+|hello+|hullo|howdy|hiya|greetings|hallo|hola|bonjour|salut|ciao"
    rf"|good (?:morning|afternoon|evening|day)|guten (?:tag|morgen|abend)){_YOU}"
    r"|how (?:are|re) you(?: doing)?(?: today)?|how is it going|what is up|nice to meet you",
    Talk.ASSENT: r"ok(?:ay)?|yes|yeah|yep|no|nope|sure|good|great|cool|nice|wow|lol|haha|hm+|right"
    r"|alright|i see|got it|understood|perfect|interesting|well done|good job|awesome"
    r"|(?:this is )?(?:an? |just a )?test(?:ing)?(?: test| 123| 1 2 3)*|asdf\w*|so what",
    Talk.THANKS: r"(?:many |ok )?(?:thanks|thank you|thx|cheers|danke|merci|gracias|grazie)"
    r"(?: (?:so much|very much|a lot|again|you|for (?:the|your|that|this)"
    r"(?: (?:help|answer|info|information))?))*"
    r"|(?:that|this|it) (?:is|was) (?:very |really )?(?:helpful|useful|kind)|much appreciated",
    Talk.COMPLAINT: r"(?:you|this|that|it|your answer|the answer)(?: is| are| re)?"
    rf"(?: (?:just|all|so|really|very|completely|totally))*(?: {_BAD}"
    r"| not (?:\w+ )?(?:helpful|useful|right|correct|true))"
    r"|(?:you )?suck|(?:you )?(?:idiot|moron|liar)|you(?: are)? stupid|stupid(?: bot)?"
    r"|f[u*]ck(?: you| off| this)?|shut up|go to hell|(?:wrong|bad)(?: answer)?"
    r"|i hate (?:you|this)",
    Talk.ABOUT: rf"help(?: me)?|{_TELL}(?:what (?:can|do|does|could) {_US} do(?: for me)?"
    rf"|what (?:can|could|should|may|do) i (?:ask|do|say|type)(?: {_US})?(?: about)?(?: here)?"
    rf"|how (?:do|can|should) i (?:use {_US}|ask(?: you)?(?: (?:a )?questions?)?|start|begin)"
    rf"|how to ask|who (?:are|re) you|who (?:made|built|wrote|runs) {_US}"
    rf"|what (?:are|is) (?:you|{_CHAT})(?: for)?|what is (?:your (?:name|purpose)|this for)"
    rf"|(?:are you|is this) (?:an? )?(?:real )?(?:robot|bot|chatbot|human|person|machine|ai"
    r"|chatgpt|gpt|language model)|introduce yourself"
    r"|(?:give me )?(?:an )?examples?|instructions|menu|info|faq|manual|what now)",
    Talk.COVERED: rf"{_TELL}(?:what is covered(?: here)?|what is in (?:here|the coverage)"
    rf"|what (?:do|can|does) {_US} (?:know|cover|have|contain)(?: about)?"
    rf"|(?:what|which|how many) {_HELD}"
    r"(?: do you (?:have|know|cover)| are (?:there|covered|in|in here|here))"
    r"|what (?:topics|subjects)|topics|what is this(?: about)?)",
    Talk.BELIEVE: rf"{_TELL}(?:why (?:should|would|do|can) i (?:believe|trust) {_US}"
    rf"|(?:can|should|may) i (?:trust|believe) {_US}"
    r"|how (?:do|can) i (?:check|verify)(?: (?:this|it|that|(?:the|an) (?:answer|quote)|a quote))?"
    r"|is (?:this|that|it) (?:true|reliable|correct|accurate)"
    r"|are you (?:sure|reliable|lying)|how do you know(?: (?:this|that|it))?"
    rf"|how (?:do|can|does) {_US} work"
    r"|where (?:is|does|do|did) (?:this|that|it|you|the answer|your answers?)"
    r"(?: (?:come|get (?:this|that|it)|have (?:this|that|it)))? from"
    r"|(?:what are )?(?:your|the) sources|sources|says who|do you make things up)",
    Talk.ADD: rf"{_TELL}(?:(?:how|where) (?:do|can|could|should) (?:i|we|one|you) |how to |can i "
    rf"|where to )(?:(?:add|upload)(?:{_A_THING})?|(?:import|ingest|submit|put in){_A_THING})"
    r"(?: here)?",
}
_SAID = {talk: re.compile(rf"(?:{words})") for talk, words in _WORDS.items()}
_ENDS = re.compile(r"[.,!?;:…\n—–]+|\s-+\s")
_MAY_BE_THE_NEWS = re.compile(
    rf"(?!.*{_CHAT})(?!where is this from|is this \w+$).*\b(?:this|that|it)\b"
)
"""What is asked of "it" once something has been answered: whether it is true, how it works."""
_SMALL = re.compile(r"^(?:and|but|so|well|oh|ah|please|um|uh) | (?:please|then|too|bot|exactly)$")
_ASKS = re.compile(
    r"(?:(?:and|but|so|then),? )?(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were"
    r"|did|does|do|has|have|had|can|could|will|would|tell|show|list|compare|summari[sz]e)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 16
"""Nobody greets at greater length."""


def said_to_us(text: str, *, begun: bool = False) -> Talk | None:
    """What ``text`` says to the chat; None if any part of it may ask something of the coverage.

    begun: whether something has been answered before, which "this" may then mean.

    >>> said_to_us("Hello! Who are you?")
    <Talk.ABOUT: 6>
    >>> said_to_us("Who said thanks?") is None
    True
    """
    parts = _parts(text)
    if not parts or sum(len(part.split()) for part in parts) > _MOST_WORDS:
        return None
    found = [_said(part) for part in parts]
    talks = [talk for talk in found if talk is not None]
    if len(talks) < len(found):
        return None
    most = max(talks, key=lambda talk: talk.value)
    asks = most.value >= Talk.ABOUT.value
    return None if begun and asks and any(map(_MAY_BE_THE_NEWS.match, parts)) else most


def without_greeting(text: str) -> str:
    """``text`` less the greeting or thanks that a question follows.

    >>> without_greeting("Thanks, and what about Amazon?")
    'and what about Amazon?'
    >>> without_greeting("Hello, Dolly: when did it open?")
    'Hello, Dolly: when did it open?'
    """
    rest = text
    while match := _ENDS.search(rest):
        said = _said(_folded(rest[: match.start()]))
        if said not in (Talk.GREETING, Talk.THANKS, Talk.ASSENT):
            break
        rest = rest[match.end() :].lstrip()
    return rest if _ASKS.match(rest) else text


def _parts(text: str) -> list[str]:
    return [part for piece in _ENDS.split(text) if (part := _folded(piece))]


def _said(part: str) -> Talk | None:
    """By the whole of ``part``: quotation marks, names and figures are nothing we know."""
    while True:
        for talk, words in reversed(_SAID.items()):
            if words.fullmatch(part):
                return talk
        less = _SMALL.sub("", part)
        if less == part:
            return None
        part = less


def _folded(piece: str) -> str:
    said = " ".join(piece.lower().replace("’", "'").split())
    return re.sub(r"\b(what|how|that|it|who|where)'s\b", r"\1 is", said).replace("'", "")
