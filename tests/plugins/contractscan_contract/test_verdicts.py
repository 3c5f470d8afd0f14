"""Verdicts on changes, precedence, law, forum, links, liability, suspension and parties. All wording is invented."""

import pytest

CHANGE = "The Provider may amend these Terms by giving the Customer {notice} written notice."
CHANGE_SV = "Leverantören får ändra dessa villkor med {notice} skriftligt varsel till kunden."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (CHANGE.format(notice="30 days'"), "partial"),
        (
            CHANGE.format(notice="30 days'") + " The Customer may terminate if it does not agree to the change.",
            "partial",
        ),
        ("The Provider may amend these Terms.", "adverse"),
        ("The Provider may amend these Terms. If you do not agree, you must stop using the Service.", "adverse"),
        ("The Provider may amend these Terms only with the Customer's written consent.", "met"),
        ("Neither the fees nor the Terms may be changed by the Provider during the term.", "met"),
        ("Both parties may propose amendments, which take effect when signed by both parties.", "met"),
        ("The Customer may amend its order at any time.", "not_found"),
        ("The Supplier may change sub-processors with 30 days' notice under these terms.", "not_found"),
        ("Changes of these Terms apply as soon as they are published. You may cancel if you do not agree.", "adverse"),
        ("Use after an amendment constitutes acceptance of it. A Customer who objects may terminate.", "adverse"),
        ("The Provider may discontinue the Service at any time in its sole discretion.", "adverse"),
        ("The Provider gives 12 months' notice before a feature of the Service is discontinued.", "partial"),
    ],
)
def test_changes(judge, text, verdict):
    assert judge("CON-01", text)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (CHANGE_SV.format(notice="30 dagars"), "partial"),
        (
            CHANGE_SV.format(notice="30 dagars") + " Kunden får säga upp avtalet om kunden inte godkänner ändringen.",
            "partial",
        ),
        ("Leverantören får ändra villkoren.", "adverse"),
        ("Leverantören får inte ändra villkoren under avtalstiden.", "met"),
        ("Leverantören får ändra villkoren endast efter skriftlig överenskommelse med kunden.", "met"),
        ("Kunden får ändra sin beställning när som helst.", "not_found"),
        ("Vi får när som helst lägga ned tjänsten.", "adverse"),
    ],
)
def test_changes_in_swedish(judge, text, verdict):
    assert judge("CON-01", text, "sv")[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("If this DPA and the Agreement conflict, this DPA shall prevail.", "partial"),
        ("If this DPA and the Agreement conflict, the Agreement shall prevail.", "adverse"),
        (
            "If this DPA and the Agreement conflict, the Agreement shall prevail over the DPA, save for the SCCs.",
            "adverse",
        ),
        ("In case of conflict the Framework Agreement prevails over these Terms.", "met"),
        ("In case of conflict these Terms prevail over the Framework Agreement.", "adverse"),
        ("The Supplier holds the framework agreement for printing services.", "not_found"),
        (
            "If this DPA and the Agreement conflict, this DPA prevails.\n\nPurchase order terms are rejected and void.",
            "partial",
        ),
    ],
)
def test_order_of_precedence(judge, text, verdict):
    assert judge("CON-02", text)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Vid motstridighet gäller PUB-avtalet före tjänsteavtalet.", "partial"),
        ("Vid motstridighet gäller tjänsteavtalet före PUB-avtalet.", "adverse"),
        ("Vid motstridighet har ramavtalet företräde framför våra allmänna villkor.", "met"),
        ("Vid motstridighet har våra allmänna villkor företräde framför ramavtalet.", "adverse"),
        ("Leverantören har tecknat ramavtal med regionen.", "not_found"),
    ],
)
def test_order_of_precedence_in_swedish(judge, text, verdict):
    assert judge("CON-02", text, "sv")[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "law", "court"),
    [
        ("en", "The laws of Norway govern the Agreement. Disputes go to the courts of Oslo.", "partial", "partial"),
        (
            "en",
            "The laws of Utah govern the Agreement. Disputes go to the courts of Salt Lake County.",
            "adverse",
            "adverse",
        ),
        ("en", "Swedish law applies to the contract. Disputes are heard by Malmö District Court.", "met", "met"),
        (
            "en",
            "The Supplier is incorporated under the laws of Utah, where courts may order disclosure.",
            "not_found",
            "not_found",
        ),
        ("sv", "Dansk rätt tillämpas på avtalet. Tvist avgörs av domstol i Köpenhamn.", "partial", "partial"),
        ("sv", "Brittisk lag gäller för avtalet. Tvist avgörs av domstol i London.", "adverse", "adverse"),
        ("sv", "Svensk rätt gäller för avtalet. Tvist avgörs av Lunds tingsrätt.", "met", "met"),
    ],
)
def test_law_and_forum(judge, language, text, law, court):
    assert judge("CON-03", text, language)[0] == law
    assert judge("CON-04", text, language)[0] == court


def test_law_by_region_counts_for_europe(judge):
    text = (
        "If you are located in North America, this Agreement is governed by the laws of Texas and disputes are brought "
        "before the courts of Austin.\n\n"
        "If you are located in Europe, this Agreement is governed by the laws of Ireland and disputes are brought to "
        "the courts of Dublin."
    )
    assert judge("CON-03", text)[0] == "partial"
    assert judge("CON-04", text)[0] == "partial"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Disputes are settled by arbitration in Gothenburg, Sweden.", "partial"),
        ("Disputes are settled by arbitration in Singapore.", "adverse"),
        ("Disputes are settled by a Swedish court and not by arbitration.", "met"),
    ],
)
def test_arbitration(judge, text, verdict):
    assert judge("CON-04", text)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        (
            "en",
            "The Usage Policy at https://stratus.example/up, as amended from time to time, is a term.",
            "adverse",
        ),
        ("en", "The Usage Policy at https://stratus.example/up is part of the contract.", "adverse"),
        ("en", "The Usage Policy, version 4 dated 2 May 2026, is attached and is part of the contract.", "met"),
        ("en", "The Customer's Usage Policy is amended from time to time.", "not_found"),
        ("sv", "Den vid var tid gällande användarpolicyn på vår webbplats är en del av avtalet.", "adverse"),
        ("sv", "Användarpolicyn, version 4 daterad den 2 maj 2026, bifogas avtalet.", "met"),
        ("sv", "Räntelagen tillämpas i dess vid var tid gällande lydelse.", "not_found"),
    ],
)
def test_linked_terms(judge, language, text, verdict):
    assert judge("CON-05", text, language)[0] == verdict


CAP = "The Supplier's total liability is limited to the fees paid in the preceding twelve months."
CAP_SV = "Leverantörens sammanlagda ansvar är begränsat till de senaste tolv månadernas avgifter."


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", CAP, "adverse"),
        ("en", CAP + " The cap does not apply in case of gross negligence.", "adverse"),
        ("en", CAP + " The limitation does not apply to breach of confidentiality.", "partial"),
        (
            "en",
            CAP
            + " The limitation does not apply to breach of secrecy or data protection duties, nor to gross negligence.",
            "met",
        ),
        ("en", CAP + " The limitation applies also to claims under the Data Processing Agreement.", "adverse"),
        ("en", "The Supplier insures its liability up to SEK 10 million.", "not_found"),
        ("sv", CAP_SV, "adverse"),
        ("sv", CAP_SV + " Begränsningen gäller inte vid uppsåt.", "adverse"),
        ("sv", CAP_SV + " Begränsningen gäller inte vid brott mot sekretess.", "partial"),
        (
            "sv",
            CAP_SV
            + " Begränsningen gäller inte vid brott mot sekretess eller dataskydd och inte vid grov vårdslöshet.",
            "met",
        ),
    ],
)
def test_liability(judge, language, text, verdict):
    assert judge("CON-06", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Provider may suspend access immediately.", "adverse"),
        ("en", "The Provider may suspend access with 20 days' notice if fees are overdue.", "partial"),
        ("en", "The Provider may not suspend access unless the Customer has had 30 days to pay.", "partial"),
        ("en", "The Provider shall contest any order of a third country to suspend the Service.", "partial"),
        (
            "en",
            "The Provider is entitled to suspend the execution of an instruction that infringes the GDPR.",
            "not_found",
        ),
        ("en", "The Customer may suspend access for its users at any time.", "not_found"),
        ("sv", "Leverantören får omgående stänga av tjänsten.", "adverse"),
        ("sv", "Leverantören får med 20 dagars varsel stänga av tjänsten vid utebliven betalning.", "partial"),
        ("sv", "Biträdet får avbryta utförandet av en instruktion som strider mot förordningen.", "not_found"),
    ],
)
def test_suspension(judge, language, text, verdict):
    assert judge("CON-07", text, language)[0] == verdict


PARTY = "This Agreement is made with Fjordal Data Ltd, company number 44112, registered office at 3 Pier Road, Galway."
DPA = "The Data Processing Agreement in Annex 1 forms part of this Agreement."
LEAVE = "The Customer may terminate this Agreement at any time for any reason."
CONSENT = "Neither party may assign this Agreement without the other party's written consent."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{PARTY}\n\n{DPA}\n\n{CONSENT}", "met"),
        (f"{PARTY}\n\n{DPA}", "partial"),
        (f"{PARTY}\n\n{DPA}\n\nThe Provider may assign this Agreement to any affiliate.", "partial"),
        ("The Provider may assign this Agreement to anyone.", "adverse"),
        (f"The Provider may assign this Agreement to anyone.\n\n{LEAVE}", "partial"),
        ("The Customer may not assign this Agreement without the Provider's consent.", "not_found"),
    ],
)
def test_parties_and_assignment(judge, text, verdict):
    assert judge("CON-08", text)[0] == verdict


def test_the_sentence_that_decides_is_quoted_first(judge):
    text = f"The parties cooperate in good faith.\n\n{CAP}\n\nInvoices are paid within 30 days."
    assert judge("CON-06", text)[1] == CAP
