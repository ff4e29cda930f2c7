"""Names stand where a Dane looks for them."""

from portal.shared.danish_order import danish_order


def test_the_last_letters_come_last_and_case_and_accents_do_not_count() -> None:
    names = ["Abel", "alba", "André", "Andrea", "Bo", "Zenia", "Ærø Tang", "øl & vand", "Ånd", "Aarhus Korn"]
    assert sorted({*names}, key=danish_order) == names
