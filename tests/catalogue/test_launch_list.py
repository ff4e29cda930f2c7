"""What a launch needs approved: by source, what is shown until then, and 1 while something is missing."""

import pytest

from portal.__main__ import main
from portal.catalogue.content_check import CONTENT
from portal.catalogue.fact_files import read_registry
from portal.catalogue.launch_file import launch_ids
from portal.shared.clock import Clock
from tests.catalogue.builders import TODAY, ContentFolder, approval

FIRST_EIGHT = [
    "start", "foer-din-foerste-samtale", "samtalens-formaal", "raadighed", "abc-jobplan",
    "hvad-er-virksomhedspraktik", "praktikforslag", "hvorfor-smv",
]  # fmt: skip
SEEN = "  second_by: Fagligt ansvarlig\n  second_on: {on}\n  source_checked_on: {on}\n"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "today", lambda _self: TODAY)


def listed(content: ContentFolder, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    code = main(["content", "--folder", str(content.root), "launch-list", *more])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def approve_all(content: ContentFolder, *identifiers: str) -> None:
    facts = read_registry(content.root)[0].facts
    rows = (approval(one, facts[one].text_hash, "2026-11-23", "Redaktøren", SEEN) for one in identifiers)
    content.write("facts/approvals.yaml", "".join(rows))


def test_what_is_missing_is_listed_by_source_with_gate_and_what_is_shown_until_then(
    content: ContentFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = listed(content, capsys)

    assert code == 1
    assert "Lov om <arbejdsløshedsforsikring> (2)\n  https://example.org/lov\n" in out
    assert "- regel-et: ikke godkendt · gate ok · på raadighed\n    indtil da: Spørg din a-kasse om" in out
    assert "- regel-to: ikke godkendt · gate check, kilden ikke set · på raadighed" in out
    assert "tal-et" not in out
    assert "1 sider bruger 2 fakta: 0 er godkendt, 2 mangler (1 kan godkendes nu, 1 når kilden er set" in err


def test_a_figure_is_said_to_be_missing_until_it_is_approved(
    content: ContentFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix in ("", ".en"):
        content.change(f"start/start{suffix}.md", "Se [reglerne]", "[[fact:tal-et]]\n\nSe [reglerne]")

    code, out, _ = listed(content, capsys, "--modules", "start")

    assert code == 1
    assert "- tal-et: ikke godkendt · gate ok · på start\n    indtil da: vises ikke" in out


def test_a_launch_that_lacks_nothing_ends_with_0(
    content: ContentFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    approve_all(content, "regel-et", "regel-to")

    assert listed(content, capsys)[:2] == (0, "")

    content.change("facts/facts.yaml", "Du skal være", "Du må være")
    code, out, _ = listed(content, capsys)
    assert code == 1 and "- regel-et: ikke godkendt" in out


def test_other_pages_may_be_asked_for_and_an_unknown_one_is_refused(
    content: ContentFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = listed(content, capsys, "--modules", "start, raadighed")
    assert code == 1 and "2 sider bruger 2 fakta" in err

    code, _, err = listed(content, capsys, "--modules", "start,findes-ikke")
    assert code == 2 and "ingen side har id: findes-ikke" in err

    content.write("facts/launch.yaml", "[]\n")
    assert listed(content, capsys)[0] == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: findes-ikke\n", "launch.yaml:1: findes-ikke er ikke id på en side"),
        ("- id: raadighed\n- id: raadighed\n", "launch.yaml:2: raadighed står også på linje 1"),
        ("- side: raadighed\n", "launch.yaml:1: uden id: `side` er en nøgle"),
        ("- raadighed\n", "launch.yaml:1: her skal stå nøgler med værdier"),
    ],
)
def test_a_planted_fault_in_the_list_is_found(content: ContentFolder, text: str, said: str) -> None:
    assert content.errors() == []

    content.write("facts/launch.yaml", text)

    assert any(said in line for line in content.errors()), content.errors()


def test_the_site_launches_with_the_eight_pages_that_were_written_first() -> None:
    assert launch_ids(CONTENT) == FIRST_EIGHT
