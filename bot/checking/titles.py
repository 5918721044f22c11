"""Words before names that say what somebody is."""

TITLES = {
    "gov": "governor",
    "sen": "senator",
    "sens": "senator",
    "rep": "representative",
    "reps": "representative",
    "pres": "president",
    "atty": "attorney",
    "ceo": "chief",
    "supt": "superintendent",
}
TITLE_WORDS = frozenset(TITLES) | frozenset(
    """governor senator senators representative representatives president attorney judge justice
    mayor chief executive councilor councilors councillor council commissioner supervisor
    supervisors chairman chairwoman secretary minister prime professor officer director sheriff
    king queen prince princess pope general colonel captain sergeant detective columnist deputy
    vice district lawmaker lawmakers spokesman spokeswoman chancellor mr mrs ms dr sir dame lord
    lady""".split()
)
COURTESY = frozenset("mr mrs ms dr sir dame lord lady".split())
