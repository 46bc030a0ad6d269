"""The closed classes of words that tell an English numeral formula from a plain count.

In English a numeral takes a count noun in the plural: *two levels*, *four
suggestions* (Quirk et al. 1985, chapter 5). A formula breaks that grammar,
because it translates a Chinese label of numeral and predicate: its head is an
adjective or a verb made into a noun (*four comprehensives*, *three
represents*), or stays in the singular (*two coverage*). So a plain count is
known by its noun, and nouns that are counted in ordinary prose are listed here.

`COUNTED` was made by taking every noun that follows a numeral written in small
letters at least twice in five megabytes of general textbooks (history and
sociology), removing those that only stood there by accident, and adding the
units of Chinese administration and the nouns by which papers announce lists.
"""

from __future__ import annotations

import re
from functools import cache

from policytext.languages.english import classify_english, find_lemma, inflect_noun


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list, one of a closed class."""
    return frozenset(text.split())


UNITS = words_of("""
    second minute hour day week weekday weekend month quarter season year decade century millennium semester term
    cent dollar yuan pound euro rmb yen ruble penny percent percentage mile kilometer kilometre meter metre
    foot inch yard acre hectare mu ton tonne kilogram gram ounce liter litre gallon degree watt
    hundred thousand million billion trillion dozen half third fourth fifth sixth eighth tenth thirds fifths
    time o'clock am pm bc ad age digit page copy fold
""")
"""Units of time, money and measure, and parts of numbers: never a formula, even in quotation marks."""

PERSONS = words_of("""
    people person man woman child boy girl adult baby infant kid son daughter brother sister sibling parent mother father
    wife husband spouse couple friend worker employee laborer soldier troop officer student teacher professor pupil author
    scholar researcher resident inhabitant citizen immigrant settler slave prisoner victim candidate delegate senator
    congressman congresswoman justice judge president minister premier leader member follower voter
    respondent participant interviewee patient physician protester protestor volunteer politician politicians sociologist
    theorist thinker economist historian cadre official secretary villager farmer household family
    something niner twenty-something american republican democrat frenchman spaniard
""")
"""Persons: counted in any text, and only a formula inside a longer label."""

COUNTED = words_of("""
    state type class side group stage step nation perspective theory kind book city job category form agent point law
    individual corporation example mean factor approach amendment report reason company shift bomb case letter way level
    dimension society concept religion ship province life school chapter party bank piece debate district line college
    seat donation home generation university voyage power region colony war illustration plot project vessel community
    bill business prospector innovation tenet casualty scene site share meal plane attack superpower stripe crash horse
    pair discipline norm focus cause sport network issue challenge team population identifier character theme
    institution paradigm asset belief manifestation scenario situation change purpose aid aim human prerequisite
    hurricane right period force background citation question emotion value object campus surgery publisher magazine
    outlet fact birth death vote country position aspect suggestion problem area field sector part topic section article
    subsection paragraph sentence word phrase list item element component ingredient feature characteristic property
    condition requirement criterion standard indicator index variable measure method model mode pattern path route
    strategy policy plan program programme scheme system mechanism structure process procedure phase dimension function
    role task goal target objective aim mission activity action event effort means tool channel platform service product
    department ministry agency bureau office committee commission council congress conference meeting session
    organization organisation association union federation enterprise firm factory company center centre station base
    branch unit village town township county street neighborhood neighbourhood prefecture municipality subdistrict zone
    house building room road river lake island mountain sea border coast market industry trade sale price cost loss gain
    study survey interview questionnaire sample experiment test trial result finding conclusion hypothesis argument idea
    view opinion thing matter subject respect sense meaning definition term name number figure table map chart graph
    picture photo photograph image document paper text note letter message page rule regulation principle order
    analysis analyse difference similarity relationship relation link connection contrast pole extreme end half side face direction
    option choice alternative solution answer response reaction effect impact influence consequence outcome benefit
    advantage disadvantage weakness strength opportunity threat risk danger lesson experience story tale novel film movie
    song poem play episode season game match round battle campaign operation attempt instance occasion visit trip tour
    term election ballot amendment treaty agreement contract article clause charter decision resolution
    color colour race tribe language dialect dynasty emperor era epoch age movement wave revolution reform crisis
    source resource fund grant loan tax fee fine ticket card car truck train bus boat aircraft gun weapon missile
    animal dog cat bird fish tree flower plant seed egg cell gene organ hand foot eye ear leg arm head body
    building door window wall floor bed chair table box bag bottle cup plate glass
    key main major basic important different separate distinct other new more additional primary following
    possibility explanation reason type example version edition volume series set cluster layer tier rank grade
    block stone brick column row circle ring triangle square corner gap hole
    decade location place spot destination country continent hemisphere ocean
    thought theory school wing faction camp bloc alliance army division regiment brigade
    stakeholder actor player partner rival enemy ally opponent neighbour neighbor
    department dimension variant instalment installment part-time occupation zone condition shareholder
    representative night morning afternoon request demand claim complaint charge count crime offense offence sentence conviction strike
    amendment commandment treatise myth sin wonder apostle disciple gospel
""")
"""Nouns counted in ordinary prose: a formula only in quotation marks, in capitals or in a chain."""

TITLES = words_of("""
    way reason step tip myth treatise essay lesson type kind approach view day night week month year life
    time story tale chapter lecture sermon research finding son daughter sister brother wife husband
    amendment state study question decade generation theory perspective note
""")
"""Heads of the titles of books, films and sections rather than of formulae."""

PLACES = words_of("""
    gorge river lake corner tower city street park square island hill peak bridge avenue
    town village county province region area district neighborhood neighbourhood dam valley delta
    reserve reservation territory building station
""")
"""Heads of, and words after, the names of places built with a numeral: Three Gorges Dam."""

FRAMES = words_of("""
    policy campaign movement strategy principle initiative doctrine regulation decision code compromise clause
    theory program programme thought spirit line method law rule agenda alliance project
    concept education framework layout work drive education
""")
"""Nouns that say what a label is the label of: the one-child *policy*."""

SYSTEM_FRAMES = words_of("system mechanism regime structure model mode framework goal target")
"""What a doubled thing is called when it is one thing: dual management *system*."""

CODE_FRAMES = words_of("""
    method methods law model mode project system mechanism framework strategy pattern structure scheme plan program
    programme action document documents policy platform approach formula principle initiative layout network grid team
    teams university universities party working work workflow education training matrix path service
""")
"""Nouns that may follow a label of digits: the "333" *method*."""

CONVERTED = words_of("""
    all comprehensive great old new strict earnest steady supreme whatever must no not represent uphold ask clear random noe
    honest real serious good bad black red same low high big small more less self open
    why have one how fix stay keep allow forbid promote prevent guarantee combine stabilize ensure
""")
"""Words that are no nouns by themselves and are made into one by a numeral: the four *greats*."""

PROGRAMMATIC = words_of("""
    consciousness confidence awareness safeguard upholding assurance guarantee determination maintenance defense defence
    stability safeguarding modernization modernisation transformation prohibition honor honour shame
    integration synchronization synchronisation unification separation mastery
    principle concept evil vice pest ban taboo adherence insistence
""")
"""What Party programmes number and other prose seldom does; see `is_program`."""

EMPTY_MODIFIERS = words_of("""
    most least very main major key basic important different general following first last other new old more additional separate distinct
    such similar primary central common specific various possible great large small big broad broader early later recent
    successive consecutive remaining whole full entire former latter same opposing competing simple fundamental guiding
    core essential underlying related principal leading necessary vital particular
""")
"""Modifiers that any count may have, so that they say nothing for a formula."""

IDIOMS = frozenset(
    """
    double-edged sword|double edged sword|double standard|double bind|double jeopardy|double taxation|double helix|
    double consciousness|double check|double digit|double digits|double negative|double agent|double meaning|
    double vision|double cross|double life|double click|double room|double bed|double major|double day|double shift|
    double counting|double entry|double blind|double take|double talk|double time|double trouble|double quick|
    double occupancy|double movement|double burden|double-day|dual citizenship|dual nationality|dual federalism|
    dual sovereignty|dual relationship|dual personality|dual income|dual court system|dual banking system|
    dual identity|dual nature|triple bottom line|triple threat|triple jump|triple crown|twin peaks|twin sister|
    twin study|two cents|two sides of the same coin|two way street|two steps forward|one size fits all|
    one of a kind|one and only|one stop shop|one day|one another|one hand|one side|one time|one way|third party|
    one more time|two wrongs|two thirds|three quarters|four letter word|nine to five|
    twenty four seven|catch twenty two|fifty fifty|forty niners|ten four|seven up|one for all
""".replace("\n    ", "")
    .replace("\n", "")
    .split("|")
)
"""Set phrases of English with a numeral in them that name no programme."""

FUNCTION_WORDS = words_of("""
    a an the this that these those and or nor but of for in on at to from by with within without into onto upon among
    amongst between under over during after before since until through throughout across against towards toward about
    as than so if when while where which who whom whose what because although though whether per via is are was were be
    been being am has have had do does did will would shall should can could may might must not no it its they them
    their we us our you your he him his she her i me my there here then also both each every either neither only such
    via vs versus etc
""")
_CLAUSE = words_of("""
    is are was were be been am has have had do does did will would shall should can could may might i you he she we they
    it me him us them my your his their our who what when how why there don't isn't
""")
"""Words that make a quoted stretch a sentence rather than a label."""

PLAIN_COMPOUNDS = words_of("""
    party tier level stage step way sided side part state track factor dimensional member term time person man woman
    page item size race class parent bedroom story digit letter word lane dollar cent language nation country sector
    room seat car engine hand faced fold thirds third quarter half fourths and hundred thousand sum off room to or
""")
"""Nouns that a hyphen joins to a numeral in any prose: two-party, four-stage."""

_ABSTRACT = re.compile(
    r"(?:[a-z]{2,}(?:age|ance|ence|ancy|ency|[tsc]ion|ment|ness|ship|ism|dom|hood|isal|ure))$"
)
_ADJECTIVE = re.compile(r"[a-z]{2,}(?:ive|ful|ous|able|ible|ic|ary|less|ate)$")
_NOMINAL_PLURAL = re.compile(r"(?:[a-z]{3,}(?:i[sz]ations|nesses)|selves)$")


@cache
def singular(word: str) -> str:
    """Return a small-letter noun in the singular, another word as it is.

    >>> singular("studies"), singular("men"), singular("comprehensives"), singular("coverage")
    ('study', 'man', 'comprehensive', 'coverage')
    """
    if word.endswith("ss") or len(word) < 3:
        return word
    forms = inflect_noun(word)
    if word.endswith("s"):
        shorter = [form for form in forms if len(form) < len(word) and form[:2] == word[:2]]
        return min(shorter, key=len) if shorter else word[:-1]
    lemma = find_lemma(word)
    return lemma if lemma != word and word in inflect_noun(lemma) else word


def is_plural(word: str) -> bool:
    """Tell whether a small-letter word has the ending or the form of a plural."""
    return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or singular(word) != word


def is_abstract(word: str) -> bool:
    """Tell whether a word is a nominalisation in the singular: `coverage`, `integration`."""
    return bool(_ABSTRACT.match(word)) and word not in COUNTED


@cache
def is_converted(word: str) -> bool:
    """Tell whether a plural is made of what is no noun: `comprehensives`, `represents`.

    >>> [is_converted(word) for word in ("comprehensives", "represents", "greats", "levels")]
    [True, True, True, False]
    """
    if not word.endswith("s") or word.endswith("ss"):
        return False
    base = singular(word)
    if base in CONVERTED or word[:-1] in CONVERTED:
        return True
    if base in COUNTED | UNITS | PERSONS:
        return False
    is_noun = any(len(form) < len(word) for form in inflect_noun(word))
    if is_noun:
        return False
    kind = classify_english(base)
    adjective = kind.inside and not kind.noun
    return adjective or find_lemma(word) != word or bool(_ADJECTIVE.match(base))


def is_program(word: str) -> bool:
    """Tell whether a plural is one that programmes number: `confidences`, `modernizations`."""
    base = singular(word)
    if base == word:
        return False
    return base in PROGRAMMATIC or (bool(_NOMINAL_PLURAL.match(word)) and base not in COUNTED)


def is_unit(word: str) -> bool:
    """Tell whether a word is a unit, which makes a count of any numeral."""
    return word in UNITS or singular(word.removesuffix("'")) in UNITS


def is_person(word: str) -> bool:
    """Tell whether a word names persons, by its stem or by the ending of a people or a party."""
    base = singular(word)
    return base in PERSONS or bool(
        re.search(
            r"(?:icans?|ians?|crats?|(?<=[a-z]{3})ists?|(?<!fin)(?<!pos)(?<!s)ites?|yorkers?)$",
            word,
        )
    )


def is_counted(word: str) -> bool:
    """Tell whether a word is counted in ordinary prose."""
    return singular(word) in COUNTED or is_unit(word) or is_person(word)


def is_clause(words: list[str]) -> bool:
    """Tell whether small-letter words make a sentence rather than a label."""
    return any(word in _CLAUSE for word in words)
