"""Words of closed classes that begin sentences: none is a name for its capital."""

OPENERS = frozenset(
    """about across additionally after afterward against ahead along alongside also although amid
    among any around as aside barring because before below besides between beyond both by
    concerning consequently contrary conversely despite due during each earlier either elsewhere
    even every except finally following for formerly from further furthermore given half hence
    here how however if in including indeed initially inside instead just last later less like
    likewise many meanwhile more moreover most much nationwide near nearly neither nevertheless
    next nobody none nonetheless not nothing now of off often on once only opposite other
    otherwise out outside over overall past per previously prior rather recently regarding
    regardless several similarly since so some sometimes soon specifically still subsequently
    such than thanks that then there thereafter therefore these this those though through
    throughout thus till to toward towards under unless unlike until unusually up upon via what
    whatever when where whereas whether which while who whose why with within without
    yet""".split()
)
