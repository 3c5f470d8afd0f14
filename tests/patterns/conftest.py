"""A small lexicon, so that these tests do not depend on the built-in vocabularies."""

import pytest

from contractscan import datafiles
from contractscan.patterns.context import Grammar
from contractscan.patterns.files import read_vocabularies
from contractscan.patterns.lexicon import Lexicon

VOCABULARIES = """
force.shall: {en: [shall, must, is obliged to], sv: [ska, kommer, åtar sig]}
force.may: {en: [may, should], sv: [får]}
force.efforts: {en: [reasonable efforts], sv: [rimliga ansträngningar]}
force.negated: {en: [shall not, is not, is not obliged to], sv: [ska inte]}
negation: {en: [not, without], sv: [inte, utan]}
negation.plain: {en: [not], sv: [inte]}
negation.after-verb: {sv: [inte, aldrig]}
negation.harmless: {en: [without undue delay, is not limited to], sv: [utan dröjsmål]}
relative: {en: [that, which, where, if], sv: [om]}
oblique: {en: [of, to, notify], sv: [av, till, underrätta]}
agent-preposition: {en: [by], sv: [av]}
continuation: {en: [such, this], sv: [sådan]}
party.vendor: {en: {subject: [supplier], genitive: [our]}, sv: [leverantören]}
party.customer: {en: {subject: [customer], genitive: [your]}, sv: {subject: [kunden], genitive: [kundens]}}
party.third: {en: [sub-processor]}
customer: {en: [customer*], sv: [kund*]}
region: {en: {SE: [Sweden], DE: [Germany]}, sv: {SE: [Sverige]}}
number-word:
  en: {1: ["a"], 30: [thirty], 5: [five], 20: [twenty], 100: [one hundred], 120: [one hundred and twenty]}
  sv: {30: [trettio]}
time-unit:
  en: {day: [day, days], day/business: [business days], hour: [hours], month: [month, months]}
  sv: {day: [dagar, dagars], month: [månader]}
business-day: {en: [business, working]}
"""


@pytest.fixture(scope="session")
def lexicons():
    entries = {"en": {}, "sv": {}}
    read_vocabularies(datafiles.load(VOCABULARIES, "words.yaml"), entries)
    made = {language: Lexicon(language, entries[language]) for language in entries}
    for lexicon in made.values():
        Grammar.of(lexicon)  # as every scan asks for these words, whichever test comes first
    return made
