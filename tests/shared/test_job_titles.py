"""The register of job titles: complete, each title once, and faults that are named."""

import shutil
from pathlib import Path

import pytest

from portal.shared.job_titles import FILE, field_of_title, load_job_titles, offered_titles
from portal.shared.registers import FACTS_FOLDER, RegisterError, load_registers


def planted(folder: Path, old: str, new: str) -> Path:
    shutil.copytree(FACTS_FOLDER, folder / "facts")
    path = folder / "facts" / FILE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return folder / "facts"


def test_every_fagomraade_has_titles_to_offer() -> None:
    groups = {group.field: group.titles for group in load_job_titles()}

    assert set(groups) == set(load_registers().fields_by_id)
    assert min(len(titles) for titles in groups.values()) >= 25
    assert len(offered_titles("da")) >= 150


def test_a_title_says_which_fagomraade_it_belongs_to_in_either_language() -> None:
    assert field_of_title(" byplanlægger ") == "offentlig"
    assert field_of_title("Urban planner") == "offentlig"
    assert field_of_title("Gør noget ved et nyhedsbrev") is None


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("field: offentlig", "field: kirkelig", "kirkelig findes ikke"),
        ("da: Byplanlægger", "da: Biolog", "biolog står der to gange"),
        ("en: Urban planner", "english: Urban planner", "job_titles.yaml"),
    ],
)
def test_a_fault_in_the_register_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(RegisterError, match=complaint):
        load_job_titles(planted(tmp_path, old, new))
