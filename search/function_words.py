"""Words that hold an English sentence together and say nothing of what it is about.

Grammar's closed classes, not a list of frequent words: how rare a word of the subject
is, the ranking knows by itself, while function words look telling wherever records
hardly use them ("what", "should").  Left out of sentences only; who searches for a
single "can" gets cans.
"""

_ARTICLES_AND_PRONOUNS = """
a an the this that these those
i me my mine myself we us our ours ourselves you your yours yourself yourselves
he him his himself she her hers herself it its itself they them their theirs themselves
one ones oneself someone somebody something anyone anybody anything
everyone everybody everything nobody nothing none
"""
_QUESTIONS = "who whom whose which what when where why how whether"
_AUXILIARIES = """
is am are was were be been being have has had having do does did doing done
can could may might must shall should will would ought
don doesn didn isn aren wasn weren hasn haven hadn wouldn couldn shouldn
"""
_CONJUNCTIONS = """
and or nor but if then else than because while whilst although though unless since so as
not no yes
"""
_PREPOSITIONS = """
of at by for with without about against between among into onto through during before after
above below to from up down in out on off over under within upon toward towards via per until
"""
_QUANTIFIERS_AND_ADVERBS = """
all any both each every either neither few more most other others another some such several
many much only own same very too just also again further once here there
"""

FUNCTION_WORDS = frozenset(
    " ".join(
        (
            _ARTICLES_AND_PRONOUNS,
            _QUESTIONS,
            _AUXILIARIES,
            _CONJUNCTIONS,
            _PREPOSITIONS,
            _QUANTIFIERS_AND_ADVERBS,
        )
    ).split()
)
