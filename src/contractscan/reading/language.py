"""English, Swedish or neither, told from function words. Linear in the text, no dependency, usable on one clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

UNDETERMINED = "und"
AMPLE = 12

_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Only words that belong to one language. Words that several share ("i" and "den" are Swedish and Danish, "under" is
# English and Swedish) would blur short texts, so the first kind weighs little and the second is left out.
_ENGLISH = _words(
    "the of and to shall is are be by or that this with which from not any such will may as on for if it its has have "
    "been their other than these those upon hereby thereof you your we our into where who does been each between can "
    "must would should without within during through only they was were there when"
)
_SWEDISH = _words(
    "och att ska skall som för av är inte eller på med till vid från enligt samt kan får om den det detta denna dessa "
    "ett genom efter utan hos har inom mellan ej än också när så sig sin sitt sina även dock vi ni oss era vår våra "
    "måste skulle blir vara varit bör dess eget egna annan annat andra varje någon något några ingen inget mot "
    "upp ut"
)
_OTHER = _words(
    # Danish and Norwegian
    "og af er ikke skal ved eller fra efter jf hvis når også etter bli blir være være må skal disse denne dette ikke "
    # German
    "der die und das den von zu ist mit dem des für auf im eine einer eines nicht werden wird oder bei nach durch "
    # Dutch
    "het van een zijn niet voor wordt worden aan deze dat bij ook naar dienen "
    # French
    "le la les des et du une est pour dans que qui par sur au aux ne pas ou ce cette ses sont être avec "
    # Spanish, Portuguese and Italian
    "el los las del una por con para que se su sus no es al lo como il di della che per sono nel alla gli dei delle "
    "o os da dos das em um uma não na ao pela pelo "
    # Finnish
    "ja on ei että se tai joka sekä mukaan ovat voi sen ole kun tämän tässä jos niin myös "
    # Polish
    "w z na do nie się jest oraz lub przez od dla w"
)
_ANY = _ENGLISH | _SWEDISH | _OTHER


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many function words of each language a text holds."""

    english: float = 0.0
    swedish: float = 0.0
    other: float = 0.0

    def __add__(self, more: Evidence) -> Evidence:
        return Evidence(self.english + more.english, self.swedish + more.swedish, self.other + more.other)

    @property
    def is_ample(self) -> bool:
        """Whether there are enough words to tell the language of a part from that of the whole."""
        return max(self.english, self.swedish) >= AMPLE

    @property
    def language(self) -> str:
        """The language that the words speak for, "und" where they do not agree or are too few."""
        return decide(self)


def weigh(text: str) -> Evidence:
    """Count the function words in `text`."""
    words = list(filter(_ANY.__contains__, _WORD.findall(text.lower())))
    return Evidence(*(sum(map(language.__contains__, words)) for language in (_ENGLISH, _SWEDISH, _OTHER)))


def decide(evidence: Evidence) -> str:
    """Tell the language from the counts."""
    best = max(evidence.english, evidence.swedish)
    if best < 1 or evidence.other > best:
        return UNDETERMINED
    if evidence.english >= 1.5 * evidence.swedish:
        return "en"
    if evidence.swedish >= 1.5 * evidence.english:
        return "sv"
    return UNDETERMINED


def total(parts: Iterable[Evidence]) -> Evidence:
    """The evidence of a text from that of its pieces."""
    found = Evidence()
    for part in parts:
        found += part
    return found


def detect(texts: Iterable[str]) -> str:
    """Tell the language of a text given in pieces."""
    return total(weigh(text) for text in texts).language
