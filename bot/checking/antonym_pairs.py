"""Opposites, a pair of groups a line: what each side says, the other does not."""

from __future__ import annotations

VERBS = """
    support back praise welcome favor favour endorse approve / oppose against criticize criticise
    support back praise welcome favor favour endorse / condemn denounce
    defend justify / condemn denounce
    allow permit let lets enable legalize / forbid bar ban prohibit halt block outlaw prevent
    pass approve adopt / reject defeat vetoed postpone shelve
    sign / veto refuse
    grant / deny refuse reject
    accept agree uphold upheld / refuse reject decline dismiss dispute challenge
    provide supply offer / withhold reject refuse deny
    admit acknowledge confirm concede / deny denied dispute
    include including part / exclude excluding
    win won victory / lose lost defeat
    suffer undergo face / avoid escape avert
    start begin began launch effect / stop end finish cease complete
    keep continue retain remain extend stay / stop end expire quit exit leave left halt discontinue
    keep retain remain stay / close shut abandon resign
    extend prolong / end shorten cut lift
    join enter / leave left quit
    buy bought purchase / sell sold
    arrest detain jail / release free freed
    open reopen / close closed shut
    convict condemn / acquit clear cleared
    succeed / fail
    present attend attended / absent miss missed skip skipped
    expand / shrink cut close
    praise applaud commend hail laud / blast slam assail attack fault
    encourage urge promote seek / discourage deter dissuade resist hinder
    help aid assist boost / hinder hamper harm hurt impede obstruct
    improve / worsen deteriorate
    protect defend safeguard preserve / endanger threaten undermine attack
    embrace / spurn rebuff
    confirm verify / refute disprove contradict
    appoint hire recruit / oust sack dismiss
    arrive / depart
    agree / disagree dissent divided split
    return appear emerge / disappear vanish
    obey comply / defy flout violate breach disobey
    remember / forget forgot forgotten
    survive withstand withstood spare / destroy ruin wreck inundate collapse
    proceed happen / cancel postpone scrap
    return reintroduce restore reinstate / abolish scrap abandon
    enough sufficient adequate ample / insufficient inadequate
    like popular welcome / dislike unpopular
    well properly / badly poorly
    charge levy / waive
    pursue continue / drop abandon
    renew / expire lapse cancel terminate
    build construct erect / demolish destroy raze
    repair / damage
    trust believe / doubt distrust
    strengthen tighten / weaken loosen ease relax
    install introduce / remove eliminate
    reveal disclose publish name identify / hide conceal withhold
    unite / divide
    cause trigger / prevent avert
    resume restart reinstate restore / suspend pause interrupt
    create establish / abolish dissolve
    reward / punish penalize
    import / export
    lend / borrow
    ratify / repeal rescind revoke
    uphold affirm confirm / overturn reverse quash annul
    hire employ recruit rehire / dismiss fire sack
    promote / demote
    fund finance subsidize / defund
    welcome / regret lament resent
    heed follow / ignore disregard
    meet satisfy fulfill fulfil / miss breach
    impose / lift waive
    cooperate / obstruct
    recommend advise / discourage
    adopt / drop abandon scrap
    ignite / extinguish
    occupy / vacate
    advance / retreat
    recover improve / deteriorate worsen
    intact undamaged unharmed unscathed / damage injure hurt harm
    secure obtain / lose forfeit
    effect impact influence difference /
    comfort reassure / alarm
    succeed success successful / fail failure unsuccessful
    right correct correctly accurate accurately rightly / wrong wrongly incorrect incorrectly
    guilty / innocent
    alive survive / dead die
    safe / dangerous unsafe risky
    legal lawful / illegal unlawful
    possible / impossible
    easy simple / difficult
    optional voluntary / mandatory compulsory
    temporary temporarily / permanent permanently indefinite
    clear / vague unclear
    certain / doubtful uncertain
    same identical / different
    fair / biased unfair
    pleased happy satisfied / disappointed unhappy angry dissatisfied
    willing / reluctant unwilling
    awake / asleep
    true / false untrue
    genuine real authentic / fake forged counterfeit
    active / inactive dormant
    wet / dry
    unanimous / divided split
    openly publicly / secretly privately
    healthy thriving / trouble troubled struggling ailing
    often frequently / rarely seldom
    harmless / dangerous harmful
    publish disclose public / secret confidential
    silent silence mute / comment outspoken
    notice spot flag detect / overlook
    change changed alter / unchanged unaltered same stable steady
    punctual punctually / late delay delayed
    occupied / vacant
    healthy / sick ill
""".strip().splitlines()
"""Opposites that a negation turns into each other."""
_UP = """rise rose risen increase grow grew grown climb gain jump surge soar strengthen raise raised
lift up upward doubled tripled heat heating""".replace("\n", " ")
_DOWN = """lose lost fall fell fallen decrease decline shrink shrank drop cut lower lowered weaken
wane fade slip sink sank plunge slide slid down downward halved cool cooling reduce""".replace(
    "\n", " "
)
OTHERS = f"""
    {_UP} / {_DOWN}
    more above exceed over higher greater larger bigger / less fewer below under lower smaller
    highest most largest greatest biggest maximum / lowest least fewest smallest minimum
    best / worst
    faster quicker / slower
    strongest / weakest
    stronger stricter tougher / weaker milder looser
    before until / after
    earlier sooner ahead / later behind
    early / late
    precede preceded / follow followed
    first / last
    good strong bright / poor bad weak bleak
    common frequent / rare uncommon seldom
    many numerous / few rare
    serious severe heavy / minor slight light
    truly / falsely
    for / against
    all every both everyone / none neither nobody
    always / never rarely
    promptly / late
    public / private
    peaceful / violent
    positive / negative
    man husband men boy / woman wife women girl
    north northern northeast northwest / south southern southeast southwest
    east eastern northeast southeast / west western northwest southwest
    urban / rural
    domestic / foreign
    left / right
    old older oldest / young younger youngest
    yes / no
    unanimously / narrowly
    winter / summer
    morning / evening
    cheap / expensive costly
    partial partly / complete completely entirely wholly
    friendly / hostile
    optimistic / pessimistic
    advantage benefit / disadvantage drawback
    majority / minority
    profit gain earn / loss lose lost
    surplus / deficit
    ally / enemy opponent
    supporter / opponent critic
    winner / loser
    buyer / seller
    plaintiff / defendant
    inside within / outside beyond
    rich wealthy / poor
    everything / nothing
    everywhere / nowhere
    uphill / downhill
    gradually slowly / suddenly quickly
    jointly together / separately alone
    modern / outdated
    lead led ahead / trail trailed behind
    silent mute / audible heard
    rise rose risen fall fell fallen / unchanged same stable steady
    near / far
    little hardly barely / much greatly significantly substantially drastically radically
    fewer / rise rose risen increase grow grew grown
    heavier / lighter
    longer / shorter
    wider broader / narrower
    cheaper / costlier pricier dearer
    warmer hotter / colder cooler
    busier / quieter
    safer / riskier
    easier / harder
    taller / shorter
    nearer closer / farther
    gratis / selfpaid
    indoors / outdoors
    confident / worried doubtful
    crowded packed / deserted empty
    strict / lax lenient
    strength / weakness
    forward / backward
    sunny / rainy cloudy
    liberal / conservative
    adult / child
    day / night
    upper / lower
    top / bottom
    hot warm / cold cool
    full / empty
    shallow / deep
    narrow / wide broad
    thin / thick
    brief short / long lengthy
""".strip().splitlines()
"""Opposites that none turns."""
