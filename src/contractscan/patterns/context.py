"""Who is bound by a passage, and how firmly: read from the words around what a pattern found.

The words themselves (parties, "shall", "may", "reasonable efforts", "is not obliged") come from vocabularies with fixed
names, so that this module knows grammar but no law. There is no parser: the governing verb is the last modal word
before the end of the found words, its subject the nearest party before it that is not an object or a genitive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contractscan.model import Actor, Force
from contractscan.patterns.lexicon import Hit, Lexicon
from contractscan.patterns.matching import Match, Passage

FORCES = {
    "force.shall": Force.SHALL,
    "force.may": Force.MAY,
    "force.efforts": Force.EFFORTS,
    "force.negated": Force.NEGATED,
}
PARTIES = {
    "party.vendor": Actor.VENDOR,
    "party.customer": Actor.CUSTOMER,
    "party.both": Actor.BOTH,
    "party.third": Actor.THIRD,
}
SUBJECT_REACH = 30
AGENT_REACH = 14
MODAL_AFTER = 16
NEGATION_REACH = 3
CLOSE = 2
"""Words between a subject and its verb that leave no doubt that they belong together."""
OPENING = 3
"""Words at a passage's beginning among which the "where" or "if" of its condition stands, behind its number."""
RELATIVE_REACH = 3
"""Words between "that" or "if" and the verb of its clause."""
ARTICLES = (
    "the", "each", "any", "such", "all", "every", "both", "its", "their", "our", "your", "affected", "relevant",
    "den", "det", "de", "alla", "samtliga", "varje", "berörd", "berörda", "våra", "era",
)  # fmt: skip
"""Words that may stand between a preposition and its object."""
COORDINATORS = ("and", "or", "nor", "och", "eller", "samt", "respektive", "men", "but")
COMPLEMENTS = ("that", "which", "who", "whose", "som", "vilka", "vilket", "vilken", "vars")
"""Words that open a clause, but no condition: "You agree that we may, at our discretion, ..."."""
CONTENT_VERBS = (
    "agree", "agrees", "agreed", "acknowledge", "acknowledges", "acknowledged", "accept", "accepts", "accepted",
    "understand", "understands", "confirm", "confirms", "consent", "consents", "recognise", "recognises", "recognize",
    "recognizes", "concede", "concedes", "aware", "godkänner", "accepterar", "godtar", "samtycker", "medger",
    "bekräftar", "införstådd", "medveten", "medvetna",
)  # fmt: skip
"""Words whose "that" opens what is agreed, a clause of its own: "You agree that the Supplier, at will, may ..."."""
CONDITIONAL_VERBS = ("should", "får", "kan", "ska", "skall", "måste", "bör")
"""Verbs that open a condition where they are the first word of a sentence."""
PARTICLES = ("om", "till", "på", "med")
"""Prepositions between such a verb and its "att"."""
PRONOUNS = ("it", "they", "den", "det", "de")
"""Subjects that stand for a party named before."""
SWEDISH_CONDITIONS = ("om", "när", "ifall", "såvida", "efter", "innan", "då", "vid", "sedan")
SWEDISH_PASSIVE = ("as", "ges", "ställs", "sänds", "görs", "delges")
RECEIVED = (
    "told", "informed", "notified", "warned", "alerted", "advised", "reminded", "asked", "consulted", "given", "sent",
    "shown", "offered", "provided", "handed", "refunded", "paid",
)  # fmt: skip
"""What somebody else does for the subject: "Customers are told thirty days before"."""
BEING = ("is", "are", "be", "was", "were", "been", "being", "get", "gets")
SHORT_VERB = 4
NO_PASSIVE = (
    "need",
    "agreed",
    "entitled",
    "obliged",
    "obligated",
    "required",
    "allowed",
    "permitted",
    "authorised",
    "authorized",
)
"""Words in -ed that say what the subject has to do or may do."""
PASSIVE_REACH = 4
BEFORE_SUBJECT = (
    "the",
    "each",
    "any",
    "such",
    "den",
    "det",
    "de",
    "även",
    "också",
    "dock",
    "således",
    "alltså",
    "däremot",
)
"""Words that may stand between a verb and the subject that follows it."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The atoms of one language's grammatical vocabularies; those that no plugin brings are missing."""

    forces: tuple[tuple[int, Force], ...]
    parties: tuple[tuple[int, Actor], ...]
    negation: int | None
    late_negation: int | None
    harmless: int | None
    relative: int | None
    oblique: int | None
    agent: int | None
    continuation: int | None

    @classmethod
    def of(cls, lexicon: Lexicon) -> Grammar:
        """Look the atoms up."""
        return cls(
            tuple((atom, force) for name, force in FORCES.items() if (atom := lexicon.vocabulary(name)) is not None),
            tuple((atom, actor) for name, actor in PARTIES.items() if (atom := lexicon.vocabulary(name)) is not None),
            lexicon.vocabulary("negation"),
            lexicon.vocabulary("negation.after-verb"),
            lexicon.vocabulary("negation.harmless"),
            lexicon.vocabulary("relative"),
            lexicon.vocabulary("oblique"),
            lexicon.vocabulary("agent-preposition"),
            lexicon.vocabulary("continuation"),
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What was read.

    Attributes:
        actor, force: the reading.
        actor_words, force_words: the words that decided, "" where nothing did.
    """

    actor: Actor
    force: Force
    actor_words: str = ""
    force_words: str = ""


Subject = tuple[Hit, Actor]


@dataclass(frozen=True, slots=True)
class Marks:
    """The grammatical words of one passage.

    Attributes:
        modals: the verbs that say how firmly, in order.
        parties: the parties, in order.
        after_relative: positions just after "that", "which" and the like.
        after_oblique: positions just after a preposition that makes an object of what follows.
        after_agent: positions just after a preposition that names who acts.
    """

    modals: tuple[tuple[Hit, Force], ...]
    parties: tuple[Subject, ...]
    after_relative: frozenset[int]
    after_oblique: frozenset[int]
    after_agent: frozenset[int]


def _marks(passage: Passage, grammar: Grammar) -> Marks:
    """Found once for a passage, as many patterns may match it."""
    if passage.marks is None:
        passage.marks = Marks(
            modals=tuple(_modals(passage, grammar)),
            parties=tuple(_party_hits(passage, grammar)),
            after_relative=frozenset(hit.end for hit in passage.of(grammar.relative)),
            after_oblique=frozenset(hit.end for hit in passage.of(grammar.oblique)),
            after_agent=frozenset(hit.end for hit in passage.of(grammar.agent)),
        )
    return passage.marks


def read(passage: Passage, focus: Match, grammar: Grammar, *, negation_is_meant: bool) -> Context:
    """Read actor and force of the found words.

    Args:
        passage: the passage.
        focus: where the pattern's first part stands.
        grammar: the vocabularies.
        negation_is_meant: the pattern itself says "not": a negated verb then counts as firm.
    """
    marks = _marks(passage, grammar)
    governing = _governing(marks, focus, passage)
    force, words = _force(passage, marks, governing, focus, grammar, negation_is_meant)
    subject_before = focus.start if governing is None else min(governing.start, focus.end)
    subject = (
        _inverted(passage, governing, marks)
        or _after_condition(passage, focus, marks)
        or _behind_condition(passage, focus, governing, marks)
        or _shared(passage, governing, marks)
        or _subject(passage, subject_before, marks)
        or _within(passage, focus, marks)
        or _agent(passage, focus, marks)
    )
    if subject is not None and _is_passive(passage, focus, subject[0], governing):
        subject = _agent(passage, focus, marks)
    if subject is None:
        return Context(Actor.UNSTATED, force, "", words)
    hit, actor = subject
    return Context(actor, force, " ".join(passage.words[hit.start : hit.end]), words)


def _modals(passage: Passage, grammar: Grammar) -> list[tuple[Hit, Force]]:
    found = [(hit, force) for atom, force in grammar.forces for hit in passage.of(atom)]
    # "shall not" beats the "shall" inside it, and "is not limited to" the "is not"
    longer = [hit for hit, _ in found] + list(passage.of(grammar.harmless))
    return sorted(
        (
            pair
            for pair in found
            if not any(_inside(pair[0], other) for other in longer) and not _opens_condition(passage, pair[0])
        ),
        key=lambda pair: (pair[0].start, pair[0].end),
    )


def _opens_condition(passage: Passage, hit: Hit) -> bool:
    """Whether the verb comes first and so makes a condition: "Should the Host receive ...", "Får Leverantören ..."."""
    words = passage.words
    verb = words[hit.start]
    if verb not in CONDITIONAL_VERBS or "?" in words:
        return False
    if not any(map(str.isalpha, words[: hit.start])):
        return True
    before, behind = words[hit.start - 1], words[hit.end : hit.end + 1]
    return verb == "should" and before in (",", ";", "and", "or") and behind in (["the"], ["any"], ["it"], ["a"])


def _inside(hit: Hit, other: Hit) -> bool:
    longer = other.end - other.start > hit.end - hit.start
    return longer and other.start <= hit.start and hit.end <= other.end


def _governing(marks: Marks, focus: Match, passage: Passage) -> Hit | None:
    boundary = max((i for i in range(focus.start) if passage.words[i] == ";"), default=-1)
    boundary = max(boundary, _condition_end(marks, focus, passage))
    # "refuses requests that are not valid" denies the validity, not the refusal
    verbs = [
        hit
        for hit, force in marks.modals
        if force is not Force.EFFORTS
        and not (force is Force.NEGATED and hit.start >= focus.end and _clause_begins(hit, marks.after_relative))
    ]
    before = [hit for hit in verbs if boundary < hit.start < focus.end]
    # "assists the Customer so that it can answer": the verb of the clause inside governs that clause only
    outer = [hit for hit in before if not _in_clause_within(hit, focus, marks.after_relative)]
    if outer and outer[-1].end >= focus.start - CLOSE:
        return outer[-1]
    if before:
        return before[-1]
    after = [hit for hit in verbs if focus.end <= hit.start < focus.end + MODAL_AFTER]
    return after[0] if after else None


def _condition_end(marks: Marks, focus: Match, passage: Passage) -> int:
    """The comma that ends a condition with which the passage begins, -1 without one before the found words.

    "Where the framework does not apply, the data is sent under the clauses": the denial belongs to the condition.
    """
    if not _opens_with_condition(marks, passage):
        return -1
    first = next((hit for hit, _ in marks.modals), None)
    if first is None or "," in passage.words[: first.start] or _inverted(passage, first, marks) is not None:
        return -1  # the verb is, or may be, that of the sentence itself
    return next((at for at in range(first.end, focus.start) if passage.words[at] == ","), -1)


def _opens_with_condition(marks: Marks, passage: Passage) -> bool:
    return any(at <= OPENING and passage.words[at - 1] not in COMPLEMENTS for at in marks.after_relative)


def _in_clause_within(hit: Hit, focus: Match, relative: frozenset[int]) -> bool:
    """Whether "that" or "which" stands between the beginning of the found words and the verb."""
    return any(focus.start < at <= hit.start for at in relative)


def _clause_begins(hit: Hit, relative: frozenset[int]) -> bool:
    return any(hit.start - distance in relative for distance in range(RELATIVE_REACH + 1))


def _force(
    passage: Passage,
    marks: Marks,
    governing: Hit | None,
    focus: Match,
    grammar: Grammar,
    negation_is_meant: bool,
) -> tuple[Force, str]:
    force, words = Force.NONE, ""
    if governing is not None:
        force = next(f for hit, f in marks.modals if hit == governing)
        words = " ".join(passage.words[governing.start : governing.end])
    if force is Force.NEGATED:
        return (Force.SHALL, words) if negation_is_meant else (Force.NEGATED, words)
    if not negation_is_meant and (negation := _negation(passage, marks, governing, focus, grammar)) is not None:
        return Force.NEGATED, " ".join(passage.words[negation.start : negation.end])
    start = governing.start if governing is not None else focus.start
    for hit, kind in marks.modals:
        if kind is Force.EFFORTS and start - 4 <= hit.start <= max(focus.end, start) + 2:
            return Force.EFFORTS, " ".join(passage.words[hit.start : hit.end])
    return force, words


def _negation(passage: Passage, marks: Marks, governing: Hit | None, focus: Match, grammar: Grammar) -> Hit | None:
    earliest = max(focus.start - NEGATION_REACH, _condition_end(marks, focus, passage))
    if governing is not None and governing.end <= focus.start:
        earliest = max(earliest, governing.end)
    harmless = passage.of(grammar.harmless)
    denials = passage.of(grammar.negation)
    before = [hit for hit in denials if earliest <= hit.start < focus.start]
    if not before and (first := _first_of_joined(passage, focus.start)) < focus.start:
        before = [hit for hit in denials if hit.end == first]
    late = _late_negations(passage, marks, focus, grammar)
    return next((hit for hit in (*before, *late) if not _within_any(hit, harmless)), None)


def _first_of_joined(passage: Passage, start: int) -> int:
    """Where the first of several single words stands that are joined: of "never mine, analyse or use" the second."""
    words = passage.words
    joins = (",", *COORDINATORS)
    if words[start - 1] == "," and not (start + 1 < len(words) and words[start + 1] in joins):
        return start  # the comma ends a condition or an aside
    while start > 1 and words[start - 1] in joins:
        before = start - 3 if words[start - 1] != "," and words[start - 2] == "," else start - 2
        if before < 1 or not words[before].isalpha():
            break
        start = before
    return start


def _late_negations(passage: Passage, marks: Marks, focus: Match, grammar: Grammar) -> list[Hit]:
    """Denials among the first of the found words, as Swedish sets them after the verb: "behandlar aldrig"."""
    last = min(focus.start + NEGATION_REACH, focus.end - 1)
    return [
        hit
        for hit in passage.of(grammar.late_negation)
        if focus.start < hit.start <= last and hit.start not in marks.after_relative
    ]


def _within_any(hit: Hit, phrases: Sequence[Hit]) -> bool:
    return any(_inside(hit, phrase) for phrase in phrases)


def _party_hits(passage: Passage, grammar: Grammar) -> list[Subject]:
    found = [(hit, actor) for atom, actor in grammar.parties for hit in passage.of(atom)]
    kept = [pair for pair in found if not any(_covered(pair[0], other[0]) for other in found)]
    return sorted(kept, key=lambda pair: pair[0].start)


def _covered(hit: Hit, other: Hit) -> bool:
    """Whether a hit is but a part of another, or runs into it: "the Customer" in "the Customer Content"."""
    return _inside(hit, other) or hit.start < other.start < hit.end < other.end


def _inverted(passage: Passage, governing: Hit | None, marks: Marks) -> Subject | None:
    """The party directly after the verb, as in "If it fails, shall Supplier" or Swedish "Då ska Leverantören"."""
    if governing is None:
        return None
    for hit, actor in marks.parties:
        first = hit.start - 1 if hit.start > 0 and passage.words[hit.start - 1] in BEFORE_SUBJECT else hit.start
        if first == governing.end and not _subordinate(hit, marks.after_oblique, passage):
            return hit, actor
    return None


def _after_condition(passage: Passage, focus: Match, marks: Marks) -> Subject | None:
    """The party directly after the found verb where a Swedish sentence begins with its condition.

    "När ni lämnar tjänsten raderar vi uppgifterna": the main clause has its verb first, and "ni" acts in the condition.
    """
    opening = next((word for word in passage.words[: OPENING + 1] if word.isalpha() and len(word) > 1), "")
    if opening not in SWEDISH_CONDITIONS:
        return None
    for hit, actor in marks.parties:
        if hit.start == focus.start + 1 and focus.start > OPENING and hit.value not in ("genitive", "object"):
            return hit, actor
    return None


def _behind_condition(passage: Passage, focus: Match, governing: Hit | None, marks: Marks) -> Subject | None:
    """The party directly behind the comma that ends a condition, where the found words begin in the condition.

    "When you close your account, we delete the data": who acts in the condition is not who is bound.
    """
    if not _opens_with_condition(marks, passage):
        return None
    if governing is not None and focus.start <= governing.start:
        return None  # the verb tells whose it is
    for hit, actor in marks.parties:
        first = _begins(hit, passage)
        behind = focus.start < first < focus.end and passage.words[first - 1] == ","
        if behind and not _subordinate(hit, marks.after_oblique, passage):
            return hit, actor
    return None


def _shared(passage: Passage, governing: Hit | None, marks: Marks) -> Subject | None:
    """The subject of the verb before, where the governing one is joined to it: "may engage others and shall inform"."""
    if governing is None or governing.start < 1 or passage.words[governing.start - 1] not in COORDINATORS:
        return None
    before = [hit for hit, _ in marks.modals if hit.end < governing.start]
    if not before or ";" in passage.words[before[-1].end : governing.start]:
        return None
    return _inverted(passage, before[-1], marks) or _subject(passage, before[-1].start, marks)


def _is_passive(passage: Passage, focus: Match, subject: Hit, governing: Hit | None) -> bool:
    """Whether the subject only suffers what the found verb says: "the Customer shall be notified"."""
    verb = passage.words[focus.start]
    if subject.start >= focus.start:
        return False
    if verb.endswith(SWEDISH_PASSIVE) and len(verb) > SHORT_VERB:
        return True
    between = passage.words[(governing.end if governing is not None else subject.end) : focus.start]
    if len(between) > PASSIVE_REACH:
        return False
    if verb in RECEIVED:
        return any(word in BEING for word in between)
    return verb.endswith("ed") and verb not in NO_PASSIVE and "be" in between


def _subordinate(hit: Hit, oblique: frozenset[int], passage: Passage) -> bool:
    """Whether the words cannot be a subject: a genitive, an object's form or after a preposition."""
    follows = passage.words[hit.end] if hit.end < len(passage.words) else ""
    return hit.value in ("genitive", "object") or follows == "'s" or _is_object(hit, oblique, passage)


def _subject(passage: Passage, before: int, marks: Marks) -> Subject | None:
    aside: Subject | None = None
    # "required by a court, it shall": the one who acts is rarely the one of whom a condition speaks
    stood_for = before > 0 and passage.words[before - 1] in PRONOUNS
    for hit, actor in reversed(marks.parties):
        if hit.end > before + 1 or hit.start < before - SUBJECT_REACH or hit.start >= before:
            continue
        if _subordinate(hit, marks.after_oblique, passage):
            continue
        if _only_agrees(hit, before, marks, passage):
            continue  # "you agree that data may be deleted": who agrees does not delete
        if stood_for and actor is Actor.THIRD:
            aside = aside or (hit, actor)
            continue
        if before - hit.end > CLOSE and _clause_begins_before(hit, marks.after_relative, passage):
            aside = aside or (hit, actor)  # "the information that you need": another party may govern
            continue
        return _joint(hit, marks, passage) or (hit, actor)
    return aside


def _joint(hit: Hit, marks: Marks, passage: Passage) -> Subject | None:
    """The party to which this one is joined: in "neither Supplier nor any sub-processor" the Supplier is bound too."""
    start = _begins(hit, passage)
    if start < 1 or passage.words[start - 1] not in COORDINATORS:
        return None
    return next(
        (
            (other, actor)
            for other, actor in marks.parties
            if other.end == start - 1 and actor in (Actor.VENDOR, Actor.CUSTOMER)
            and not _subordinate(other, marks.after_oblique, passage)
        ),
        None,
    )  # fmt: skip


def _clause_begins_before(hit: Hit, relative: frozenset[int], passage: Passage) -> bool:
    """Whether "that" or "which" stands directly before the party, an article between allowed.

    Not the "that" of "you agree that": the party behind it acts in what is agreed.
    """
    start = _begins(hit, passage)
    return start in relative and start > 1 and not _opens_content(start, passage)


def _only_agrees(hit: Hit, before: int, marks: Marks, passage: Passage) -> bool:
    """Whether the verb stands in what the party agrees to or knows, with a subject of its own that is no pronoun."""
    return any(
        hit.end < at < before and passage.words[at] not in PRONOUNS and _opens_content(at, passage)
        for at in marks.after_relative
    )


def _opens_content(start: int, passage: Passage) -> bool:
    """Whether the clause that begins here tells what somebody agrees to or knows."""
    words = passage.words
    if words[start - 1] not in ("that", "att"):
        return False
    verb = start - 3 if start > 2 and words[start - 2] in PARTICLES else start - 2  # "medveten om att"
    return words[verb] in CONTENT_VERBS


def _is_object(hit: Hit, oblique: frozenset[int], passage: Passage) -> bool:
    """Whether a preposition stands before it, an article between allowed."""
    return _begins(hit, passage) in oblique


def _begins(hit: Hit, passage: Passage) -> int:
    """Where the party begins, with an article before it."""
    return hit.start - 1 if hit.start > 0 and passage.words[hit.start - 1] in ARTICLES else hit.start


def _within(passage: Passage, focus: Match, marks: Marks) -> Subject | None:
    """The party with which the found words begin, as in "Supplier notifies"."""
    for hit, actor in marks.parties:
        if focus.start <= hit.start <= focus.start + 1 and not _subordinate(hit, marks.after_oblique, passage):
            return hit, actor
    return None


def _agent(passage: Passage, focus: Match, marks: Marks) -> Subject | None:
    for hit, actor in marks.parties:
        follows = passage.words[hit.end] if hit.end < len(passage.words) else ""
        if hit.value == "genitive" or follows == "'s":
            continue
        if focus.start <= hit.start <= focus.end + AGENT_REACH and _is_object(hit, marks.after_agent, passage):
            return hit, actor
    return None
