"""Text and gibberish."""

import pytest

from contractscan.reading.gibberish import Verdict, judge

ENGLISH = (
    "The provider keeps the data of the customer in the data centres that the order names and moves them to no other "
    "place unless the customer has agreed to it in writing before the move takes place and the reasons are given."
)
SWEDISH = (
    "Leverantören förvarar kommunens uppgifter i de datahallar som anges i beställningen och flyttar dem inte till "
    "någon annan plats om inte kommunen skriftligen har godkänt det innan flytten äger rum och skälen för den har "
    "angetts."
)
FINNISH = (
    "Toimittaja säilyttää asiakkaan tiedot tilauksessa mainituissa konesaleissa eikä siirrä niitä muualle ellei "
    "asiakas hyväksy siirtoa kirjallisesti ennakolta perusteltuaan kantansa sopimuksen mukaisesti määräajassa kokonaan"
)
GREEK = (
    "Ο πάροχος κρατά τα στοιχεία του πελάτη στα κέντρα που ορίζει η παραγγελία και δεν τα μεταφέρει αλλού χωρίς "
    "γραπτή έγκριση πριν από κάθε μεταφορά και εφόσον έχουν δοθεί επαρκείς λόγοι για αυτήν"
)


def shifted(text: str) -> str:
    """What a font whose codes are 29 lower than those of the letters leaves behind."""
    return " ".join("".join(chr(ord(letter) - 29) for letter in word) for word in text.split())


def swapped(text: str) -> str:
    """A text whose letters stand for others."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return text.lower().translate(str.maketrans(letters, "qzjxkvbwmfpgyuclhdrnsotiea"))


@pytest.mark.parametrize("text", [ENGLISH, SWEDISH, FINNISH, GREEK])
def test_texts_are_texts(text: str) -> None:
    assert judge(text.split()) is Verdict.TEXT


@pytest.mark.parametrize("text", [shifted(ENGLISH), swapped(ENGLISH), "\ufffd" * 3 + " abc\ufffd\ufffd" * 30])
def test_layers_with_wrong_codes_are_gibberish(text: str) -> None:
    assert judge(text.split()) is Verdict.GIBBERISH


def test_names_and_figures_are_no_gibberish() -> None:
    names = "Nordhall AB Sverige Lagring Molnvik GmbH Tyskland Support Fjordline AS Norge Utskick Kronberg Inc USA"
    prices = "12 400 SEK 31 500 SEK 7 900 SEK 2024-05-01 99,9 % 4 h 8 h"
    assert judge(names.split()) in (Verdict.TEXT, Verdict.UNKNOWN)
    assert judge(prices.split()) is Verdict.UNKNOWN


def test_a_page_may_be_gibberish_in_part() -> None:
    words = (ENGLISH + " " + ENGLISH + " " + ENGLISH).split() + shifted(ENGLISH + " " + ENGLISH).split()
    assert judge(words) is Verdict.PARTLY


def test_few_words_tell_nothing() -> None:
    assert judge(["7KLV", "3DJH"]) is Verdict.UNKNOWN
    assert judge([]) is Verdict.UNKNOWN
