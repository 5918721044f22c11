"""Whether a word is more like a name than like other words, by the embedding model's word table."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np

from bot.related import Vector, vector_of

_NAMES = """
    london paris berlin madrid rome vienna oslo lagos cairo delhi tokyo sydney chicago boston
    houston seattle detroit atlanta dallas oakland texas ohio virginia florida kansas oregon
    france germany spain italy poland sweden russia china japan india brazil mexico canada
    nigeria kenya egypt israel smith jones williams brown davis miller wilson moore taylor
    anderson thomas jackson martin lee thompson garcia martinez robinson clark rodriguez lewis
    walker hall allen young king wright lopez nguyen patel singh kim chen wang ivanov schmidt
    mueller rossi larsen hansen cohen murphy kelly john mary james robert michael david sarah
    karen lisa susan emma anna peter paul mark george daniel laura maria jose ahmed mohammed
    elena ivan olga hans pierre marie google apple amazon microsoft ibm intel boeing toyota
    honda samsung sony nokia siemens shell exxon disney walmart harvard yale oxford stanford
    congress senate pentagon kremlin nato democrats republicans christians muslims catholics
    europeans americans germans russians
"""
_OTHERS = """
    people workers police officers lawmakers officials critics supporters opponents residents
    researchers scientists experts authors lawyers prosecutors judges doctors nurses teachers
    students parents children families farmers drivers voters investors analysts customers
    owners employees protesters soldiers firefighters engineers companies hospitals schools
    banks airlines museums courts unions agencies councils organizations businesses industries
    governments anyone everyone somebody nobody nothing everything nearby early late recent
    former new old starting following working speaking including according beginning rising
    falling although because however despite during instead meanwhile overall similarly unlike
    rain snow storm water power energy money prices costs taxes wages shares sales profits
    traffic trains planes ships roads bridges houses buildings homes fields trees animals dogs
    birds fish technology software research evidence information data results figures numbers
    records reports photographs letters documents rules laws bills bans fines plans proposals
    decisions talks production construction maintenance insurance education health crime
    violence safety privacy manufacturer maker owner driver insurer builder regulator spokesman
    director manager illness injury damage failure success progress growth debt demand supply
    trade travel turnout attendance participation membership ownership management security
    approval heavy strong weak large small many several few dozens hundreds thousands half most
    ordinary foreign local national federal private public annual monthly total average
"""
_RIDGE = 5.0


@lru_cache(maxsize=20_000)
def likeness_to_names(word: str) -> float:
    """Above 0.1 for most names, below -0.1 for most other words.

    word: lower case, as ``words.tokens`` gives it.
    """
    return float(vector_of(word) @ _direction())


@cache
def _direction() -> Vector:
    """Onto which names fall above 0 and other words below, each kind by half: ridge regression."""
    names, others = _NAMES.split(), _OTHERS.split()
    x = np.stack([vector_of(w) for w in (*names, *others)]).astype(np.float64)
    y = np.array([0.5 / len(names)] * len(names) + [-0.5 / len(others)] * len(others))
    inverse = x.T @ x + _RIDGE * np.eye(x.shape[1])
    found: Vector = np.linalg.solve(inverse, x.T @ y * len(x)).astype(np.float32)
    return found
