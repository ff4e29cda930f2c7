"""Whole openings in another style than the evaluation set: every leak found, hardly a false alarm."""

from portal.openings.detector import Finding, find_leaks
from portal.openings.detector.count_files import demonstration_counts
from portal.openings.detector.words import Dictionary
from tests.openings.detector.texts import Leak, MarkedText, own_texts


def _findings(text: MarkedText, dictionary: Dictionary) -> list[Finding]:
    findings = find_leaks(text.public, text.company, counts=demonstration_counts(), dictionary=dictionary)
    return [finding for finding in findings if finding.type not in text.accepts]


def _hits(leak: Leak, finding: Finding) -> bool:
    return finding.field == leak.field and finding.start < leak.end and leak.start < finding.end


def test_every_marked_leak_is_found(dictionary: Dictionary) -> None:
    missed = [
        (leak.type, leak.text)
        for text in own_texts()
        for leak in text.leaks
        if not any(_hits(leak, finding) for finding in _findings(text, dictionary))
    ]
    assert missed == []


def test_clean_texts_give_hardly_a_false_alarm(dictionary: Dictionary) -> None:
    clean = [text for text in own_texts() if not text.leaks]
    alarms = [(finding.severity, finding.text) for text in clean for finding in _findings(text, dictionary)]
    assert len(clean) >= 15
    assert [text for severity, text in alarms if severity == "block"] == []
    assert len(alarms) <= 0.15 * len(clean)


def test_every_finding_says_why_and_what_to_do() -> None:
    for text in own_texts():
        for finding in find_leaks(text.public, text.company):
            assert finding.why_da.endswith(".")
            assert finding.suggestion.endswith(".")
            assert finding.text not in finding.why_da
