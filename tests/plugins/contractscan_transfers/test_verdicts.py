"""Verdicts on transfers over contracts of several clauses: what one clause does to another. All wording is invented."""

import pytest

SCC = "The parties conclude the Standard Contractual Clauses (2021/914), Module Two, for transfers to India."
DPF = "Fjord Inc. is certified under the Data Privacy Framework."
SCC_SV = "Parterna ingår standardavtalsklausulerna (beslut (EU) 2021/914), modul två, för överföring till Indien."


def test_a_ban_leaves_the_tools_out_of_the_question(judge):
    text = "The Supplier shall not transfer Personal Data outside the EEA. Its sub-processors are bound likewise."
    assert judge("TRF-01", text)[0] == "met"
    for requirement in ("TRF-02", "TRF-03", "TRF-04", "TRF-05", "TRF-06", "TRF-07", "TRF-08"):
        assert judge(requirement, text)[0] == "not_applicable", requirement


def test_a_ban_with_a_way_out_is_partial(judge):
    text = "The Supplier shall not transfer Personal Data outside the EEA without the Customer's prior consent."
    assert judge("TRF-01", text)[0] == "partial"
    assert judge("TRF-01", "Överföring till tredjeland får ske bara efter kundens godkännande.", "sv")[0] == "partial"


def test_the_customers_own_ban_says_nothing_of_the_vendor(judge):
    assert judge("TRF-01", "The Customer shall not transfer the Software outside the EEA.")[0] == "not_found"
    assert judge("TRF-01", "Kunden får inte föra programvaran utanför EU.", "sv")[0] == "not_found"


def test_new_edition_beside_the_old_one_saves_the_clauses(judge):
    old = "The parties conclude the Standard Contractual Clauses of Decision 2010/87/EU for transfers to India."
    assert judge("TRF-02", old)[0] == "adverse"
    assert judge("TRF-02", f"{old}\n\nThey are replaced by the clauses of Decision (EU) 2021/914.\n\n{SCC}")[0] == "met"


def test_clauses_for_processing_within_the_union_are_no_transfer_tool(judge):
    text = "This DPA follows the standard contractual clauses of Decision (EU) 2021/915 under Article 28(7) GDPR."
    assert judge("TRF-02", text)[0] == "not_found"
    # Their own clause on contradictions is not precedence of transfer clauses either.
    own = "In the event of a contradiction between these Clauses and related agreements, these Clauses shall prevail."
    assert judge("TRF-03", f"{text}\n\n{own}")[0] == "not_found"


def test_clauses_of_sub_processors_only(judge):
    text = "The Supplier shall conclude the Standard Contractual Clauses with each sub-processor outside the EEA."
    assert judge("TRF-01", text)[0] == "partial"
    assert judge("TRF-02", text)[0] == "partial"
    assert judge("TRF-04", text)[0] in ("not_found", "not_applicable")


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("", "partial"),
        ("If this DPA or the Agreement conflicts with the SCCs, the SCCs prevail.", "met"),
        ("If the SCCs conflict with the Agreement, the Agreement shall prevail over the SCCs.", "adverse"),
        ("The following order applies: the Agreement, this DPA, the SCCs.", "adverse"),
        ("Audits under clause 8.9 of the SCCs shall be satisfied by the Supplier's report.", "adverse"),
        ("Nothing in this DPA limits the rights of data subjects under the SCCs.", "partial"),
    ],
)
def test_precedence_of_the_clauses(judge, more, verdict):
    assert judge("TRF-03", f"{SCC}\n\n{more}")[0] == verdict


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("", "partial"),
        ("Vid konflikt mellan avtalet och standardavtalsklausulerna har standardavtalsklausulerna företräde.", "met"),
        ("Handlingarna gäller i följande ordning: avtalet, biträdesavtalet, standardavtalsklausulerna.", "adverse"),
    ],
)
def test_precedence_in_swedish(judge, more, verdict):
    assert judge("TRF-03", f"{SCC_SV}\n\n{more}", "sv")[0] == verdict


def test_annexes_that_are_filled_in_by_whatever_is_published(judge):
    open_annex = "The annexes of the SCCs are deemed completed with the documentation published from time to time."
    assert judge("TRF-04", f"{SCC}\n\n{open_annex}")[0] == "adverse"
    assert judge("TRF-04", f"{SCC}\n\nIn Clause 17 the law of Sweden is chosen.")[0] == "partial"


def test_the_customers_duty_to_assess_gives_way_to_the_vendors(judge):
    shifted = "The Customer is solely responsible for assessing the law of the destination country."
    own = "The Supplier documents its assessment of the laws of the third country and shares it with the Customer."
    assert judge("TRF-05", shifted)[0] == "adverse"
    assert judge("TRF-05", f"{shifted}\n\n{own}")[0] == "partial"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{DPF} It shall maintain its certification. If the Framework is annulled, the SCCs apply at once.", "met"),
        (DPF, "partial"),
        ("Transfers are based solely on the Data Privacy Framework.", "adverse"),
        ("Transfers to Fjord Inc. are based on its Privacy Shield certification.", "adverse"),
        ("Fjord Inc. does not rely on the Privacy Shield.", "not_found"),
        ("Transfers may rest on adequacy decisions or the SCCs.", "not_applicable"),
    ],
)
def test_reliance_on_adequacy(judge, text, verdict):
    assert judge("TRF-06", text)[0] == verdict


def test_binding_rules_as_mere_option(judge):
    option = "Transfers rest on binding corporate rules or on the Standard Contractual Clauses."
    assert judge("TRF-07", option)[0] == "not_applicable"
    assert judge("TRF-07", "The Supplier's binding corporate rules await approval.")[0] != "not_applicable"


def test_keys_of_the_vendor_are_no_effective_measure(judge):
    measure = "Supplementary measures: the data is encrypted at rest with keys held by the Supplier."
    assert judge("TRF-08", f"{SCC}\n\n{measure}")[0] == "partial"
    own = "The encryption keys remain under the exclusive control of the Customer within the EEA."
    assert judge("TRF-08", f"{SCC}\n\n{own}") == ("met", own)


def test_the_ground_itself_is_quoted(judge):
    assert judge("TRF-01", f"The Services are hosted.\n\n{SCC}\n\nFees are due in 30 days.") == ("met", SCC)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Disputes are settled by arbitration under the rules of the SCC Arbitration Institute.", "en"),
        ("Tvister avgörs genom skiljeförfarande vid Stockholms Handelskammares Skiljedomsinstitut (SCC).", "sv"),
    ],
)
def test_the_arbitration_institute_is_no_transfer_tool(judge, text, language):
    assert judge("TRF-01", text, language)[0] == "not_found"
    assert judge("TRF-02", text, language)[0] == "not_found"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Personal data is processed only on documented instructions, including for transfers to a third country.",
            "en",
        ),
        ("Biträdet behandlar uppgifter endast på instruktion, inbegripet överföringar till tredjeland.", "sv"),
    ],
)
def test_instructions_on_transfers_promise_no_place(judge, text, language):
    assert judge("TRF-01", text, language)[0] == "partial"
    assert judge("LOC-01", text, language)[0] == "not_found"
    assert judge("LOC-05", text, language)[0] in ("not_found", "not_applicable")


def test_consent_that_must_be_asked_for_is_no_derogation(judge):
    swedish = "Leverantören ska inhämta kundens samtycke innan personuppgifter överförs till tredjeland."
    assert judge("TRF-01", swedish, "sv")[0] == "partial"
    assert judge("TRF-01", "By using the Services you consent to transfers to any country.")[0] == "adverse"
