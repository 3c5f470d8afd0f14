"""Verdicts on deletion, return and public records: who decides, within how many days, what stays. Invented wording."""

import pytest

CHOICE = "At the Customer's choice the Supplier shall delete or return all personal data when the services end"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{CHOICE} and delete existing copies, unless Union or Member State law requires storage.", "met"),
        (f"{CHOICE} and delete existing copies.", "met"),
        (f"{CHOICE} and delete existing copies, unless the law of any country requires storage.", "partial"),
        (f"{CHOICE}.", "partial"),
        ("The Supplier shall delete all personal data when the services end.", "partial"),
        ("When the services end the Supplier decides at its discretion whether personal data is deleted.", "adverse"),
        ("The Supplier is not obliged to delete personal data when the services end.", "adverse"),
        ("The Supplier may retain personal data after termination for its own purposes.", "adverse"),
        ("The Customer shall delete all copies of the software when the licence ends.", "not_found"),
        ("Each party shall return or destroy confidential information upon termination.", "not_found"),
    ],
)
def test_return_or_deletion(judge, text, verdict):
    assert judge("DEL-01", text)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            (
                "När uppdraget upphör ska Leverantören enligt Kundens val radera eller återlämna alla personuppgifter "
                "och radera befintliga kopior."
            ),
            "met",
        ),
        ("Leverantören ska radera samtliga personuppgifter när avtalet upphör.", "partial"),
        ("Leverantören avgör om personuppgifterna ska raderas eller återlämnas när avtalet upphör.", "adverse"),
        ("Mottagande part ska återlämna eller förstöra konfidentiell information när avtalet upphör.", "not_found"),
    ],
)
def test_return_or_deletion_in_swedish(judge, text, verdict):
    assert judge("DEL-01", text, "sv")[0] == verdict


def test_the_choice_may_stand_in_a_paragraph_of_its_own(judge):
    text = (
        "1. End of the services\n"
        "1.1 The Customer decides whether personal data is to be returned or deleted.\n"
        "1.2 The Supplier shall return or delete the personal data accordingly and delete all remaining copies."
    )
    assert judge("DEL-01", text)[0] == "met"
    assert judge("DEL-01", text.replace("The Customer decides", "The Supplier decides"))[0] != "met"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The Supplier shall delete the personal data within 30 days of termination and certify the deletion.", "met"),
        ("The Supplier shall delete the personal data within ten business days of termination and certify it.", "met"),
        ("The Supplier shall delete the personal data within 91 days of termination and certify it.", "partial"),
        ("The Supplier shall delete the personal data within 30 days of termination.", "partial"),
        ("The Supplier shall delete the personal data without undue delay after termination.", "partial"),
        ("The Supplier shall delete the personal data within 180 days of termination.", "partial"),
        ("The Supplier shall delete the personal data within 181 days of termination.", "adverse"),
        ("The Supplier deletes data within 10 days of termination. Backups are kept for seven months.", "adverse"),
        ("Backups may be retained indefinitely.", "adverse"),
        ("Backups are never retained indefinitely.", "not_found"),
        ("The Supplier shall report within 24 hours that personal data was destroyed by accident.", "not_found"),
        ("Backups are taken every 24 hours.", "not_found"),
    ],
)
def test_deadlines(judge, text, verdict):
    assert judge("DEL-02", text)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Leverantören ska radera uppgifterna inom 30 dagar från upphörandet och intyga att så har skett.", "met"),
        ("Leverantören ska radera uppgifterna inom tio arbetsdagar från upphörandet.", "partial"),
        ("Leverantören ska radera uppgifterna utan dröjsmål.", "partial"),
        ("Leverantören ska radera uppgifterna inom sju månader från upphörandet.", "adverse"),
        ("Säkerhetskopior sparas tills vidare.", "adverse"),
        ("Säkerhetskopior tas varje dygn.", "not_found"),
    ],
)
def test_deadlines_in_swedish(judge, text, verdict):
    assert judge("DEL-02", text, "sv")[0] == verdict


def test_the_deadline_is_quoted(judge):
    deadline = "Customer Data is erased no later than 20 days after the end of the term."
    text = f"The Service is provided from the start date.\n\n{deadline}"
    assert judge("DEL-02", text) == ("partial", deadline)


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        (
            "en",
            "Public records are deleted only on the Customer's instruction and can be exported to its e-archive.",
            "met",
        ),
        ("en", "Public records are never deleted without the Customer's decision.", "partial"),
        ("en", "Records can be exported to the archive of the Customer.", "partial"),
        ("en", "Accounts that are inactive for a year are removed with all content.", "adverse"),
        ("en", "All data is erased immediately when the agreement ends.", "adverse"),
        ("en", "Inactive sessions are closed after an hour.", "not_found"),
        (
            "sv",
            "Allmänna handlingar får inte gallras utan kommunens beslut och ska kunna levereras till e-arkivet.",
            "met",
        ),
        ("sv", "Gallring sker endast efter beslut av kunden.", "partial"),
        ("sv", "Konton som varit inaktiva i ett år tas bort med allt innehåll.", "adverse"),
        ("sv", "Samtliga data raderas omedelbart när avtalet upphör.", "adverse"),
        ("sv", "Inaktiva sessioner avslutas efter en timme.", "not_found"),
    ],
)
def test_public_records(judge, language, text, verdict):
    assert judge("DEL-03", text, language)[0] == verdict


def test_a_time_for_retrieval_saves_deletion_at_the_end(judge):
    purge = "All data is erased immediately when the agreement ends."
    window = "The Customer may retrieve its data for 30 days after termination."
    assert judge("DEL-03", f"{purge}\n\n{window}")[0] == "not_found"


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        (
            "en",
            (
                "When the retrieval period has expired and the switch is complete, the Provider fully erases all "
                "exportable data and digital assets."
            ),
            "met",
        ),
        ("en", "After the retrieval period the Provider deletes the Customer Data.", "partial"),
        ("en", "The Provider may erase all exportable data before the retrieval period has ended.", "adverse"),
        ("en", "The Provider may keep copies of the content for its own purposes.", "adverse"),
        ("en", "Exportable data means input and output data of the Customer.", "not_found"),
        (
            "sv",
            (
                "När hämtningsperioden har löpt ut och bytet slutförts raderas alla exporterbara data och digitala "
                "tillgångar fullständigt."
            ),
            "met",
        ),
        ("sv", "Efter hämtningsperioden raderar Leverantören Kundens data.", "partial"),
        ("sv", "Leverantören får radera alla exporterbara data innan hämtningsperioden har löpt ut.", "adverse"),
        ("sv", "Kunden kan hämta exporterbara data under hämtningsperioden.", "not_found"),
    ],
)
def test_full_erasure(judge, language, text, verdict):
    assert judge("DEL-04", text, language)[0] == verdict
