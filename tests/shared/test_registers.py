"""The shared registers: fagområder, areas, municipalities and competences."""

import shutil
from pathlib import Path

import pytest

from portal.openings.detector.combinations import branch_words
from portal.shared.registers import FACTS_FOLDER, RegisterError, load_registers


def test_the_five_fagomraader_have_names_in_both_languages() -> None:
    fields = load_registers().fields

    assert [field.id for field in fields] == [
        "kommunikation-it",
        "videnerhverv",
        "offentlig",
        "handel-service",
        "bygge-groen",
    ]
    assert fields[4].name("da") == "Bygge/anlæg og grøn omstilling"
    assert fields[4].name("en") == "Construction and green transition"


def test_the_typical_tasks_of_a_fagomraade_have_both_languages() -> None:
    for field in load_registers().fields:
        assert len(field.tasks("en")) == len(field.tasks("da")) == 9
        assert not [task for task in field.tasks("en") if set(task) & set("æøåÆØÅ")]
    assert load_registers().fields[2].tasks("en")[6] == "teach or work as a substitute teacher"


def test_a_municipality_lies_in_a_landsdel_in_a_region_in_the_country() -> None:
    registers = load_registers()
    copenhagen = registers.municipality("københavn")

    assert copenhagen is not None
    assert [area.id for area in registers.chain(copenhagen.id)] == [
        "kommune-koebenhavn",
        "byen-koebenhavn",
        "region-hovedstaden",
        "hele-landet",
    ]


def test_every_municipality_lies_in_every_level() -> None:
    registers = load_registers()
    municipalities = registers.of_kind("municipality")

    assert len(municipalities) == 98
    kinds = {tuple(area.kind for area in registers.chain(one.id)) for one in municipalities}
    assert kinds == {("municipality", "landsdel", "region", "country")}


def test_everything_lies_within_the_country_and_funen_keeps_to_itself() -> None:
    registers = load_registers()

    assert registers.within("hele-landet") == frozenset(registers.areas_by_id)
    assert "kommune-odense" in registers.within("fyn")
    assert "kommune-vejle" not in registers.within("fyn")
    assert len(registers.within("region-syddanmark")) == 1 + 2 + 22


def test_a_municipality_is_found_by_its_short_name_too() -> None:
    found = load_registers().municipality("Vesthimmerland")

    assert found is not None
    assert found.name_da == "Vesthimmerlands"


def test_a_competence_is_found_by_name_synonym_and_language() -> None:
    registers = load_registers()

    for words in ("SoMe", "social media", "sociale medier", " some "):
        competence = registers.competence_named(words)
        assert competence is not None
        assert competence.id == "some"
    assert registers.competence_named("regnbuesnak") is None


def test_a_name_wins_over_another_competences_synonym() -> None:
    competence = load_registers().competence_named("storytelling")

    assert competence is not None
    assert competence.id == "storytelling"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("competences.yaml", "id: klarsprog", "id: formidling", "formidling står der to gange"),
        ("fields.yaml", "    - formidling\n", "    - ukendt\n", "ukendt findes ikke"),
        ("fields.yaml", "name_en: Public sector", "nam_en: Public sector", "name_en"),
        (
            "fields.yaml",
            "    - help with bids and tenders\n",
            "",
            "bygge-groen: der er ikke lige mange tasks_da og tasks_en",
        ),
        ("areas.csv", "region-sjaelland;region", "region-oest;region", "region-sjaelland findes ikke"),
        ("municipalities.yaml", "landsdel: fyn", "landsdel: fjn", "fjn findes ikke"),
    ],
)
def test_a_broken_register_is_refused_by_name(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    folder = tmp_path / "facts"
    shutil.copytree(FACTS_FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    changed = text.replace(old, new, 1)
    assert changed != text
    (folder / file).write_text(changed, encoding="utf-8")

    with pytest.raises(RegisterError, match=said):
        load_registers(folder)


def test_every_branch_is_thought_of_for_a_fagomraade_and_has_both_codes() -> None:
    registers = load_registers()

    for field in registers.fields:
        assert registers.branches_of(field.id), field.id
    for branch in registers.branches:
        assert all(len(code) == 6 and code.isdigit() for code in branch.group127), branch.id
        assert 1 <= int(branch.group10) <= 10
        assert branch.name("en") and branch.name("da")


def test_a_branch_of_a_fagomraade_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(FACTS_FOLDER, tmp_path / "facts")
    path = folder / "branches.yaml"
    path.write_text(path.read_text("utf-8").replace("fields: [offentlig]", "fields: [andet]", 1), "utf-8")

    with pytest.raises(RegisterError, match=r"branches\.yaml: administration"):
        load_registers(folder)


def test_every_branch_a_workplace_word_means_is_in_the_register() -> None:
    named = {branch for branches in branch_words().values() for branch in branches}
    assert named == set(load_registers().branches_by_id)
