"""The 26 obligations on passages, each judged as if it were all the contract says. All wording is invented."""

from __future__ import annotations

import pytest

from contractscan.catalogue.profiles import resolve
from contractscan.model import Verdict
from contractscan.passages import Passage, judge
from contractscan.plugins import build_registry

OBLIGATIONS = [3, 4, 5, 6, 10, 11, 12, 13, *range(15, 31), 34, 36]

ENGLISH = [
    ("G28-03", "met", "The Host shall process the records throughout the term of the Order."),
    ("G28-03", "not_found", "The duty of confidentiality remains in force until the information becomes public."),
    ("G28-04", "met", "Nature and purposes of the processing: storage of drawings so that planners may share them."),
    ("G28-04", "not_found", "The Host processes the data as necessary to perform its obligations under the Contract."),
    ("G28-04", "adverse", "The Provider may use the personal data for its own commercial purposes."),
    ("G28-05", "met", "Personal data include names, e-mail addresses and photographs."),
    ("G28-06", "met", "The processing concerns the following categories of data subjects: tenants and visitors."),
    ("G28-10", "not_found", "The Customer shall obtain approval before it lets visitors use the network."),
    ("G28-11", "not_applicable", "The Processor shall not use a sub-processor without the Controller's consent."),
    ("G28-11", "adverse", "The Provider may change sub-processors without informing the Customer."),
    ("G28-12", "met", "The Processor shall never process the data except on documented instructions of the Board."),
    ("G28-12", "partial", "The Host follows the Customer's instructions when it processes personal data."),
    ("G28-13", "not_found", "The Processor acts on instructions only, unless required otherwise by Member State law."),
    ("G28-15", "met", "All personnel with access to the data are bound by an obligation of secrecy."),
    ("G28-16", "met", "The Host maintains the technical and organisational measures described in Annex C."),
    ("G28-16", "not_found", "The Customer shall take technical and organisational measures in its own network."),
    ("G28-17", "adverse", "The Provider has no obligation to help the Customer with data subject requests."),
    ("G28-18", "not_found", "The Processor shall assist the Controller in complying with Articles 32 to 36."),
    ("G28-19", "not_found", "The Processor shall assist the Controller in complying with Articles 32 to 36."),
    ("G28-20", "met", "The Host assists the Customer in telling data subjects of a breach, by e-mail or letter."),
    ("G28-21", "met", "Upon request the Host shall provide assistance with any impact assessment of the Customer."),
    ("G28-22", "met", "The Host cooperates with the Customer in consultations with the supervisory authority."),
    ("G28-23", "adverse", "After the Agreement has ended the Provider may keep the data for its own purposes."),
    ("G28-24", "met", "The Host shall promptly alert the Customer of instructions that violate the GDPR."),
    ("G28-25", "met", "The Host gives the Customer all documents required to verify compliance with this Annex."),
    ("G28-26", "met", "The Customer may, itself or through an auditor, carry out inspections at the Host."),
    ("G28-26", "partial", "The Customer may audit the Host only where certificates are not sufficient."),
    ("G28-27", "met", "Each sub-processor is bound by a contract imposing the same obligations as this Annex."),
    ("G28-28", "met", "The Host is liable for its sub-processors to the same extent as if it had acted itself."),
    ("G28-28", "adverse", "The Provider excludes all liability for sub-processors."),
    ("G28-29", "met", "Measures are taken to protect the data against accidental loss and unauthorised access."),
    ("G28-29", "not_found", "The measures shall ensure a level of security appropriate to the risk."),
    ("G28-30", "met", "The Host may not move personal data outside the EEA unless the Customer has consented."),
    ("G28-30", "partial", "Standard contractual clauses apply to transfers of personal data outside the EEA."),
    ("G28-34", "met", "The Host informs the Customer of personal data breaches within 36 hours."),
    ("G28-34", "not_found", "The Customer shall without delay notify the Host of any breach of its passwords."),
    ("G28-36", "met", "The Customer has the right to object to the engagement of a new sub-processor."),
    ("G28-36", "not_applicable", "The Host may use a sub-processor only with the Customer's prior written consent."),
]  # fmt: skip

SWEDISH = [
    ("G28-03", "met", "Behandlingen pågår under hela avtalstiden."),
    ("G28-04", "not_found", "Leverantören behandlar uppgifterna för att fullgöra avtalet."),
    ("G28-05", "met", "Följande typer av personuppgifter behandlas: namn, adress och personnummer."),
    ("G28-06", "met", "Registrerade är anställda, hyresgäster och besökare."),
    ("G28-11", "not_applicable", "Biträdet får inte anlita underbiträden utan den ansvariges skriftliga godkännande."),
    ("G28-12", "adverse", "Leverantören får behandla personuppgifterna för egna ändamål."),
    ("G28-13", "not_found", "Biträdet följer vid behandling instruktionen, om inte annat krävs enligt unionsrätten."),
    ("G28-15", "met", "Biträdets personal ska ha undertecknat sekretessförbindelser."),
    ("G28-16", "partial", "Leverantören vidtar efter bästa förmåga säkerhetsåtgärder."),
    ("G28-17", "met", "Biträdet ska bistå kommunen när registrerade utövar sina rättigheter."),
    ("G28-18", "not_found", "Biträdet ska bistå den ansvarige med skyldigheterna enligt artiklarna 32–36."),
    ("G28-19", "met", "Biträdet ska bistå den ansvarige med att anmäla incidenter till tillsynsmyndigheten."),
    ("G28-21", "adverse", "Bistånd med konsekvensbedömningar ingår inte i uppdraget."),
    ("G28-23", "met", "När uppdraget upphör ska biträdet återlämna eller radera samtliga personuppgifter."),
    ("G28-24", "met", "Biträdet ska genast påpeka för den ansvarige om en instruktion är lagstridig."),
    ("G28-26", "adverse", "Kunden har inte rätt att utföra inspektioner hos leverantören."),
    ("G28-28", "met", "Biträdet ansvarar fullt ut för underbiträdet som för sig själv."),
    ("G28-30", "met", "Personuppgifter får inte föras ut ur landet till tredjeland utan kundens godkännande."),
    ("G28-34", "met", "Biträdet ska underrätta den ansvarige om incidenter inom 24 timmar."),
    ("G28-34", "not_found", "Kunden ska underrätta leverantören om incidenter i sina egna system."),
]  # fmt: skip


@pytest.fixture(scope="module")
def judged():
    """Judges one passage for one obligation."""
    registry = build_registry()
    profile = resolve(registry.catalogue, "gdpr-art28")

    def one(obligation, text, language="en"):
        passage = Passage(
            requirement=obligation, language=language, wanted=Verdict.MET, text=text, file="test.yaml", line=1
        )
        return next(iter(judge([passage], registry, profile))).finding

    return one


@pytest.mark.parametrize(("obligation", "verdict", "text"), ENGLISH)
def test_english(judged, obligation, verdict, text):
    assert judged(obligation, text).verdict == verdict


@pytest.mark.parametrize(("obligation", "verdict", "text"), SWEDISH)
def test_swedish(judged, obligation, verdict, text):
    assert judged(obligation, text, "sv").verdict == verdict


@pytest.mark.parametrize("obligation", ["G28-34", "G28-19", "G28-20"])
def test_items_without_actor_below_a_stem(judged, obligation):
    text = (
        "In the event of a personal data breach the Host shall, at no cost:\n"
        "Notify the Customer without undue delay;\n"
        "Assist the Customer in notifying the supervisory authority; and\n"
        "Help the Customer to inform the data subjects."
    )
    assert judged(obligation, text).verdict == "met"


def test_profile_holds_every_obligation_with_a_test():
    registry = build_registry()
    requirements = resolve(registry.catalogue, "gdpr-art28").requirements
    assert [one.id for one in requirements] == [f"G28-{number:02d}" for number in OBLIGATIONS]
    assert all(one.test for one in requirements)


def test_general_reference_is_named_in_the_reason(judged):
    finding = judged("G28-21", "The Processor assists the Controller in complying with Articles 32 to 36.")
    assert "32 to 36" in finding.reason.en
    assert finding.evidence
