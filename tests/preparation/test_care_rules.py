"""Care finds what it should in the labelled answers, and leaves the others in peace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from portal.preparation.care_rules import MOST, Concern, look

TEXTS = Path(__file__).with_name("care_texts.yaml")
LATER = [TEXTS.with_name(f"care_texts_{name}.yaml") for name in ("later", "last")]
# Missed, and left so: each would take a rule of its own, and health and others prefer few false alarms.
MISSED = {
    "Min mands firma er gået konkurs.",
    "Jeg vil ringe til Karin, som var min kontorchef.",
    "Mit hoved kører hele natten.",
    "My flatmate's sister, Priya, works there.",
    "My brother-in-law Karl runs a print shop.",
}


def labelled(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    for groups in yaml.safe_load(path.read_text("utf-8")).values():
        for label, texts in groups.items():
            wanted = frozenset() if label == "none" else frozenset(label.split("+"))
            yield from ((text, wanted) for text in texts)


@pytest.mark.parametrize(("text", "wanted"), list(labelled(TEXTS)))
def test_a_labelled_answer_says_what_its_label_says(text: str, wanted: frozenset[str]) -> None:
    assert {concern.value for concern in look(text)} == wanted


def test_of_the_answers_written_later_only_those_are_missed_that_are_known() -> None:
    found = {text: {concern.value for concern in look(text)} for path in LATER for text, _ in labelled(path)}
    wanted = {text: set(labels) for path in LATER for text, labels in labelled(path)}
    assert len(wanted) >= 95
    assert {text for text in wanted if found[text] != wanted[text]} == MISSED


@pytest.mark.parametrize("label", [concern.value for concern in Concern])
def test_there_are_labelled_answers_of_every_kind(label: str) -> None:
    assert sum(label in wanted for _, wanted in labelled(TEXTS)) >= 15
    assert sum(not wanted for _, wanted in labelled(TEXTS)) >= 80


@pytest.mark.parametrize(
    "text",
    [
        "JEG HAR DET SKIDT",
        "jeg  har\ndet\tskidt",
        "jeg har det skidt…",
        "Jeg har det ski\u00addt",
        "…jeg har det skidt",
    ],
)
def test_capitals_line_ends_and_soft_hyphens_change_nothing(text: str) -> None:
    assert look(text) == {Concern.WORRY}


def test_a_typed_apostrophe_and_a_curly_one_are_the_same() -> None:
    assert look("I can’t cope") == look("I can't cope") == {Concern.WORRY}


def test_a_grave_worry_is_said_once() -> None:
    assert look("Jeg har det skidt og vil ikke leve mere") == {Concern.GRAVE}


def test_nothing_is_said_of_nothing_and_what_is_too_long_is_not_read_to_its_end() -> None:
    assert look("") == look(" \n") == frozenset()
    assert look("a " * MOST + "jeg har det skidt") == frozenset()
