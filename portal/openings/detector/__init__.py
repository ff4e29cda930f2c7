"""Finds what in an opening's public text could tell which company it is."""

from collections.abc import Iterator, Mapping

from portal.openings.detector.addresses import find_addresses
from portal.openings.detector.combinations import find_combinations
from portal.openings.detector.company_names import find_legal_names, find_names
from portal.openings.detector.contacts import find_contacts
from portal.openings.detector.counts import CountTable
from portal.openings.detector.encodings import find_encoded
from portal.openings.detector.findings import Company, Finding, LeakType, Span, wording
from portal.openings.detector.folding import Folded, fold
from portal.openings.detector.keys import keys_of
from portal.openings.detector.numbers import find_numbers
from portal.openings.detector.people import find_people
from portal.openings.detector.phrases import find_phrases
from portal.openings.detector.words import Dictionary, Word, danish_dictionary, split_words

__all__ = ["Company", "Finding", "LeakType", "find_leaks"]


def find_leaks(
    public: Mapping[str, str],
    company: Company | None,
    *,
    counts: CountTable | None = None,
    k: int = 10,
    dictionary: Dictionary | None = None,
) -> list[Finding]:
    """Every field is read on its own and joined to the next, so a name split over two fields is found too."""
    joined = fold("\n".join(public.values()))
    known = dictionary or danish_dictionary()
    written = split_words(joined)
    spans = [
        *_own_names(joined, written, company, known),
        *find_legal_names(joined),
        *find_numbers(joined, company),
        *find_contacts(joined, company, known),
        *find_addresses(joined, written, company, known),
        *find_people(joined, written, company, known),
        *find_phrases(joined),
        *find_combinations(joined, written, company, counts, k),
    ]
    return [finding for span in _kept(spans) for finding in _findings(public, joined, span)]


def _own_names(
    text: Folded, written: list[Word], company: Company | None, known: Dictionary
) -> Iterator[Span]:
    if company is not None:
        yield from find_names(text, written, keys_of(company, known), known)
        yield from find_encoded(text, company)


def _kept(spans: list[Span]) -> list[Span]:
    """One finding for each place; what lies inside another finding is left out, a block before a warning."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.severity != "block", span.start - span.end, span.start)):
        if not any(other.start <= span.start and span.end <= other.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _findings(public: Mapping[str, str], joined: Folded, span: Span) -> Iterator[Finding]:
    start, end = joined.source(span.start, span.end)
    words_for = wording(span.type)
    begin = 0
    for field, text in public.items():
        first, last = max(start - begin, 0), min(end - begin, len(text))
        if first < last:
            yield Finding(
                field=field,
                start=first,
                end=last,
                type=span.type.value,
                severity=span.severity,
                text=text[first:last],
                why_da=span.why or words_for.why,
                suggestion=words_for.suggestion,
            )
        begin += len(text) + 1
