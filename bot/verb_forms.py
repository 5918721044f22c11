"""Verbs as news bends them: what a form is of, whether it tells the past, which mean the same."""

from __future__ import annotations

from bot.words import stem

_IRREGULAR = """
    beat beat beaten, become became become, begin began begun, break broke broken, bring brought
    brought, build built built, buy bought bought, catch caught caught, choose chose chosen,
    come came come, cut cut cut, draw drew drawn, drive drove driven, fall fell fallen, fight
    fought fought, find found found, flee fled fled, fly flew flown, forbid forbade forbidden,
    get got got, give gave given, go went gone, grow grew grown, have had had, hear heard heard,
    hide hid hidden, hit hit hit, hold held held, keep kept kept, know knew known, lay laid
    laid, lead led led, leave left left, lend lent lent, lose lost lost, make made made, meet
    met met, pay paid paid, put put put, quit quit quit, read read read, rise rose risen, run
    ran run, say said said, see saw seen, seek sought sought, sell sold sold, send sent sent,
    set set set, shoot shot shot, shut shut shut, speak spoke spoken, spend spent spent, stand
    stood stood, steal stole stolen, strike struck struck, swear swore sworn, sweep swept swept,
    take took taken, teach taught taught, tell told told, think thought thought, throw threw
    thrown, uphold upheld upheld, wear wore worn, win won won, withdraw withdrew withdrawn,
    withhold withheld withheld, withstand withstood withstood, write wrote written
"""
_FORMS = [line.split() for line in " ".join(_IRREGULAR.split()).split(",")]
_BASE = {form: base for base, *forms in _FORMS for form in forms}
_UNCHANGED = frozenset(base for base, past, _ in _FORMS if base == past)

# A closed list: by the model's word vectors "buy" is nearer to "sell" (0.48) and "accept" to
# "reject" (0.45) than "ban" to "forbid" (0.34) and "halt" to "stop" (0.40).
_ALIKE = (
    "ban bar forbid outlaw prohibit",
    "stop halt cease discontinue",
    "buy purchase acquire",
    "approve pass adopt",
    "quit resign",
    "begin start launch",
    "extend prolong",
    "publish release",
    "support back endorse",
    "end finish",
)
_GROUP = {stem(word): number for number, line in enumerate(_ALIKE) for word in line.split()}


def root(word: str) -> str:
    """The stem of the verb that ``word`` (lower case) is a form of."""
    return stem(_BASE.get(word, word))


def means_the_same(one: str, other: str) -> bool:
    """Whether two forms are of one verb, or of two that the news uses alike."""
    a, b = root(one), root(other)
    return a == b or (a in _GROUP and _GROUP[a] == _GROUP.get(b))


def may_be_past(word: str) -> bool:
    """Whether the form can stand alone for the past, or after "has"."""
    return word in _BASE or word.endswith("ed")


def may_be_present(word: str) -> bool:
    """Whether the form tells the present by itself: "sell", "sells"; "cut" may be either."""
    if word in _UNCHANGED or (word in _BASE and _BASE[word] != word):
        return False
    return not word.endswith(("ed", "ing"))
