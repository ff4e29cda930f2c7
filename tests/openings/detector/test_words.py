"""A dictionary on the machine is used where it is and never needed."""

from pathlib import Path

from portal.openings.detector.words import LISTS, common_words, danish_dictionary, read_list


def test_without_a_dictionary_the_words_of_our_own_remain(tmp_path: Path) -> None:
    known = danish_dictionary((tmp_path / "danish",))
    assert known == common_words()
    assert not known.complete


def test_a_word_list_and_a_spelling_dictionary_are_both_read(tmp_path: Path) -> None:
    word_list = tmp_path / "danish"
    word_list.write_text("Aalborg\nsnurretop\n", encoding="utf-8")
    spelling = tmp_path / "da_DK.dic"
    spelling.write_text("2\nsnurretop/12,3\nÅse\n", encoding="utf-8")
    for path in (word_list, spelling):
        known = danish_dictionary((path,))
        assert known.complete
        assert known.knows("snurretops")
        assert "snurretop" in known
        assert "aalborg" not in known
        assert "loft" in known


def test_lists_of_names_say_where_they_come_from() -> None:
    for name in ("first_names.txt", "last_names.txt"):
        header = (LISTS / name).read_text(encoding="utf-8").splitlines()[:4]
        assert "Apache License 2.0" in " ".join(header)
        assert len(read_list(name)) > 1500
